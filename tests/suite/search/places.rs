//! Places of all eras, resolved to today's communes, and said so.

use super::checks::Checks;
use super::{ask_with, ids, real, seen, small};

#[test]
fn places_of_all_eras() {
    let mut c = Checks::new("places");
    for (index, name) in [(small(), ""), (real(), ", real")] {
        for (q, now) in [
            ("Thông Nông", &["2025:01363", "2025:01366"][..]),
            ("thong nong", &["2025:01363", "2025:01366"]),
            ("huyện Thông Nông", &["2025:01363", "2025:01366"]),
            ("Trà Lĩnh", &["2025:01447", "2025:01456"]),
            ("tra linh", &["2025:01447", "2025:01456"]),
            ("Lê Chung", &["2025:01288"]),
            ("xã Lê Chung", &["2025:01288"]),
            ("Hoà An", &["2025:01654", "2025:01660"]),
            ("Hòa An", &["2025:01654", "2025:01660"]),
            ("HOÀ AN", &["2025:01654", "2025:01660"]),
            ("hoa an", &["2025:01654", "2025:01660"]),
            ("trồng cây ở Thông Nông", &["2025:01363", "2025:01366"]),
        ] {
            c.answer(index, q, &format!("said{name}"), |r| {
                now.iter()
                    .all(|code| r.understood.places.iter().any(|p| p.now.iter().any(|(c, _)| c == code)))
            });
            c.answer(index, q, &format!("full names{name}"), |r| {
                !r.understood.places.is_empty()
                    && r.understood
                        .places
                        .iter()
                        .flat_map(|p| &p.now)
                        .all(|(code, name)| code != name && name.contains(' '))
            });
        }
        for q in ["hạt dẻ", "lê", "trà", "hoà", "nông dân", "cây lê", "an toàn"] {
            c.answer(index, q, &format!("no place{name}"), |r| r.understood.places.is_empty());
        }
    }
    let i = small();
    c.within(i, "Thông Nông", 2, &["kt-nam", "kt-ong"]);
    c.within(i, "Trà Lĩnh", 2, &["kt-duoc-lieu", "kt-quyt"]);
    c.first(i, "Lê Chung", &["kt-mia"]);
    c.within(i, "Hoà An", 2, &["kt-ot", "kt-mia"]);
    c.first(i, "nấm Thông Nông", &["kt-nam"]);
    c.first(i, "quýt Trà Lĩnh", &["kt-quyt"]);
    c.first(i, "mía Lê Chung", &["kt-mia"]);
    c.first(i, "nấm hương ở huyện Thông Nông", &["kt-nam"]);
    c.without(i, "Trà Lĩnh", &["kt-nam", "kt-mia", "kt-ot"]);
    c.without(i, "Lê Chung", &["kt-nam", "kt-ot", "kt-quyt"]);
    // As a filter, by any of its names.
    for (q, wanted) in [
        ("dia_ban:\"Thông Nông\"", &["kt-nam", "kt-ong"][..]),
        ("dia_ban:\"huyện Thông Nông\"", &["kt-nam", "kt-ong"]),
        ("dia_ban:\"thong nong\"", &["kt-nam", "kt-ong"]),
        ("dia_ban:\"Trà Lĩnh\"", &["kt-duoc-lieu", "kt-quyt"]),
        ("dia_ban:\"Lê Chung\"", &["kt-mia"]),
        ("dia_ban:\"Hòa An\"", &["kt-mia", "kt-ot"]),
        ("dia_ban:2013:044", &["kt-nam", "kt-ong"]),
        ("nấm dia_ban:\"Thông Nông\"", &["kt-nam"]),
    ] {
        c.answer(i, q, "exactly", |r| {
            let mut got = ids(r);
            got.sort_unstable();
            got == wanted
        });
    }
    // An old code in the filter means today's communes too.
    let response = ask_with(i, "", |r| {
        r.filters.insert("dia_ban".to_owned(), vec!["2013:044".to_owned()]);
    });
    let mut got = ids(&response);
    got.sort_unstable();
    c.that("filter 2013:044", got == ["kt-nam", "kt-ong"], || seen(&response));
    let r = real();
    c.answer(r, "quýt Trà Lĩnh", "first", |a| {
        ids(a).first().is_some_and(|id| id.contains("quyt"))
    });
    c.answer(r, "lê Trà Lĩnh", "first", |a| {
        ids(a).first().is_some_and(|id| id.contains("le-tra-linh"))
    });
    c.finish();
}
