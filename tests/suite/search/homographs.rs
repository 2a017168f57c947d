//! Marks that were typed win: words that differ in a mark are different words.

use super::checks::Checks;
use super::{real, small};

#[test]
fn marks_that_were_typed_win() {
    let mut c = Checks::new("homographs");
    let i = small();
    c.before(
        i,
        "dẻ",
        &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
        &["kt-de-nui", "kt-de-con"],
    );
    c.without(i, "dẻ", &["kt-de-nui", "kt-de-con"]);
    c.before(
        i,
        "dê",
        &["kt-de-nui", "kt-de-con"],
        &["kt-say-de", "kt-sau-de", "kt-ghep-de"],
    );
    c.without(i, "dê", &["kt-say-de", "kt-sau-de", "kt-ghep-de"]);
    c.before(
        i,
        "sở",
        &["kt-trong-so", "kt-dau-so"],
        &["tc-so-khcn", "tc-so-nong-nghiep", "cs-so-lieu"],
    );
    c.without(i, "sở", &["cs-so-lieu"]);
    c.before(i, "số", &["cs-so-lieu"], &["kt-trong-so", "kt-dau-so", "tc-so-khcn"]);
    c.without(i, "số", &["kt-trong-so", "kt-dau-so", "tc-so-nong-nghiep"]);
    c.first(i, "Sở Khoa học", &["tc-so-khcn"]);
    c.before(
        i,
        "hồi",
        &["kt-tinh-dau-hoi", "kt-trong-hoi"],
        &["tc-hoi-nong-dan", "tc-hoi-cho"],
    );
    c.without(i, "hồi", &["tc-hoi-nong-dan", "tc-hoi-cho"]);
    c.before(
        i,
        "hội",
        &["tc-hoi-nong-dan", "tc-hoi-cho"],
        &["kt-tinh-dau-hoi", "kt-trong-hoi"],
    );
    c.without(i, "hội", &["kt-tinh-dau-hoi", "kt-trong-hoi"]);
    c.before(
        i,
        "nghệ",
        &["kt-bot-nghe"],
        &["tc-lang-nghe", "cs-cong-nghe", "tc-so-khcn", "tc-le-van"],
    );
    c.before(i, "nghề", &["tc-lang-nghe"], &["kt-bot-nghe", "cs-cong-nghe"]);
    c.without(i, "nghề", &["kt-bot-nghe", "cs-cong-nghe"]);
    c.before(i, "lê", &["kt-ghep-le"], &["tc-le-van", "tc-hoi-cho"]);
    c.first(i, "lễ", &["tc-hoi-cho", "tc-hat-then"]);
    c.without(i, "lễ", &["kt-ghep-le", "tc-le-van"]);
    c.before(i, "mỡ", &["kt-rung-mo"], &["kt-mo-lop", "kt-cay-mo"]);
    c.without(i, "mỡ", &["kt-mo-lop", "kt-cay-mo"]);
    c.before(i, "then", &["tc-hat-then"], &["kt-cay-then"]);
    c.before(i, "thẹn", &["kt-cay-then"], &["tc-hat-then"]);
    c.without(i, "thẹn", &["tc-hat-then"]);
    c.before(i, "bò", &["kt-bo-ve", "kt-bo-beo"], &["kt-trong-bo"]);
    c.without(i, "bò", &["kt-trong-bo"]);
    c.before(i, "bơ", &["kt-trong-bo"], &["kt-bo-ve", "kt-bo-beo"]);
    c.without(i, "bơ", &["kt-bo-ve", "kt-bo-beo"]);
    c.before(i, "ong", &["kt-ong"], &["kt-ong-nuoc", "tc-le-van"]);
    c.without(i, "ống", &["kt-ong", "tc-le-van"]);
    c.before(i, "ông", &["tc-le-van"], &["kt-ong-nuoc"]);
    c.without(i, "ông", &["kt-ong"]);
    for q in ["dẻ", "sở", "hồi", "nghệ", "nghề", "lê", "mỡ", "bò", "dê", "Sở"] {
        c.untouched(i, q);
    }
    c.finish();
}

#[test]
fn marks_that_were_typed_win_in_the_real_catalogue() {
    let mut c = Checks::new("homographs, real");
    let i = real();
    for (q, good) in [
        ("dẻ", &["hat-de", "dn-htx-bich-loan"][..]),
        ("sở", &["dau-so", "sa-moc-coc-pang"]),
        ("hồi", &["hoi"]),
        ("nghệ", &["nghe"]),
        ("lê", &["kt-le-", "kq-le-", "-le-"]),
        ("then", &["kq-then"]),
        ("bò", &["bo-"]),
        ("ong", &["ong-"]),
        ("dê", &["kt-nuoi-de"]),
        ("mật ong", &["ong"]),
    ] {
        c.answer(i, q, "first", |r| {
            super::ids(r)
                .first()
                .is_some_and(|id| good.iter().any(|part| id.contains(part)))
        });
        c.untouched(i, q);
    }
    c.finish();
}
