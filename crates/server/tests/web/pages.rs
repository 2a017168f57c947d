//! Pages as a reader gets them.

use axum::http::StatusCode;

use crate::site::TestSite;

#[tokio::test]
async fn home_shows_what_is_here() {
    let home = TestSite::new().get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    home.has("<html lang=\"vi\">")
        .has("<label for=\"q\">")
        .has("Hướng dẫn kỹ thuật</span> <b>2</b>");
    home.has("href=\"/tim?collection=chinh-sach\"")
        .has("href=\"/chu-de/hat-de\"")
        .has("href=\"/noi/2025:01477\"");
    home.has("Việc của tháng 11")
        .has("tel:02063000000")
        .has_not("<script>")
        .has("/suggest.js\"></script>")
        .has_not("Bản nháp");
}

#[tokio::test]
async fn results_say_how_a_query_was_understood_and_can_be_taken_literally() {
    let site = TestSite::new();
    let page = site.get("/tim?q=say+hat+de").await;
    page.has("Kết quả cho “say hat de”")
        .has("Tìm theo:")
        .has("dung=1")
        .has("/ky-thuat/kt-say-hat-de");
    page.has("role=\"status\"").has("<fieldset><legend");
    page.has("href=\"/tim.atom?q=say+hat+de\" type=\"application/atom+xml\">Báo cho tôi khi có mới");
    site.get("/tim?q=say+hat+de&dung=1")
        .await
        .has("Đang tìm đúng như đã gõ.")
        .has_not("Tìm theo:");
}

#[tokio::test]
async fn filters_are_chips_that_can_be_removed() {
    let site = TestSite::new();
    let page = site
        .get("/tim?q=hạt+dẻ&collection=ky-thuat&doi_tuong=hat-de&unknown=1&sort=bogus&trang=abc")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    page.has("1 kết quả")
        .has("Bộ dữ liệu: Hướng dẫn kỹ thuật")
        .has("Đối tượng: Hạt dẻ");
    // Each chip leads to the same search without it; what no page knows is not carried on.
    page.has("href=\"/tim?q=h%E1%BA%A1t+d%E1%BA%BB&#38;collection=ky-thuat\"")
        .has_not("unknown")
        .has_not("bogus");
    page.has("value=\"ky-thuat\" checked");
}

#[tokio::test]
async fn no_results_is_not_an_end() {
    let page = TestSite::new().get("/tim?q=zzqqxx&collection=ky-thuat").await;
    assert_eq!(page.status, StatusCode::OK);
    page.has("Không có kết quả")
        .has_not("Không lọc theo")
        .has("/tim?collection=chinh-sach")
        .has("href=\"/tim?collection=to-chuc\"")
        .has("0206 3 000 000");
}

#[tokio::test]
async fn filters_that_leave_nothing_say_what_there_is_without_them() {
    let site = TestSite::new();
    let page = site.get("/tim?q=hat+de&collection=mo-hinh&doi_tuong=ong").await;
    page.has("Không có kết quả")
        .has("href=\"/tim?q=hat+de&#38;collection=mo-hinh\">Không lọc theo Đối tượng: Ong mật (2)</a>")
        .has("href=\"/tim?q=hat+de\">Bỏ tất cả bộ lọc (");
    // Without the collection there is still nothing on bees and chestnuts: not offered.
    page.has_not("Không lọc theo Bộ dữ liệu");
    // The words name a subject: it is offered.
    page.has("Chủ đề trong danh mục").has("href=\"/chu-de/hat-de\"");
    site.get("/tim?q=hat+de").await.has_not("Chủ đề trong danh mục");
}

#[tokio::test]
async fn headings_go_down_one_level_at_a_time() {
    let site = TestSite::new();
    for url in [
        "/",
        "/tim",
        "/tim?q=hat+de&collection=ky-thuat",
        "/tim?q=zzqqxx&collection=ky-thuat",
        "/ky-thuat/kt-say-hat-de",
        "/chinh-sach/cs-cu",
        "/mo-hinh/mh-hat-de",
        "/so-sanh?ma=kt-say-hat-de",
        "/ban-do",
        "/mua-vu?thang=9",
        "/chinh-sach",
        "/noi/2025:01477",
        "/noi/2020:01477",
        "/chu-de/hat-de",
        "/gioi-thieu",
        "/khong-co/gi",
    ] {
        let page = site.get(url).await;
        let mut before = 0;
        for heading in page.body.split("<h").skip(1) {
            let Some(level) = heading.chars().next().and_then(|c| c.to_digit(10)) else {
                continue;
            };
            assert!(level <= before + 1, "{url}: h{level} after h{before}: {heading:.60}");
            assert!(level > 1 || before == 0, "{url}: a second h1");
            // The last part, the foot, begins again.
            before = level;
        }
        assert!(before > 0, "{url} has no heading");
    }
}

