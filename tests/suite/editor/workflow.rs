//! The way of a record through the room, with hands that reach further than they may.

use accounts::Act;
use axum::http::StatusCode;

use super::html::{fields, runs};
use super::room::{Browser, House};

/// The fields of the form of a record, as the page has them.
fn form_of(browser: &mut Browser<'_>, ma: &str) -> Vec<(String, String)> {
    let page = browser.get(&format!("/bien-tap/sua/{ma}"));
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    fields(&page.text, &format!("/bien-tap/sua/{ma}"))
}

/// Sends the form with these fields changed or added.
fn send(browser: &mut Browser<'_>, ma: &str, changed: &[(&str, &str)]) -> super::room::Answer {
    let mut all = form_of(browser, ma);
    for (name, value) in changed {
        all.retain(|(n, _)| n != name);
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    let pairs: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post(&format!("/bien-tap/sua/{ma}"), &pairs)
}

fn file(house: &House, path: &str) -> String {
    std::fs::read_to_string(house.place.content().join(path)).unwrap()
}

#[test]
fn a_writer_publishes_nothing_by_any_field() {
    let house = House::with(&[("tn-mo", "", "## Làm\n\nThân cũ.")]);
    let mut lan = house.signed("lan");
    let made = lan.form("/bien-tap/moi", &[("ten", "Vùng mới"), ("bo", "tai-nguyen")]);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    assert_eq!(made.header("location"), "/bien-tap/sua/tn-vung-moi?da=tao");
    let path = "tai-nguyen/tn-vung-moi.md";
    assert!(file(&house, path).contains("trang_thai: nhap"));

    for wish in ["xuat-ban", "luu-kho", "tra-lai"] {
        let before = file(&house, path);
        assert_eq!(
            send(&mut lan, "tn-vung-moi", &[("viec", wish)]).status,
            StatusCode::FORBIDDEN,
            "{wish}"
        );
        assert_eq!(file(&house, path), before);
    }
    assert_eq!(house.noted(Act::Refused, |e| e.who == "lan"), 3);
    // The state is what the button says, whatever the fields or the text say that the form claims to be made from.
    let base = "---\nma: tn-vung-moi\nten: Vùng mới\ntrang_thai: xuat-ban\n---\nx";
    for smuggled in [
        ("f.trang_thai", "xuat-ban"),
        ("than", "Thân.\n---\ntrang_thai: xuat-ban\n---\n"),
        ("goc", base),
    ] {
        send(&mut lan, "tn-vung-moi", &[("viec", "luu"), smuggled]);
        let text = file(&house, path);
        assert!(
            text.split("\n---\n").next().unwrap().contains("trang_thai: nhap"),
            "{smuggled:?}: {text}"
        );
        house.follow();
        assert_eq!(
            house.browser().get("/tai-nguyen/tn-vung-moi").status,
            StatusCode::NOT_FOUND
        );
    }
    // A published record stays as it is: what the writer sends waits for a reviewer.
    let before = file(&house, "tai-nguyen/tn-mo.md");
    let sent = send(&mut lan, "tn-mo", &[("viec", "gui"), ("than", "Thân do lan thay.")]);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert_eq!(file(&house, "tai-nguyen/tn-mo.md"), before);
    assert!(
        house
            .signed("binh")
            .get("/bien-tap")
            .text
            .contains("đề xuất sửa của Người lan")
    );
    let taken = lan.form("/bien-tap/de-xuat/tn-mo/lan", &[("viec", "nhan")]);
    assert_eq!(taken.status, StatusCode::FORBIDDEN, "nobody takes it but a reviewer");
    assert_eq!(file(&house, "tai-nguyen/tn-mo.md"), before);
}

#[test]
fn an_identifier_leads_nowhere_else() {
    let house = House::with(&[("tn-mo", "", "Thân."), ("tn-nhap", "trang_thai: nhap\n", "Thân.")]);
    let mut binh = house.signed("binh");
    let before = house.content();
    for ma in [
        "../../mat",
        "/etc/passwd",
        "tn-mo",
        "..",
        "a/b",
        "tn-mo\u{0}",
        "_collections/_chung",
    ] {
        send(&mut binh, "tn-nhap", &[("viec", "luu"), ("f.ma", ma)]);
        for (path, bytes) in house.content() {
            let known = before.contains_key(&path);
            assert!(known, "{ma}: {} came to be", path.display());
            if !path.ends_with("tn-nhap.md") {
                assert_eq!(before[&path], bytes, "{ma}: {}", path.display());
            }
        }
        let text = file(&house, "tai-nguyen/tn-nhap.md");
        assert!(text.contains("ma: tn-nhap"), "{ma}: {text}");
    }
    for (title, collection) in [
        ("../../../etc/x", "tai-nguyen"),
        ("x", "../.."),
        ("x", "_collections"),
        ("", "tai-nguyen"),
    ] {
        let made = binh.form("/bien-tap/moi", &[("ten", title), ("bo", collection)]);
        if made.status == StatusCode::SEE_OTHER {
            assert_eq!(made.header("location"), "/bien-tap/sua/tn-etc-x?da=tao");
        }
    }
    for path in house.content().keys().filter(|path| !before.contains_key(*path)) {
        assert!(path.ends_with("tai-nguyen/tn-etc-x.md"), "{}", path.display());
    }
    for path in [
        "/bien-tap/sua/..%2f..%2fx",
        "/bien-tap/ban-cu/..%2f",
        "/bien-tap/xem/%2e%2e",
        "/bien-tap/de-xuat/tn-mo/..%2f..%2fx",
    ] {
        assert!(binh.get(path).status.is_client_error(), "{path}");
    }
    assert!(!house.place.path().join("mat.md").exists());
}

#[test]
fn what_is_typed_is_shown_as_text_on_every_page_of_the_form() {
    let planted = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let body =
        format!("{planted}\n\n[x](javascript:alert(1)) ![{planted}](javascript:alert(1))\n\n<svg onload=alert(1)>");
    let house = House::with(&[("tn-nhap", "trang_thai: nhap\n", "Thân."), ("tn-mo", "", "Thân.")]);
    let mut lan = house.signed("lan");
    let names: Vec<String> = form_of(&mut lan, "tn-nhap").into_iter().map(|(name, _)| name).collect();
    let changed: Vec<(&str, &str)> = names
        .iter()
        .filter(|name| name.starts_with("f.") || name.starts_with("k."))
        .map(|name| (name.as_str(), planted))
        .chain([("than", body.as_str())])
        .collect();
    assert!(changed.len() > 20, "{names:?}");
    for wish in ["kiem-tra", "luu"] {
        let all: Vec<(&str, &str)> = changed.iter().copied().chain([("viec", wish)]).collect();
        let answer = send(&mut lan, "tn-nhap", &all);
        assert!(
            matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER),
            "{}",
            answer.status
        );
        assert_eq!(runs(&answer.text), Vec::<String>::new(), "{wish}");
    }
    assert!(
        file(&house, "tai-nguyen/tn-nhap.md").contains("alert(1)"),
        "it was saved"
    );
    send(
        &mut lan,
        "tn-mo",
        &[("viec", "gui"), ("than", &body), ("f.tom_tat", planted)],
    );
    let mut binh = house.signed("binh");
    let mut shown = 0;
    for path in [
        "/bien-tap",
        "/bien-tap/kiem-tra",
        "/bien-tap/ban-ghi",
        "/bien-tap/sua/tn-nhap",
        "/bien-tap/xem/tn-nhap",
        "/bien-tap/ban-cu/tn-nhap",
        "/bien-tap/tep/tn-nhap",
        "/bien-tap/sua/tn-mo",
        "/bien-tap/xem/tn-mo?de-xuat=lan",
        "/bien-tap/de-xuat/tn-mo/lan",
        "/bien-tap/nhat-ky",
    ] {
        let page = binh.get(path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        assert_eq!(runs(&page.text), Vec::<String>::new(), "{path}");
        shown += usize::from(page.text.contains("alert(1)"));
    }
    assert!(shown >= 6, "{shown} pages show the text");
    let csrf = lan.csrf();
    let answer = lan.post("/bien-tap/xem-thu/tn-nhap", &[("csrf", &csrf), ("than", &body)]);
    let html: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(runs(html["html"].as_str().unwrap()), Vec::<String>::new());
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", planted)
        .append_pair("ten", planted)
        .finish();
    for path in ["/bien-tap/tim", "/bien-tap/moi"] {
        let page = lan.get(&format!("{path}?{query}"));
        if page.header("content-type").starts_with("text/html") {
            assert_eq!(runs(&page.text), Vec::<String>::new(), "{path}");
        }
    }
}

#[test]
fn what_was_typed_comes_back_when_the_session_ended_meanwhile() {
    let house = House::with(&[("tn-nhap", "trang_thai: nhap\n", "Thân.")]);
    let mut lan = house.signed("lan");
    lan.headers.push(("origin", "http://nhipcau.test".to_owned()));
    let mut all = form_of(&mut lan, "tn-nhap");
    all.retain(|(name, _)| name != "than");
    all.push((
        "than".to_owned(),
        "Chữ đã gõ cả buổi, có \"ngoặc\" & dấu <.\r\n\r\nHai đoạn.".to_owned(),
    ));
    all.push(("viec".to_owned(), "luu".to_owned()));
    let post = |browser: &mut Browser<'_>, fields: &[(String, String)]| {
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        browser.post("/bien-tap/sua/tn-nhap", &pairs)
    };
    let typed = |fields: &[(String, String)]| -> Vec<(String, String)> {
        // A page has its line ends as \n; what is sent has them as \r\n.
        let plain = |value: &String| value.replace("\r\n", "\n");
        let all = fields.iter().filter(|(name, _)| name != "csrf");
        all.map(|(name, value)| (name.clone(), plain(value))).collect()
    };
    house
        .signed("minh")
        .form("/bien-tap/nguoi/dang-xuat", &[("ten", "lan")]);
    let ended = post(&mut lan, &all);
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    let back = fields(&ended.text, "/bien-tap/sua/tn-nhap");
    assert_eq!(typed(&back), typed(&all));
    // Signed in anew in the same browser: the form of the old session is shown again, and taken when it is sent again.
    lan.sign_in("lan", super::room::PASSWORD);
    let again = post(&mut lan, &back);
    assert_eq!(again.status, StatusCode::FORBIDDEN);
    assert!(!file(&house, "tai-nguyen/tn-nhap.md").contains("cả buổi"));
    let back = fields(&again.text, "/bien-tap/sua/tn-nhap");
    let saved = post(&mut lan, &back);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    assert!(file(&house, "tai-nguyen/tn-nhap.md").contains("Chữ đã gõ cả buổi, có \"ngoặc\" & dấu <."));
    // From a page of someone else nothing is given back, and a client that does not say where it comes from gets nothing.
    for headers in [("origin", "https://evil.test"), ("x-nothing", "1")] {
        let mut other = house.signed("lan");
        other.headers.push((headers.0, headers.1.to_owned()));
        let refused = other.post("/bien-tap/sua/tn-nhap", &[("csrf", "x"), ("than", "chữ của kẻ khác")]);
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!refused.text.contains("chữ của kẻ khác"));
    }
}

