//! The page of a record, part by part.

use crate::site::{Answer, TestSite};

/// The page from the heading with this id to the next heading of its level.
#[track_caller]
fn part<'a>(page: &'a Answer, id: &str) -> &'a str {
    let start = page
        .body
        .find(&format!("<h2 id=\"{id}\""))
        .unwrap_or_else(|| panic!("no {id} in\n{}", page.body));
    let rest = &page.body[start..];
    let end = rest[1..].find("<h2").map_or(rest.len(), |n| n + 1);
    &rest[..end]
}

#[tokio::test]
async fn evidence_is_a_ladder_with_the_rung_that_is_reached() {
    let page = TestSite::new().get("/ky-thuat/kt-say-hat-de").await;
    let ladder = part(&page, "_bac");
    let rungs: Vec<&str> = ladder
        .split("<li class=\"")
        .skip(1)
        .map(|li| li.split('"').next().unwrap())
        .collect();
    assert_eq!(rungs, ["done", "here", "not"], "{ladder}");
    assert!(ladder.contains("Ba mẻ sấy không mốc"), "{ladder}");
    // It is not said again among the facts.
    assert_eq!(page.body.matches("Ba mẻ sấy không mốc").count(), 1);
}

#[tokio::test]
async fn a_place_is_compared_only_by_what_the_reader_measured() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-say-hat-de").await;
    let fit = part(&page, "_hop");
    assert!(
        fit.contains("Danh mục chưa có độ cao") && fit.contains("500–1.200\u{a0}m"),
        "{fit}"
    );
    assert!(fit.contains("Đất sườn núi thoát nước"), "{fit}");
    assert!(!fit.contains("Phù hợp"), "{fit}");
    let page = site.get("/ky-thuat/kt-say-hat-de?do_cao=400&do_doc=12,5").await;
    let fit = part(&page, "_hop");
    assert!(fit.contains("Thấp hơn 100\u{a0}m") && fit.contains("Phù hợp"), "{fit}");
    let page = site.get("/ky-thuat/kt-say-hat-de?do_cao=cao&do_doc=30").await;
    let fit = part(&page, "_hop");
    assert!(
        fit.contains("aria-invalid=\"true\"") && fit.contains("Cao hơn 5\u{a0}độ"),
        "{fit}"
    );
}

#[tokio::test]
async fn models_are_those_that_apply_it_and_the_nearest_comes_first() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-say-hat-de").await;
    let applied = part(&page, "_noi");
    assert!(
        applied.contains("/mo-hinh/mh-hat-de") && applied.contains("/mo-hinh/mh-say"),
        "{applied}"
    );
    assert!(
        applied.contains("<svg class=\"map small\"") && !applied.contains("class=\"me\""),
        "{applied}"
    );
    assert!(!applied.contains("đường chim bay"), "{applied}");
    // 39 km between the centre points of the two communes.
    let page = site.get("/ky-thuat/kt-say-hat-de?xa=2025:01273&do_cao=700").await;
    let applied = part(&page, "_noi");
    assert!(applied.contains("cách khoảng 39 km đường chim bay"), "{applied}");
    assert!(
        applied.contains("ngay xã, phường của bạn") && applied.contains("class=\"me\""),
        "{applied}"
    );
    assert!(
        applied.contains("<option value=\"2025:01273\" selected>Thục Phán"),
        "{applied}"
    );
    // The choice of one form is kept by the others.
    assert!(applied.contains("name=\"do_cao\" value=\"700\""), "{applied}");
    assert!(part(&page, "_hop").contains("name=\"xa\" value=\"2025:01273\""));
}

#[tokio::test]
async fn former_names_of_a_commune_mean_the_one_of_today() {
    let site = TestSite::new();
    for typed in ["2020:01273", "song+bang", "Ph%C6%B0%E1%BB%9Dng+S%C3%B4ng+B%E1%BA%B1ng"] {
        let page = site.get(&format!("/ky-thuat/kt-say-hat-de?xa={typed}")).await;
        let applied = part(&page, "_noi");
        assert!(
            applied.contains("Phường Sông Bằng nay thuộc Phường Thục Phán"),
            "{typed}: {applied}"
        );
        assert!(
            applied.contains("<option value=\"2025:01273\" selected>"),
            "{typed}: {applied}"
        );
    }
    let page = site.get("/ky-thuat/kt-say-hat-de?xa=%3Cb%3E").await;
    page.has("Không có xã, phường nào tên “&#60;b&#62;”");
}

#[tokio::test]
async fn a_record_of_one_place_says_where_it_is() {
    let site = TestSite::new();
    let page = site.get("/mo-hinh/mh-hat-de?xa=2025:01273").await;
    let at = part(&page, "_noi");
    assert!(
        at.contains("Ở đâu") && at.contains("href=\"/noi/2025:01477\"") && at.contains("39 km"),
        "{at}"
    );
    // A policy lies nowhere.
    site.get("/chinh-sach/cs-giong").await.has_not("id=\"_noi\"");
}