#[tokio::test]
async fn home_has_the_work_of_the_month_and_what_comes() {
    let home = TestSite::new().get("/").await;
    home.has("<h2 id=\"vu\">Việc của tháng 11</h2>")
        .has("href=\"/mua-vu?thang=11\">Xem tất cả 1 bản ghi");
    // No event is coming: said, with a way on.
    home.has("Chưa có sự kiện sắp tới").has("href=\"/ban-do\"");
}

#[tokio::test]
async fn a_catalogue_with_nothing_in_it_says_so() {
    let site = TestSite::of(&[]);
    site.get("/")
        .await
        .has("Danh mục chưa có bản ghi nào")
        .has("Hướng dẫn kỹ thuật</span> <b>0</b>");
    site.get("/tim")
        .await
        .has("<h2>Danh mục chưa có bản ghi nào.</h2>")
        .has_not("Thử ít từ hơn");
    site.get("/tim?q=ong")
        .await
        .has("Chưa tìm thấy bản ghi nào")
        .has("Thử ít từ hơn");
    for url in [
        "/ban-do",
        "/mua-vu",
        "/chinh-sach",
        "/so-sanh",
        "/gioi-thieu",
        "/noi/2025:01477",
        "/chu-de/ong",
    ] {
        assert_eq!(site.get(url).await.status, StatusCode::OK, "{url}");
    }
}

#[tokio::test]
async fn a_page_that_can_not_show_all_leads_to_all() {
    let one = |n: usize| {
        format!(
            "---\nma: cs-{n}\nten: Chính sách {n}\ntom_tat: Số {n}.\nso_hieu: {n}/2026\nminh_hoa: true\n\
             ngay_sua: 2026-11-01\n---\n\nThử.\n"
        )
    };
    let files: Vec<(String, String)> = (0..201).map(|n| (format!("chinh-sach/cs-{n}.md"), one(n))).collect();
    let all: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let link = "href=\"/tim?collection=chinh-sach\">Xem tất cả 201 bản ghi";
    TestSite::of(&all).get("/chinh-sach").await.has(link);
    TestSite::of(&all[..200])
        .get("/chinh-sach")
        .await
        .has_not("Xem tất cả 20");
}

#[tokio::test]
async fn what_is_typed_is_text() {
    let page = TestSite::new()
        .get("/tim?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%FF&collection=%3Cb%3E")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    page.has_not("<script>").has_not("<b>:").has("&#60;script&#62;");
}

#[tokio::test]
async fn a_query_over_the_bound_is_cut_and_said() {
    let page = TestSite::new().get(&format!("/tim?q={}", "hat+de+".repeat(100))).await;
    assert_eq!(page.status, StatusCode::OK);
    page.has("chỉ đọc 512 ký tự đầu");
}

#[tokio::test]
async fn a_record_has_its_facts_steps_sources_and_ways_on() {
    let page = TestSite::new().get("/ky-thuat/kt-say-hat-de").await;
    assert_eq!(page.status, StatusCode::OK);
    page.has("<h1>Sấy hạt dẻ &#60;khô&#62; &#38; làm bột</h1>")
        .has("500–1.200\u{a0}m")
        .has("1.200.000\u{a0}đồng");
    page.has("aria-hidden=\"true\">1</span><h3>Chọn hạt</h3>")
        .has("<b>Lưu ý:</b> Nóng ngay làm vỏ cứng.");
    page.has("<td class=\"q\" data-th=\"Số lượng\">1.500,5</td>")
        .has("tháng 9, tháng 11")
        .has("<h2 id=\"vi-sao-say\">");
    page.has("href=\"https://example.org/so-tay?a=1&amp;b=2\"")
        .has("đọc ngày 2/11/2026");
    page.has("href=\"/noi/2025:01477\"")
        .has("href=\"/chu-de/hat-de\"")
        .has("/chinh-sach/cs-ho-tro");
    // Past its review date on the day of the test.
    page.has("Cần kiểm tra lại").has("30/6/2026");
    // Four parts have a table of contents.
    page.has("Trong trang này")
        .has("href=\"#_buoc\"")
        .has("href=\"#ban-o-dau\"");
    page.has_not("kt-nhap").has("Cách trích dẫn");
}

#[tokio::test]
async fn an_illustration_says_so_and_a_policy_names_what_follows_from_it() {
    let site = TestSite::new();
    site.get("/ky-thuat/kt-nuoi-ong")
        .await
        .has("Bản ghi minh hoạ")
        .has("Không dùng để ra quyết định");
    site.get("/chinh-sach/cs-ho-tro")
        .await
        .has("Được nhắc tới trong")
        .has("/ky-thuat/kt-say-hat-de")
        .has_not("Cần kiểm tra lại");
}

