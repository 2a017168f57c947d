//! Phrases, exclusions, `field:value`, and the literal search.

use super::checks::Checks;
use super::{ask, ask_with, ids, seen, small};

fn exactly(c: &mut Checks, q: &str, wanted: &[&str]) {
    c.answer(small(), q, "exactly", |r| {
        let (mut got, mut wanted) = (ids(r), wanted.to_vec());
        got.sort_unstable();
        wanted.sort_unstable();
        got == wanted
    });
}

#[test]
fn phrases_exclusions_and_fields() {
    let mut c = Checks::new("syntax");
    exactly(&mut c, "\"hạt dẻ\"", &["kt-say-de", "kt-sau-de", "kt-ghep-de"]);
    exactly(&mut c, "\"nuôi cấy mô\"", &["kt-cay-mo", "kt-chuoi"]);
    exactly(&mut c, "\"Nuôi Cấy Mô\"", &["kt-cay-mo", "kt-chuoi"]);
    exactly(&mut c, "\"nuoi cay mo\"", &["kt-cay-mo", "kt-chuoi"]);
    // What no record holds is not passed off as found.
    for q in ["\"mô nuôi cấy\"", "\"dẻ hạt\""] {
        c.answer(small(), q, "partial", |r| r.total == 0 || r.understood.partial);
    }
    exactly(&mut c, "“nuôi cấy mô”", &["kt-cay-mo", "kt-chuoi"]);
    exactly(&mut c, "\"nuôi cấy mô\" -chuối", &["kt-cay-mo"]);
    exactly(&mut c, "\"nuôi cấy mô\" -\"sạch bệnh\"", &["kt-chuoi"]);
    exactly(&mut c, "\"nuôi cấy mô\" -\"bệnh sạch\"", &["kt-cay-mo", "kt-chuoi"]);
    exactly(&mut c, "\"hạt dẻ\" -ghép -sâu", &["kt-say-de"]);
    exactly(&mut c, "nam:2018", &["kt-say-de", "cs-so-lieu"]);
    exactly(&mut c, "năm:2018", &["kt-say-de", "cs-so-lieu"]);
    exactly(&mut c, "nam:2018 \"hạt dẻ\"", &["kt-say-de"]);
    exactly(&mut c, "nam:1999", &[]);
    exactly(
        &mut c,
        "ten:nghệ",
        &["kt-bot-nghe", "cs-cong-nghe", "tc-so-khcn", "tc-le-van"],
    );
    exactly(&mut c, "ten:\"hạt dẻ\"", &["kt-say-de", "kt-sau-de"]);
    exactly(
        &mut c,
        "ten:sở",
        &["kt-trong-so", "kt-dau-so", "tc-so-khcn", "tc-so-nong-nghiep"],
    );
    exactly(&mut c, "doi_tuong:hat-de", &["kt-say-de", "kt-sau-de", "kt-ghep-de"]);
    exactly(
        &mut c,
        "doi_tuong:\"Hạt dẻ\"",
        &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
    );
    exactly(&mut c, "doi_tuong:heo", &["kt-lon"]);
    exactly(&mut c, "collection:to-chuc ten:hội", &["tc-hoi-nong-dan", "tc-hoi-cho"]);
    let i = small();
    c.without(i, "hạt dẻ -ghép", &["kt-ghep-de"]);
    c.without(i, "hạt dẻ -sâu", &["kt-sau-de"]);
    c.within(i, "hạt dẻ -sâu", 2, &["kt-say-de", "kt-ghep-de"]);
    c.without(i, "bò -ve", &["kt-bo-ve"]);
    c.answer(i, "hạt dẻ - sấy", "a lone dash excludes nothing", |r| {
        ids(r).contains(&"kt-say-de")
    });
    c.answer(i, "tacgia:An", "says the unknown field", |r| {
        !r.understood.notices.is_empty()
    });
    for q in [
        "\"",
        "\"hạt dẻ",
        "-",
        "nam:",
        "ten:\"\"",
        "(((",
        "-\"\"",
        "https://caobang.gov.vn/a?b=c",
        ":",
        "a:b:c",
        "\"\"\"\"",
    ] {
        let response = ask(i, q);
        c.that(format!("{q} is answered"), response.hits.len() <= 10, || {
            seen(&response)
        });
    }
    c.first(i, "\"hạt dẻ", &["kt-say-de", "kt-sau-de", "kt-ghep-de"]);
    c.finish();
}

#[test]
fn literal_changes_nothing() {
    let mut c = Checks::new("syntax, literal");
    for index in [small(), super::real()] {
        for q in [
            "hat de",
            "xấy hạt dẻ",
            "nuooi caays moo",
            "heo",
            "khoahoccongnghe",
            "h¹t dÎ",
            "Thông Nông",
            "HTX",
            "板栗",
            "hạt rẻ",
        ] {
            let response = ask_with(index, q, |r| r.literal = true);
            let u = &response.understood;
            let holds = u.changes.is_empty() && u.expansions.is_empty() && u.searched_as.is_none();
            c.that(q, holds, || seen(&response));
        }
    }
    let found = |q: &str| {
        let response = ask_with(small(), q, |r| r.literal = true);
        (
            ids(&response).iter().map(|id| (*id).to_owned()).collect::<Vec<_>>(),
            seen(&response),
        )
    };
    let (heo, got) = found("heo");
    c.that("heo finds nothing", heo.is_empty(), || got);
    let (run, got) = found("khoahoccongnghe");
    c.that("khoahoccongnghe finds nothing", run.is_empty(), || got);
    let (keys, got) = found("caays");
    c.that("caays finds nothing", keys.is_empty(), || got);
    let (slip, got) = found("xấy");
    c.that("xấy finds nothing", slip.is_empty(), || got);
    let (own, got) = found("hạt dẻ");
    c.that("hạt dẻ finds", own.iter().any(|id| id == "kt-say-de"), || got);
    c.finish();
}

#[test]
fn a_word_said_over_and_over_asks_for_no_more() {
    let i = small();
    for word in ["dẻ", "do", "hạt"] {
        let found = |times: usize| {
            let q = vec![word; times].join(" ");
            let got = ask(i, &q);
            (ids(&got).iter().map(|&id| id.to_owned()).collect::<Vec<_>>(), got.total)
        };
        assert_eq!(found(120), found(3), "{word}");
    }
}