#[tokio::test]
async fn policies_say_why_they_may_pay_and_none_is_out_of_force() {
    let page = TestSite::new().get("/ky-thuat/kt-say-hat-de").await;
    let paid = part(&page, "_tien");
    assert!(
        paid.contains("cùng đối tượng: Hạt dẻ") && paid.contains("/chinh-sach/cs-ho-tro"),
        "{paid}"
    );
    assert!(
        paid.contains("có hỗ trợ: Giống") && paid.contains("Tiền mua giống: <b>50 % giá</b>"),
        "{paid}"
    );
    // A part that pays for something else is not shown, nor a policy that has ended.
    assert!(!paid.contains("Đăng ký nhãn hiệu") && !paid.contains("cs-cu"), "{paid}");
}

#[tokio::test]
async fn what_restricts_is_loud() {
    let page = TestSite::new().get("/chinh-sach/cs-cu").await;
    page.has("<section class=\"alert bad\"><h2>Hết hiệu lực</h2>")
        .has("Bị thay thế bởi: <a href=\"/chinh-sach/cs-ho-tro\">");
}

#[tokio::test]
async fn it_says_whom_to_ask_and_how() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-say-hat-de").await;
    let ask = part(&page, "_hoi");
    assert!(
        ask.contains("tel:02063000000") && ask.contains("/to-chuc/tc-vien"),
        "{ask}"
    );
    assert!(
        ask.contains("tel:02061111111") && ask.contains(">example.org/vien<"),
        "{ask}"
    );
    assert!(ask.contains("cùng đối tượng (1)"), "{ask}");
    // Nobody is named: the list of those who can help.
    let page = site.get("/ky-thuat/kt-nuoi-ong").await;
    assert!(part(&page, "_hoi").contains("/tim?collection=to-chuc"), "{}", page.body);
}

#[tokio::test]
async fn its_history_is_what_the_record_holds() {
    let page = TestSite::new().get("/ky-thuat/kt-say-hat-de").await;
    let own = part(&page, "_ve");
    let at = |text: &str| own.find(text).unwrap_or_else(|| panic!("no {text} in {own}"));
    assert!(at("30/6/2026</time> hạn rà soát") < at("5/10/2026</time> tạo bản ghi"));
    assert!(at("2/11/2026</time> nguồn được đọc") < at("20/11/2026</time> sửa lần cuối"));
}

#[tokio::test]
async fn on_a_foreign_page_only_vietnamese_text_is_marked_vietnamese() {
    let page = TestSite::new().get("/ky-thuat/kt-say-hat-de?lang=zh").await;
    page.has("<span lang=\"vi\">Thử nước bỏ hạt nổi.</span>")
        .has("<dd>500–1,200\u{a0}m</dd>")
        .has("<article class=\"prose\" lang=\"vi\">");
    // A label that is there in Chinese is Chinese; one that is not is marked.
    page.has("<dt>单位</dt>")
        .has("<dt><span lang=\"vi\">Chi phí</span></dt>");
    let ladder = part(&page, "_bac");
    assert!(
        ladder.contains(">示范<") && ladder.contains("<span lang=\"vi\">Đã nhân rộng</span>"),
        "{ladder}"
    );
    page.has("0–25\u{a0}°");
}

#[tokio::test]
async fn paper_has_the_whole_address_and_what_fits() {
    let site = TestSite::new();
    let request = axum::http::Request::get("/ky-thuat/kt-say-hat-de").header("host", "192.168.1.5:8080");
    let page = site.send(request.body(axum::body::Body::empty()).unwrap()).await;
    page.has("<b>http://192.168.1.5:8080/ky-thuat/kt-say-hat-de</b>");
    // Little to say: all of it, in large letters, on both sizes of paper.
    page.has("rec a40 a5").has_not("off4");
    let request = axum::http::Request::get("/ky-thuat/kt-say-hat-de").header("host", "a.example/<b>");
    let page = site.send(request.body(axum::body::Body::empty()).unwrap()).await;
    page.has("<b>http://localhost/ky-thuat/kt-say-hat-de</b>")
        .has_not("a.example");
}

#[tokio::test]
async fn large_letters_are_a_choice_in_the_address() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-say-hat-de").await;
    page.has("href=\"/ky-thuat/kt-say-hat-de?chu=to\">Bản chữ to")
        .has_not(" big\"");
    let page = site.get("/ky-thuat/kt-say-hat-de?chu=to").await;
    page.has(" big\">").has("href=\"/ky-thuat/kt-say-hat-de\">Chữ thường");
}

#[tokio::test]
async fn steps_too_long_for_small_paper_keep_their_names_and_the_leaflet_says_so() {
    let step = format!("  - {{ten: Bước, noi_dung: \"{}\"}}\n", "một câu khá dài ".repeat(18));
    let record = format!(
        "---\nma: kt-dai\nten: Quy trình dài\ntom_tat: Chỉ để thử.\nbuoc:\n{}minh_hoa: true\nngay_sua: 2026-11-01\n---\n\nHết.\n",
        step.repeat(22)
    );
    let page = TestSite::of(&[("ky-thuat/kt-dai.md", &record)])
        .get("/ky-thuat/kt-dai")
        .await;
    page.has("class=\"part_buoc brief5\"")
        .has(" a54 lack5 slim\"")
        .has("Tờ này đã lược bớt");
    page.has_not("brief4").has_not("part_buoc off");
    // What fits is whole.
    TestSite::new()
        .get("/ky-thuat/kt-say-hat-de")
        .await
        .has_not("brief")
        .has_not("lack5");
}
