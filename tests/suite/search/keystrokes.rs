//! Telex, VNI and VIQR typed with the input method off; words that only look like it stay.

use super::checks::Checks;
use super::{ask, ids, real, seen, small};

const TYPED: &[(&str, &[&str])] = &[
    (
        "nuôi cấy mô",
        &[
            "nuooi caays moo",
            "nuoi6 cay61 mo6",
            "nuo6i ca61y mo6",
            "nuo^i ca^'y mo^",
        ],
    ),
    (
        "hạt dẻ",
        &[
            "hatj der", "hajt der", "hat5 de3", "ha5t de3", "ha.t de?", "HATJ DER", "Hatj der",
        ],
    ),
    ("dược liệu", &["duwowcj lieeuj", "duoc75 lieu65", "du+o+.c lie^.u"]),
    (
        "nấm hương",
        &["naams huwowng", "naams huowng", "na61m hu7o7ng", "na^'m hu+o+ng"],
    ),
    (
        "làng nghề rèn",
        &["langf ngheef renf", "lang2 nghe62 ren2", "la`ng nghe^` re`n"],
    ),
    (
        "tinh dầu hồi",
        &["tinh daauf hooif", "tinh da62u ho62i", "tinh da^`u ho^`i"],
    ),
];

#[test]
fn keystrokes_are_decoded() {
    let mut c = Checks::new("keystrokes");
    for index in [small(), real()] {
        let name = if std::ptr::eq(index, small()) { "small" } else { "real" };
        for (base, variants) in TYPED {
            for variant in *variants {
                let (wanted, got) = (ask(index, base), ask(index, variant));
                let holds = wanted.total > 0 && ids(&wanted).first() == ids(&got).first();
                c.that(format!("{variant} as {base}, {name}"), holds, || {
                    format!("wanted {}; {}", seen(&wanted), seen(&got))
                });
                // The reader is told.
                let said = got.understood.searched_as.as_deref().map(str::to_lowercase);
                c.that(
                    format!("{variant} says {base}, {name}"),
                    said.as_deref() == Some(*base),
                    || seen(&got),
                );
            }
        }
    }
    c.finish();
}

#[test]
fn words_that_look_like_keystrokes_stay() {
    let mut c = Checks::new("keystrokes, untouched");
    for index in [small(), real()] {
        for q in [
            "wifi",
            "window",
            "Windows",
            "software",
            "protein",
            "in vitro",
            "pH",
            "CO2",
            "TCVN 11041-2:2017",
            "93/2021/NQ-HĐND",
            "VA06",
        ] {
            c.untouched(index, q);
        }
        for q in [
            "wifi CO2",
            "đo pH đất",
            "nồng độ CO2",
            "cỏ VA06",
            "18 % protein",
            "nhân giống in vitro",
            "AP1",
            "VietGAP",
            "OCOP",
            "GACP-WHO",
            "55 °C",
            "2 kg",
            "H2O",
            "F1",
        ] {
            c.untouched(index, q);
        }
    }
    let i = small();
    c.first(i, "wifi", &["kt-nha-mang"]);
    c.first(i, "window", &["kt-nha-mang"]);
    c.first(i, "software", &["kt-nha-mang"]);
    c.first(i, "protein", &["kt-cam-ga"]);
    c.first(i, "in vitro", &["kt-lan"]);
    c.within(i, "pH", 2, &["kt-nha-mang", "kt-lan"]);
    c.first(i, "CO2", &["kt-nha-mang"]);
    c.first(i, "TCVN 11041-2:2017", &["cs-tcvn-huu-co"]);
    c.first(i, "93/2021/NQ-HĐND", &["cs-93-2021"]);
    c.first(i, "93/2021/nq-hdnd", &["cs-93-2021"]);
    c.first(i, "nghị quyết 93", &["cs-93-2021"]);
    c.first(i, "VA06", &["kt-va06"]);
    c.first(i, "va06", &["kt-va06"]);
    c.first(
        real(),
        "93/2021/NQ-HĐND",
        &[
            "cs-nghi-quyet-93-2021",
            "cs-nq-93-2021",
            "cs-93-2021",
            "cs-nq-93-2021-hdnd",
        ],
    );
    c.finish();
}
