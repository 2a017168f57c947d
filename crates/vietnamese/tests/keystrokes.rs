//! The three input methods: what decodes, what must not, and the way there and back.

use vietnamese::keystrokes::{encode_telex, telex, viqr, vni};
use vietnamese::syllable::legal_forms;

fn check(method: fn(&str) -> Option<String>, cases: &[(&str, &str)]) {
    for (raw, want) in cases {
        assert_eq!(method(raw).as_deref(), Some(*want), "{raw}");
    }
}

#[test]
fn telex_reads_marks_anywhere_after_their_letter() {
    check(
        telex,
        &[
            ("nuooi", "nuôi"),
            ("nuoio", "nuôi"),
            ("nuoois", "nuối"),
            ("caays", "cấy"),
            ("cayas", "cấy"),
            ("casya", "cấy"),
            ("ddaats", "đất"),
            ("dadtj", "đạt"),
            ("datjd", "đạt"),
            ("tuwf", "từ"),
            ("twf", "từ"),
            ("w", "ư"),
            ("nuowcs", "nước"),
            ("nuwowcs", "nước"),
            ("nuwocs", "nước"),
            ("nuocws", "nước"),
            ("nuocsw", "nước"),
            ("thuowr", "thuở"),
            ("muaw", "mưa"),
            ("hoawcj", "hoặc"),
            ("quawng", "quăng"),
            ("quyx", "quỹ"),
            ("giof", "giò"),
            ("gif", "gì"),
            ("gieengs", "giếng"),
            ("ruouwj", "rượu"),
            ("ruowuj", "rượu"),
            ("luuw", "lưu"),
            ("xooong", "xoong"),
            ("ngoeos", "ngoéo"),
            ("khuyur", "khuỷu"),
            ("hoaf", "hòa"),
            ("thuyr", "thủy"),
            ("suyts", "suýt"),
            ("nghieepj", "nghiệp"),
            ("asz", "a"),
            ("nuôis", "nuối"),
            ("moo", "mô"),
            ("DDUOWNGF", "ĐƯỜNG"),
            ("DDuwowngf", "Đường"),
            ("HOAF", "HÒA"),
            ("Ddoongf", "Đồng"),
        ],
    );
}

#[test]
fn words_that_are_no_keystrokes_stay() {
    for raw in [
        "wifi",
        "window",
        "software",
        "protein",
        "vitro",
        "pH",
        "CO2",
        "co2",
        "TCVN",
        "VA06",
        "va06",
        "nuoi",
        "mo",
        "science",
        "west",
        "farm",
        "first",
        "H2O",
        "web",
        "TW",
        "www",
        "",
        "x",
        "đường",
        "nước",
        "Nguyễn",
        "aaa",
        "ddd",
        "thanks",
        "wow",
        "B12",
        "h2so4",
        "KH&CN",
        "in-vitro",
        "board",
        "password",
    ] {
        assert_eq!(telex(raw), None, "telex {raw}");
        assert_eq!(vni(raw), None, "vni {raw}");
        assert_eq!(viqr(raw), None, "viqr {raw}");
    }
}

#[test]
fn vni_reads_digits_anywhere_after_their_letter() {
    check(
        vni,
        &[
            ("nuo6i", "nuôi"),
            ("nuoi6", "nuôi"),
            ("ca61y", "cấy"),
            ("ca6y1", "cấy"),
            ("cay61", "cấy"),
            ("d9u7o7ng2", "đường"),
            ("duong972", "đường"),
            ("d9uo7ng2", "đường"),
            ("a8n", "ăn"),
            ("ho5c", "học"),
            ("D9a5i", "Đại"),
            ("ru7o7u5", "rượu"),
            ("ruou75", "rượu"),
            ("mu7a", "mưa"),
            ("thuo73", "thuở"),
        ],
    );
    assert_eq!(vni("y1").as_deref(), Some("ý"));
    assert_eq!(vni("o73").as_deref(), Some("ở"));
    assert_eq!(vni("a4"), None);
    assert_eq!(vni("muc4"), None);
    assert_eq!(vni("1a"), None);
    assert_eq!(vni("a11"), None);
}

#[test]
fn viqr_reads_signs() {
    check(
        viqr,
        &[
            ("nuo^i", "nuôi"),
            ("ca^'y", "cấy"),
            ("ca^y'", "cấy"),
            ("ho.c", "học"),
            ("ddu+o+`ng", "đường"),
            ("DDu+o+`ng", "Đường"),
            ("la(`ng", "lằng"),
            ("Vie^.t", "Việt"),
            ("so^?", "sổ"),
        ],
    );
    assert_eq!(viqr("la."), None);
    assert_eq!(viqr("sao?"), None);
    assert_eq!(viqr("hoa'"), None);
}

#[test]
fn every_legal_syllable_comes_back_from_its_telex_keys() {
    for form in legal_forms() {
        let keys = encode_telex(&form);
        assert!(keys.is_ascii(), "{form} {keys}");
        match telex(&keys) {
            Some(back) => assert_eq!(back, form, "{keys}"),
            None => assert_eq!(keys, form, "no key in it"),
        }
    }
    assert_eq!(encode_telex("nuôi cấy mô, VA06"), "nuooi caays moo, VA06");
}
