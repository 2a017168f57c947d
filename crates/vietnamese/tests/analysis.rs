//! The tokens of a text: the rules one by one, then on random text.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use vietnamese::syllable::{Tone, legal_forms, parse};
use vietnamese::{Analyzer, Kind};

type Seen = (String, String, String, Kind, bool);

fn analyze(text: &str) -> Vec<Seen> {
    let mut out = Vec::new();
    let mut last = 0;
    Analyzer::new().analyze(text, &mut |t| {
        assert!(t.start >= last && t.end > t.start, "offsets ascend: {text:?} {t:?}");
        assert!(
            text.is_char_boundary(t.start) && text.is_char_boundary(t.end),
            "{text:?} {t:?}"
        );
        last = t.end;
        out.push((
            t.written.to_owned(),
            t.toneless.to_owned(),
            t.ascii.to_owned(),
            t.kind,
            t.gap,
        ));
    });
    assert!(last <= text.len());
    out
}

/// Written forms, `|` before one that a gap separates.
fn written(text: &str) -> String {
    let mut out = String::new();
    for (i, (written, .., gap)) in analyze(text).into_iter().enumerate() {
        if i > 0 {
            out.push(if gap { '|' } else { ' ' });
        }
        out.push_str(&written);
    }
    out
}

fn kinds(text: &str) -> Vec<Kind> {
    analyze(text).into_iter().map(|t| t.3).collect()
}

#[test]
fn three_tiers() {
    let tokens = analyze("Đường Thuỷ");
    assert_eq!(
        tokens[0],
        ("đường".into(), "đương".into(), "duong".into(), Kind::Syllable, true)
    );
    assert_eq!(
        tokens[1],
        ("thủy".into(), "thuy".into(), "thuy".into(), Kind::Syllable, false)
    );
    assert_eq!(analyze("café Straße")[0].2, "cafe");
    assert_eq!(analyze("café Straße")[1].2, "strasse");
}

#[test]
fn spelling_is_canonical() {
    for (text, want) in [
        ("hoà HOÀ hòa", "hòa hòa hòa"),
        ("uỷ ủy thuý thúy", "ủy ủy thúy thúy"),
        ("hoàn suýt quý giò gì giếng", "hoàn suýt quý giò gì giếng"),
        ("kỹ Lý mỹ sỹ tỷ hy Vỹ", "kĩ lí mĩ sĩ tỉ hi vĩ"),
        ("quý Thuý máy cây y ý", "quý thúy máy cây y ý"),
        ("quí", "quý"),
        ("ðường Ðà", "đường đà"),
        ("khuỷu ngoéo thuở giường", "khuỷu ngoéo thuở giường"),
    ] {
        assert_eq!(written(text), want, "{text}");
    }
}

#[test]
fn kinds_of_tokens() {
    use Kind::{Code, Han, Number, Syllable, Word};
    assert_eq!(
        kinds("nghiêng wifi 12 VA06 板栗 Москва"),
        [Syllable, Word, Number, Code, Han, Han, Word]
    );
    assert_eq!(
        kinds("nuoc mo CO2 KH&CN R&D 3G m²"),
        [Word, Syllable, Code, Code, Code, Code, Code]
    );
    assert_eq!(kinds("mat mát ca các cac"), [Word, Syllable, Syllable, Syllable, Word]);
}

#[test]
fn joiners() {
    for (text, want) in [
        ("KH&CN, R&D", "kh&cn|r&d"),
        ("KH & CN", "kh|cn"),
        ("&CN KH& a&1", "cn kh|a|1"),
        ("H'Mông H’Mông Hʼmông", "hmông hmông hmông"),
        ("'hoa' đẹp", "hoa|đẹp"),
        ("can''t", "can|t"),
        ("CO₂ CO2 H₂SO₄ m²", "co2 co2 h2so4 m2"),
        ("x\u{ad}ã x\u{200b}ã a\u{300}", "xã xã à"),
        ("xã\u{200b}", "xã"),
        ("ＶＡ０６", "va06"),
    ] {
        assert_eq!(written(text), want, "{text}");
    }
}