#[tokio::test]
async fn drafts_are_not_there() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-nhap").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.has("Không có trang này").has("value=\"nhap\"").has_not("Bản nháp");
    assert_eq!(site.get("/api/v1/records/kt-nhap").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_record_under_another_collection_leads_to_its_own() {
    let site = TestSite::new();
    let moved = site.get("/chinh-sach/kt-nuoi-ong?lang=zh").await;
    assert_eq!(
        (moved.status, moved.header("location")),
        (StatusCode::PERMANENT_REDIRECT, "/ky-thuat/kt-nuoi-ong?lang=zh")
    );
    let list = site.get("/ky-thuat").await;
    assert_eq!(
        (list.status, list.header("location")),
        (StatusCode::TEMPORARY_REDIRECT, "/tim?collection=ky-thuat")
    );
    assert_eq!(site.get("/khong-co").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_old_place_says_what_it_is_today() {
    let site = TestSite::new();
    site.get("/noi/2020:01477")
        .await
        .has("Đơn vị cũ (2020)")
        .has("href=\"/noi/2025:01477\">Xã Trùng Khánh</a>")
        .has("kt-say-hat-de");
    site.get("/noi/2025:01477")
        .await
        .has("Thị trấn Trùng Khánh")
        .has("kt-say-hat-de");
    assert_eq!(site.get("/noi/2025:99999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_place_shows_what_lies_around_it() {
    let site = TestSite::new();
    let page = site.get("/noi/2025:01477").await;
    page.has("<svg class=\"map small\"").has("class=\"me\"");
    page.has("href=\"/noi/2025:01273\">Phường Thục Phán</a> <small>39 km</small>");
    page.has("href=\"/mo-hinh/mh-hat-de\">Vườn dẻ ghép Trùng Khánh</a> <small>ngay tại đây</small>");
    page.has("href=\"/mo-hinh/mh-say\">Lò sấy dẻ ở Thục Phán</a> <small>39 km</small>");
    // A former unit lies where it is today.
    site.get("/noi/2020:01477")
        .await
        .has("<small>ngay tại đây</small>")
        .has("<small>39 km</small>");
    site.get("/chu-de/hat-de").await.has_not("<svg class=\"map");
}

#[tokio::test]
async fn a_subject_has_all_its_names_and_records() {
    let site = TestSite::new();
    let page = site.get("/chu-de/hat-de").await;
    page.has("<dd lang=\"tyz\">mác lịch</dd>")
        .has("<dd lang=\"la\">Castanea mollissima</dd>")
        .has("<dd lang=\"zh\">板栗</dd>");
    page.has("href=\"/chu-de/cay-an-qua\"")
        .has("kt-say-hat-de")
        .has("cs-ho-tro");
    assert_eq!(site.get("/chu-de/khong-co").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_interface_speaks_chinese_and_says_what_is_not_translated() {
    let site = TestSite::new();
    let page = site.get("/ky-thuat/kt-say-hat-de?lang=zh").await;
    page.has("<html lang=\"zh-CN\">")
        .has("<h1>板栗干燥</h1>")
        .has("lang=\"vi\">Sấy hạt dẻ")
        .has("技术指南")
        .has("2026年6月30日");
    page.has("hreflang=\"vi\"")
        .has("href=\"/ky-thuat/kt-say-hat-de\"")
        .has("href=\"/tim?lang=zh\"");
    site.get("/ky-thuat/kt-nuoi-ong?lang=zh")
        .await
        .has("尚无中文译文")
        .has("<h1 lang=\"vi\">");
    site.get("/tim?q=板栗&lang=zh")
        .await
        .has("板栗干燥")
        .has("name=\"lang\" value=\"zh\"");
    site.get("/?lang=xx").await.has("<html lang=\"vi\">");
}

#[tokio::test]
async fn a_page_that_is_not_there_offers_a_search() {
    let page = TestSite::new().get("/ky-thuat/kt-say-hat-dee").await;
    assert_eq!(
        (page.status, page.header("cache-control")),
        (StatusCode::NOT_FOUND, "no-store")
    );
    page.has("value=\"say hat dee\"").has("action=\"/tim\"");
}

#[tokio::test]
async fn an_address_that_can_not_be_read_gets_a_page_too() {
    let site = TestSite::new();
    let answer = site.get("/ky-thuat/%FF").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    answer.has("<html lang=\"vi\">").has("Không hiểu yêu cầu này");
    let answer = site.get("/api/v1/records/%FF").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn the_worker_holds_files_and_pages_that_are_there() {
    let site = TestSite::new();
    let answer = site.get("/sw.js").await;
    assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, no-cache");
    let list = answer
        .body
        .split("const FIRST=")
        .nth(1)
        .and_then(|rest| rest.split(';').next())
        .unwrap();
    let held: Vec<String> = serde_json::from_str(list).unwrap();
    assert!(held.contains(&"/da-luu?lang=zh".to_owned()) && held.iter().any(|one| one.ends_with("/site.css")));
    for one in held {
        assert_eq!(site.get(&one).await.status, StatusCode::OK, "{one}");
    }
}
