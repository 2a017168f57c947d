//! Other names: regions, peoples, Latin, Chinese, English, abbreviations; below the reader's own words, and said.

use search::Index;

use super::checks::Checks;
use super::{ask, ask_with, ids, real, seen, small};

/// The first hit is `ma`, found by `name`, and the answer says so.
fn by_name(c: &mut Checks, index: &Index, q: &str, wanted: &[&str], name: &str) {
    c.first(index, q, wanted);
    let response = ask(index, q);
    let said = response
        .understood
        .expansions
        .iter()
        .any(|e| e.to.to_lowercase() == name.to_lowercase());
    c.that(format!("{q} expands to {name}"), said, || seen(&response));
    // Every name that it matched by is one that was searched.
    let told = response
        .hits
        .first()
        .map(|h| h.matched_names.clone())
        .unwrap_or_default();
    let searched = |name: &String| response.understood.expansions.iter().any(|e| e.to == *name);
    c.that(
        format!("{q} says which name matched"),
        !told.is_empty() && told.iter().all(searched),
        || format!("matched_names {told:?}; {}", seen(&response)),
    );
    // Literal search knows no other names.
    let literal = ask_with(index, q, |r| r.literal = true);
    c.that(format!("{q} literal"), literal.understood.expansions.is_empty(), || {
        seen(&literal)
    });
}

#[test]
fn other_names_find_the_thing() {
    let mut c = Checks::new("names");
    let i = small();
    by_name(&mut c, i, "heo", &["kt-lon"], "Lợn");
    c.answer(i, "heo", "says Lợn", |r| r.hits[0].matched_names == ["Lợn"]);
    by_name(&mut c, i, "bắp", &["kt-ngo"], "Ngô");
    by_name(&mut c, i, "khoai mì", &["kt-san"], "Sắn");
    by_name(&mut c, i, "khoai mi", &["kt-san"], "Sắn");
    by_name(
        &mut c,
        i,
        "mác lịch",
        &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
        "Hạt dẻ",
    );
    by_name(
        &mut c,
        i,
        "Castanea mollissima",
        &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
        "Hạt dẻ",
    );
    by_name(
        &mut c,
        i,
        "chinese chestnut",
        &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
        "Hạt dẻ",
    );
    by_name(&mut c, i, "板栗", &["kt-say-de", "kt-sau-de", "kt-ghep-de"], "Hạt dẻ");
    by_name(&mut c, i, "栗子", &["kt-say-de", "kt-sau-de", "kt-ghep-de"], "Hạt dẻ");
    by_name(&mut c, i, "组织培养", &["kt-cay-mo", "kt-chuoi"], "Nuôi cấy mô");
    by_name(&mut c, i, "八角", &["kt-trong-hoi", "kt-tinh-dau-hoi"], "Cây hồi");
    by_name(&mut c, i, "mác chác", &["kt-trong-hoi", "kt-tinh-dau-hoi"], "quả hồi");
    c.first(i, "板栗 嫁接", &["kt-ghep-de"]);
    c.first(i, "板栗嫁接", &["kt-ghep-de"]);
    c.first(i, "heo con tiêu chảy", &["kt-lon"]);
    c.within(i, "HTX", 2, &["tc-htx-bich-loan", "tc-htx-giang-lam"]);
    c.within(i, "htx", 2, &["tc-htx-bich-loan", "tc-htx-giang-lam"]);
    c.within(i, "hợp tác xã", 2, &["tc-htx-bich-loan", "tc-htx-giang-lam"]);
    c.within(i, "hop tac xa", 2, &["tc-htx-bich-loan", "tc-htx-giang-lam"]);
    // The reader's own words come first.
    c.first(i, "HTX", &["tc-htx-giang-lam"]);
    c.first(i, "hợp tác xã", &["tc-htx-bich-loan"]);
    c.first(i, "KH&CN", &["tc-so-khcn"]);
    c.first(i, "KHCN", &["tc-so-khcn"]);
    c.answer(i, "lợn", "no other name said where the own word is", |r| {
        r.hits.iter().all(|h| h.matched_names.is_empty())
    });
    // Names of other things find nothing of these.
    c.without(i, "heo", &["kt-de-nui", "kt-bo-beo", "kt-ngo"]);
    c.without(i, "八角", &["kt-say-de", "tc-hoi-nong-dan", "tc-hoi-cho"]);
    c.without(i, "mác lịch", &["kt-trong-hoi", "kt-de-nui"]);
    c.without(i, "Castanea sativa", &["kt-de-nui"]);
    c.finish();
}

#[test]
fn other_names_find_the_thing_in_the_real_catalogue() {
    let mut c = Checks::new("names, real");
    let i = real();
    for (q, parts) in [
        ("heo", &["lon"][..]),
        ("heo con ỉa chảy", &["tieu-chay-lon-con"]),
        ("bắp", &["ngo"]),
        ("khoai mì", &["san"]),
        ("mác lịch", &["hat-de", "bich-loan"]),
        ("Castanea mollissima", &["hat-de", "bich-loan"]),
        ("板栗 嫁接", &["ghep-hat-de", "bich-loan", "mh-hat-de-trung-khanh"]),
        ("板栗", &["hat-de", "bich-loan"]),
        ("组织培养", &["cay-mo", "in-vitro", "lan-kim-tuyen", "chuoi"]),
        ("八角", &["hoi", "chung-cat-tinh-dau"]),
        ("star anise", &["hoi"]),
        ("black pig", &["lon"]),
        ("HTX", &["htx"]),
        ("hợp tác xã", &["htx", "hop-tac-xa"]),
        ("dịch tả heo châu Phi", &["ta-lon-chau-phi"]),
        ("sương sáo", &["thach-den"]),
        ("Illicium verum", &["hoi"]),
    ] {
        c.answer(i, q, "first", |r| {
            ids(r).first().is_some_and(|id| parts.iter().any(|p| id.contains(p)))
        });
    }
    c.finish();
}
