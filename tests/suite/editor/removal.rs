//! Taking a record away, and bringing it back.

use accounts::Act;
use axum::http::StatusCode;

use super::html::fields;
use super::room::{Answer, Browser, House};

const PATH: &str = "tai-nguyen/tn-mo.md";

fn confirm(browser: &mut Browser<'_>) -> Answer {
    let page = browser.get("/bien-tap/xoa/tn-mo");
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let pairs = fields(&page.text, "/bien-tap/xoa/tn-mo");
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    browser.post("/bien-tap/xoa/tn-mo", &pairs)
}

#[test]
fn a_record_goes_with_its_text_kept_and_comes_back_as_a_draft() {
    let house = House::with(&[
        ("tn-mo", "# ghi chú\n", "Thân."),
        ("tn-khac", "lien_quan: [tn-mo]\n", "Thân."),
    ]);
    let file = house.place.content().join(PATH);
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(house.browser().get("/tai-nguyen/tn-mo").status, StatusCode::OK);
    // A proposal that waits is kept too.
    let mut lan = house.signed("lan");
    let page = lan.get("/bien-tap/sua/tn-mo");
    let mut sent = fields(&page.text, "/bien-tap/sua/tn-mo");
    sent.retain(|(name, _)| name != "than" && name != "viec");
    sent.extend([("than", "Thân lan gửi."), ("viec", "gui")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    let pairs: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(lan.post("/bien-tap/sua/tn-mo", &pairs).status, StatusCode::SEE_OTHER);

    let mut binh = house.signed("binh");
    assert!(binh.get("/bien-tap/sua/tn-mo").text.contains("/bien-tap/xoa/tn-mo"));
    assert!(!lan.get("/bien-tap/sua/tn-mo").text.contains("/bien-tap/xoa/tn-mo"));
    let question = binh.get("/bien-tap/xoa/tn-mo").text;
    assert!(
        question.contains("/bien-tap/sua/tn-khac"),
        "who points to it is named: {question}"
    );
    assert!(question.contains("Người lan"), "{question}");
    let gone = confirm(&mut binh);
    assert_eq!(gone.header("location"), "/bien-tap/da-xoa?da=xoa", "{}", gone.text);
    assert!(!file.exists());
    house.follow();
    assert_ne!(house.browser().get("/tai-nguyen/tn-mo").status, StatusCode::OK);
    assert_eq!(binh.get("/bien-tap/sua/tn-mo").status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.noted(Act::Remove, |e| e.who == "binh" && e.path.as_deref() == Some(PATH)),
        1
    );
    let store = ingest::save::Store::open(&house.place.content(), &house.data()).unwrap();
    assert_eq!(store.proposals().unwrap(), []);
    let kept: Vec<String> = store
        .versions(PATH)
        .unwrap()
        .iter()
        .map(|version| String::from_utf8(store.version(PATH, version).unwrap().bytes).unwrap())
        .collect();
    assert_eq!(kept.last(), Some(&text));
    assert!(kept.iter().any(|one| one.ends_with("Thân lan gửi.\n")), "{kept:?}");

    // The writer sees that it went, the reviewer brings it back.
    let list = lan.get("/bien-tap/da-xoa").text;
    assert!(list.contains(PATH) && list.contains("Người binh"), "{list}");
    assert!(!list.contains("Lấy lại<"), "{list}");
    assert_eq!(
        binh.form("/bien-tap/da-xoa", &[("duong_dan", "../../mat.md")]).status,
        StatusCode::BAD_REQUEST
    );
    let back = binh.form("/bien-tap/da-xoa", &[("duong_dan", PATH)]);
    assert_eq!(
        back.header("location"),
        "/bien-tap/sua/tn-mo?da=lay-lai-xoa",
        "{}",
        back.text
    );
    let now = std::fs::read_to_string(&file).unwrap();
    assert!(now.contains("trang_thai: nhap\n") && now.contains("# ghi chú"), "{now}");
    assert_eq!(now.replace("trang_thai: nhap\n", ""), text);
    house.follow();
    assert_ne!(house.browser().get("/tai-nguyen/tn-mo").status, StatusCode::OK);
    assert_eq!(house.noted(Act::Restore, |e| e.who == "binh"), 1);
    assert!(!binh.get("/bien-tap/da-xoa").text.contains(PATH));
}

#[test]
fn what_changed_meanwhile_is_not_taken_away() {
    let house = House::with(&[("tn-mo", "", "Thân.")]);
    let mut binh = house.signed("binh");
    let page = binh.get("/bien-tap/xoa/tn-mo");
    let pairs = fields(&page.text, "/bien-tap/xoa/tn-mo");
    super::room::write(&house.place, "tn-mo", "", "Thân sửa thẳng trên tệp.");
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let answer = binh.post("/bien-tap/xoa/tn-mo", &pairs);
    assert!(answer.text.contains("Chưa xoá"), "{}", answer.text);
    assert!(house.place.content().join(PATH).exists());
    assert_eq!(house.noted(Act::Remove, |_| true), 0);
}

#[test]
fn a_name_that_is_taken_meanwhile_is_not_given_twice() {
    let house = House::with(&[("tn-mo", "", "Thân.")]);
    let mut binh = house.signed("binh");
    assert_eq!(confirm(&mut binh).status, StatusCode::SEE_OTHER);
    let other = std::fs::read_to_string(
        house
            .data()
            .join("ban-cu")
            .join(PATH)
            .read_dir()
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path(),
    );
    house.place.write("tai-nguyen/ten-tep-khac.md", &other.unwrap());
    std::thread::sleep(std::time::Duration::from_secs(1));
    let refused = binh.form("/bien-tap/da-xoa", &[("duong_dan", PATH)]);
    assert!(refused.text.contains("Chưa lấy lại"), "{}", refused.text);
    assert!(!house.place.content().join(PATH).exists());
}
