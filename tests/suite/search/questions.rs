//! Questions, full titles, codes, numbers.

use super::checks::Checks;
use super::{ids, real, small};

#[test]
fn questions_find_their_answer() {
    let mut c = Checks::new("questions");
    let i = small();
    c.first(i, "làm sao để hạt dẻ không bị sâu", &["kt-sau-de"]);
    c.first(i, "lam sao de hat de khong bi sau", &["kt-sau-de"]);
    c.first(i, "hạt dẻ bị sâu thì phải làm thế nào?", &["kt-sau-de"]);
    c.first(i, "bo bi ve ban den", &["kt-bo-ve"]);
    c.first(i, "bò bị ve bám đen phải làm sao", &["kt-bo-ve"]);
    c.first(i, "lợn con ỉa phân trắng cho uống gì", &["kt-lon"]);
    c.first(i, "sấy hạt dẻ ở bao nhiêu độ?", &["kt-say-de"]);
    c.first(i, "cắt cỏ VA06 lúc mấy ngày", &["kt-va06"]);
    c.first(i, "ai quản lý nhiệm vụ khoa học của tỉnh", &["tc-so-khcn"]);
    c.before(
        i,
        "làm sao để hạt dẻ không bị sâu",
        &["kt-sau-de", "kt-say-de"],
        &["kt-de-nui", "kt-de-con"],
    );
    c.without(i, "bò bị ve bám đen phải làm sao", &["kt-trong-bo"]);
    let r = real();
    for (q, part) in [
        ("làm sao để hạt dẻ không bị sâu", "phong-sau-duc-qua"),
        ("lam sao de hat de khong bi sau", "phong-sau-duc-qua"),
        ("bo bi ve ban den", "bo-bi-ve"),
        ("bò bị ve bắn đen", "bo-bi-ve"),
        ("lợn con ỉa phân trắng", "tieu-chay-lon-con"),
        ("cách làm miến dong", "dong"),
        ("nghị quyết 93", "93-2021"),
        ("ủ chua cỏ cho trâu bò mùa đông", "u-chua"),
    ] {
        c.answer(r, q, "first (real)", |a| {
            ids(a).first().is_some_and(|id| id.contains(part))
        });
    }
    c.finish();
}

#[test]
fn full_titles_come_first() {
    let mut c = Checks::new("questions, titles");
    for (index, suffix) in [(small(), ""), (real(), " (real)")] {
        let all = super::ask_with(index, "", |r| r.limit = 100);
        for hit in &all.hits {
            // A title typed as it stands, and without marks.
            for q in [hit.title.clone(), vietnamese::fold::ascii(&hit.title)] {
                let response = super::ask(index, &q);
                let first = response.hits.first().map(|h| h.title.as_str());
                c.that(format!("{q}{suffix}"), first == Some(hit.title.as_str()), || {
                    super::seen(&response)
                });
            }
        }
    }
    c.finish();
}

#[test]
fn numbers_with_units() {
    let mut c = Checks::new("questions, numbers");
    let i = small();
    c.first(i, "55 °C", &["kt-say-de"]);
    c.first(i, "55°C", &["kt-say-de"]);
    c.first(i, "18%", &["kt-cam-ga"]);
    c.first(i, "18 % protein", &["kt-cam-ga"]);
    c.first(i, "0,8 kg", &["kt-bo-beo"]);
    c.first(i, "60 ngày", &["kt-va06"]);
    c.first(i, "5,8 pH", &["kt-lan"]);
    c.first(i, "2 kg", &["kt-cam-ga"]);
    c.first(i, "11041", &["cs-tcvn-huu-co"]);
    c.first(i, "TCVN 11041", &["cs-tcvn-huu-co"]);
    c.first(i, "TCVN11041-2:2017", &["cs-tcvn-huu-co"]);
    c.first(i, "93/2021", &["cs-93-2021"]);
    c.before(i, "93/2021/NQ-HĐND", &["cs-93-2021"], &["cs-30-2014"]);
    c.finish();
}