#[test]
fn gaps() {
    for (text, want) in [
        ("a b\tc\u{a0}d", "a b c d"),
        ("a-b/c_d", "a b c d"),
        ("a, b. c; d\ne (g) \"h\" i – k", "a|b|c|d|e|g|h|i|k"),
        ("93/2021/NQ-HĐND", "93 2021 nq hđnd"),
        ("TCVN 11041-2:2017", "tcvn 11041 2 2017"),
        ("10:30, 20/11/2021 20.11.2021", "10 30|20 11 2021 20 11 2021"),
        ("Lưu ý: hai", "lưu ý|hai"),
        ("板栗là dẻ", "板 栗 là dẻ"),
        ("", ""),
        ("…!?", ""),
    ] {
        assert_eq!(written(text), want, "{text}");
    }
}

#[test]
fn numbers() {
    for (text, want) in [
        ("1.300", "1300"),
        ("1.300.000 đồng", "1300000 đồng"),
        ("1.300,5", "1300.5"),
        ("3,5 3.5 0,300 0.300", "3.5 3.5 0.300 0.300"),
        ("1,300,000", "1300000"),
        ("1,300,000.25", "1300000.25"),
        ("1.2.3", "1 2 3"),
        ("192.168.1.100", "192 168 1 100"),
        ("1.300.", "1300"),
        ("1.300 , 5", "1300|5"),
        ("12.5kg 5kg", "12.5 kg 5kg"),
        ("10.000m2", "10000 m2"),
        ("1300,", "1300"),
        ("007", "007"),
        ("1.1.1.1.1.1.1.1.1.1.1", "1 1 1 1 1 1 1 1 1 1 1"),
    ] {
        assert_eq!(written(text), want, "{text}");
    }
}

#[test]
fn offsets_point_at_the_source() {
    let text = "“Hoa\u{300}  bi\u{300}nh” – KH&CN 1.300,5 H’Mông 板栗.";
    let mut seen = Vec::new();
    Analyzer::new().analyze(text, &mut |t| seen.push((&text[t.start..t.end], t.capital)));
    let want = [
        ("Hoa\u{300}", true),
        ("bi\u{300}nh", false),
        ("KH&CN", true),
        ("1.300,5", false),
        ("H’Mông", true),
        ("板", false),
        ("栗", false),
    ];
    assert_eq!(seen, want);
}

#[test]
fn long_runs_are_cut() {
    let tokens = analyze(&"a".repeat(150));
    assert_eq!(tokens.iter().map(|t| t.0.len()).collect::<Vec<_>>(), [64, 64, 22]);
    assert!(!tokens[1].4);
    let word = "Ế".repeat(100);
    assert_eq!(analyze(&word), analyze(&word.nfd().collect::<String>()));
    // Marks without end upon one letter must cost no more than their length.
    let piled = format!("a{}b", "\u{301}".repeat(200_000));
    assert_eq!(analyze(&piled).len(), 2);
    let digits = "1.".repeat(100_000);
    assert_eq!(analyze(&digits).len(), 100_000);
    assert_eq!(analyze(&"9".repeat(10_000)).len(), 157);
}

#[test]
fn the_cache_changes_nothing() {
    // More forms than the cache holds, twice, against a fresh analyzer per syllable.
    let forms: Vec<String> = legal_forms().step_by(7).collect();
    let text = forms.join(" ");
    let mut one = Analyzer::new();
    for _ in 0..2 {
        let mut at = 0;
        one.analyze(&text, &mut |t| {
            let fresh = analyze(&forms[at]);
            assert_eq!(
                (t.written, t.toneless, t.ascii),
                (&*fresh[0].0, &*fresh[0].1, &*fresh[0].2)
            );
            at += 1;
        });
        assert_eq!(at, forms.len());
    }
}