#[test]
fn a_draft_shows_its_pictures_to_the_staff() {
    let house = House::with(&[("tn-nhap", "trang_thai: nhap\n", "Thân.")]);
    let mut lan = house.signed("lan");
    let mut picture = Vec::new();
    image::RgbImage::from_pixel(30, 20, image::Rgb([1, 2, 3]))
        .write_to(&mut std::io::Cursor::new(&mut picture), image::ImageFormat::Png)
        .unwrap();
    lan.upload("/bien-tap/tep/tn-nhap", &[("lò.png", &picture)]);
    send(
        &mut lan,
        "tn-nhap",
        &[("viec", "luu"), ("than", "![Lò](tep/tn-nhap-lo.png)")],
    );
    let address = "/bien-tap/tep-xem/tai-nguyen/tep/tn-nhap-lo.png";
    let page = lan.get("/bien-tap/xem/tn-nhap").text;
    assert!(
        !page.contains("tn-nhap.bib"),
        "nothing is to be had before it is public"
    );
    assert!(
        page.contains(&format!(
            "<img width=\"30\" height=\"20\" loading=\"lazy\" src=\"{address}\" alt=\"Lò\">"
        )),
        "{page}"
    );
    assert!(
        lan.get("/bien-tap/sua/tn-nhap")
            .text
            .contains(&format!("src=\"{address}\""))
    );
    assert_eq!(lan.get(address).status, StatusCode::OK);
    // What is no picture is named in the record by itself, one after the other.
    for (name, bytes) in [("Báo cáo 2025.pdf", b"%PDF-1.7 a"), ("Phụ lục.pdf", b"%PDF-1.7 b")] {
        let answer = lan.upload("/bien-tap/tep/tn-nhap", &[(name, bytes)]);
        assert!(
            answer.text.contains("đã được ghi vào “Tệp đính kèm”"),
            "{}",
            answer.text
        );
    }
    let text = file(&house, "tai-nguyen/tn-nhap.md");
    let (first, second) = (
        text.find("tep/tn-nhap-bao-cao-2025.pdf"),
        text.find("tep/tn-nhap-phu-luc.pdf"),
    );
    assert!(
        first.is_some() && first < second && text.contains("Báo cáo 2025"),
        "{text}"
    );
    assert!(text.ends_with("![Lò](tep/tn-nhap-lo.png)\n"), "{text}");
    let page = lan.get("/bien-tap/xem/tn-nhap").text;
    assert!(
        page.contains("href=\"/bien-tap/tep-xem/tai-nguyen/tep/tn-nhap-phu-luc.pdf\">Phụ lục</a> (PDF, 1 KB)"),
        "{page}"
    );
    assert_eq!(
        house.browser().get("/tai-nguyen/tep/tn-nhap-lo.png").status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn an_old_version_is_proposed_and_never_in_the_place_of_what_was_sent() {
    let house = House::with(&[("tn-mo", "", "Thân cũ.")]);
    let mut binh = house.signed("binh");
    let saved = send(&mut binh, "tn-mo", &[("viec", "luu"), ("than", "Thân mới.")]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let (path, now) = ("tai-nguyen/tn-mo.md", file(&house, "tai-nguyen/tn-mo.md"));
    let store = ingest::save::Store::open(&house.place.content(), &house.data()).unwrap();
    let proposal = || store.proposal(path, "lan").unwrap();
    let mut lan = house.signed("lan");
    let mut restore = |wanted: &str| {
        let versions = store.versions(path).unwrap();
        let old = versions.iter().find(|version| {
            let text = store.version(path, version).unwrap();
            String::from_utf8(text.bytes).unwrap().ends_with(wanted)
        });
        let old = old.map(|version| format!("{}-{}", version.at, version.hash)).unwrap();
        lan.form("/bien-tap/ban-cu/tn-mo", &[("goc", "x"), ("ban", &old)])
    };
    // It waits beside the record, unsent, and the trail says so.
    let first = restore("Thân cũ.\n");
    assert_eq!(
        first.header("location"),
        "/bien-tap/sua/tn-mo?da=lay-lai",
        "{}",
        first.text
    );
    assert!(proposal().is_some_and(|one| !one.sent && one.text.ends_with("Thân cũ.\n")));
    assert_eq!(file(&house, path), now);
    assert_eq!(
        house.noted(Act::Restore, |e| e.who == "lan" && e.path.as_deref() == Some(path)),
        1
    );
    // What was sent stays as it was sent.
    let mut writer = house.signed("lan");
    let sent = send(&mut writer, "tn-mo", &[("viec", "gui"), ("than", "Thân lan gửi.")]);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let before = proposal();
    assert!(before.as_ref().is_some_and(|one| one.sent));
    let second = restore("Thân cũ.\n");
    assert_eq!(second.status, StatusCode::OK);
    assert!(second.text.contains("còn đợi người duyệt"), "{}", second.text);
    assert_eq!(proposal(), before);
    assert_eq!(house.noted(Act::Restore, |e| e.who == "lan"), 1);
    // Sent back, it is one's own again: replaced, kept among the versions, and said.
    let back = [("viec", "tra-lai"), ("loi_nhan", "Viết lại.")];
    assert_eq!(
        binh.form("/bien-tap/de-xuat/tn-mo/lan", &back).status,
        StatusCode::SEE_OTHER
    );
    let third = restore("Thân cũ.\n");
    assert_eq!(third.header("location"), "/bien-tap/sua/tn-mo?da=thay-de-xuat");
    assert!(
        writer
            .get(third.header("location"))
            .text
            .contains("trong các bản đã lưu")
    );
    assert!(proposal().is_some_and(|one| !one.sent && one.text.ends_with("Thân cũ.\n")));
    assert_eq!(
        restore("Thân lan gửi.\n").status,
        StatusCode::SEE_OTHER,
        "the text of before is kept"
    );
}