/// The other school of tone place: *hòa → hoà, thúy → thuý*.
fn other_school(form: &str) -> String {
    let Some(s) = parse(form) else { return form.to_owned() };
    if s.tone == Tone::Ngang || !matches!(s.rhyme, "oa" | "oe" | "uy") {
        return form.to_owned();
    }
    let bare = vietnamese::tone::without_tone(form);
    let mark = ['\0', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'][s.tone as usize];
    format!("{bare}{mark}").nfc().collect()
}

fn piece() -> impl Strategy<Value = String> {
    let forms: Vec<String> = legal_forms().collect();
    prop_oneof![
        6 => proptest::sample::select(forms),
        1 => "[a-zđăâêôơưáàảãạếềểễệ]{1,9}",
        1 => "[A-Za-z]{1,3}[0-9]{1,3}",
        1 => "[0-9]{1,4}([.,:/-][0-9]{1,4}){0,3}",
        1 => "[A-ZĐ]{1,3}&[A-ZĐ]{1,3}",
        1 => Just("H'Mông".to_owned()),
        1 => Just("板栗".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let separator = proptest::sample::select(vec![
        " ", " ", " ", ", ", ". ", "-", "/", "\n", " (", ") ", "\u{a0}", "", ":",
    ]);
    proptest::collection::vec((piece(), separator), 0..12)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(p, s)| [p, s.to_owned()]).collect())
}

proptest! {
    #[test]
    fn one_text_in_every_spelling_gives_one_sequence(text in text()) {
        let want = analyze(&text);
        prop_assert_eq!(&analyze(&text.nfd().collect::<String>()), &want);
        prop_assert_eq!(&analyze(&text.to_uppercase()), &want);
        prop_assert_eq!(&analyze(&text.to_lowercase()), &want);
        prop_assert_eq!(&analyze(&text.replace('đ', "ð").replace('Đ', "Ð")), &want);
        prop_assert_eq!(&analyze(&text.to_uppercase().nfd().collect::<String>()), &want);
        prop_assert_eq!(&analyze(&vietnamese::normalise(&text)), &want);
        prop_assert_eq!(&analyze(&vietnamese::tone::canonical(&text)), &want);
    }

    #[test]
    fn both_schools_of_tone_place(forms in proptest::collection::vec(proptest::sample::select(legal_forms().collect::<Vec<_>>()), 1..8)) {
        let other: Vec<String> = forms.iter().map(|f| other_school(f)).collect();
        prop_assert_eq!(analyze(&forms.join(" ")), analyze(&other.join(" ")));
    }

    #[test]
    fn written_forms_are_fixed_points(text in text()) {
        for (written, toneless, ascii, ..) in analyze(&text) {
            prop_assert_eq!(vietnamese::fold::toneless(&written), toneless.clone());
            prop_assert_eq!(vietnamese::fold::ascii(&written), ascii.clone());
            prop_assert_eq!(vietnamese::fold::ascii(&toneless), ascii);
        }
    }

    #[test]
    fn any_text_is_fine(text in any::<String>()) {
        analyze(&text);
    }

    #[test]
    fn marks_and_invisibles_anywhere(text in "[aăeêđu1'&.,\u{300}\u{323}\u{302}\u{31b}\u{ad}\u{200b}\u{feff} 板\u{2019}ḷŀ]{0,40}") {
        let tokens = analyze(&text);
        for t in &tokens {
            prop_assert!(!t.0.is_empty() && !t.1.is_empty());
        }
    }
}

#[test]
fn what_a_sink_answers_comes_back_with_the_same_token_alone() {
    let mut analyzer = Analyzer::new();
    let mut answered: Vec<String> = Vec::new();
    let mut remembered = 0;
    // More tokens than are remembered, so that some are given up and the table grows in between; some are never kept.
    for n in (0..30_000).chain(0..3_000).chain(0..3_000) {
        let text = format!("từ{n} Hạt 3,5 栗 mộttiếngdàihơnhaimươibốnbyte{n}");
        analyzer.analyze_marked(&text, &mut |token, mark| {
            if mark == 0 {
                answered.push(token.written.to_owned());
                return answered.len() as u32;
            }
            remembered += 1;
            assert_eq!(answered[mark as usize - 1], token.written);
            mark
        });
    }
    assert!(remembered > 36_000, "{remembered}");
}
