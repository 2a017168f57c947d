//! Syllables, tone place, folding and normal form.

#![allow(clippy::unwrap_used)]

use std::borrow::Cow;
use std::collections::HashSet;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use vietnamese::fold::{ascii, toneless};
use vietnamese::syllable::{Tone, compose, is_legal, legal_forms, parse};
use vietnamese::tone::{canonical, without_tone};
use vietnamese::{normalise, normalise_mapped};

#[test]
fn legal_forms_are_distinct_and_their_own_spelling() {
    let forms: Vec<String> = legal_forms().collect();
    let set: HashSet<&String> = forms.iter().collect();
    assert_eq!(set.len(), forms.len());
    assert!((16_000..22_000).contains(&forms.len()), "{}", forms.len());
    for form in &forms {
        assert_eq!(parse(form).unwrap().written(), *form);
        assert!(parse(&form.to_uppercase()).is_some(), "{form}");
    }
}

#[test]
fn syllables_of_running_text() {
    let text = "a ai áo ăn ấm ếch em i ỉa im oai oan oắt oé oẹt ôi ơi u ủy uyên uống ươm ươn ướt ưa ưng y ý yêu yếm yên \
        bà boong buýt chuệch choạng chuếnh cừu dzô đũa đượm gà ghế ghềnh gì giã giường giếng giữ goòng gượng hoẵng huơ huỳnh \
        huỵch khoèo khuya khuỷu khuyên kẻ kỷ ky loắt loằng luýnh mướp nghiêng ngoe ngoằn ngoèo nguệch nguây nguẩy ngượng nhoẻn nhuyễn pin phượng \
        quả quắc quốc quở quý quyền quýt quỳnh quạu quẹo quặp rượu soóc suýt thuở thuê tuyệt tuần tuất xoong xoèn xuềnh xuể vy thy";
    for word in text.split_whitespace() {
        assert_eq!(is_legal(word), word != "dzô", "{word}");
    }
}

#[test]
fn what_is_no_syllable() {
    for word in [
        "",
        "b",
        "đ",
        "ng",
        "wifi",
        "protein",
        "cac",
        "mát1",
        "kà",
        "ce",
        "gha",
        "ngha",
        "nge",
        "gê",
        "iên",
        "by",
        "quu",
        "qa",
        "càc",
        "mảt",
        "áá",
        "hoaaa",
        "nghiêngg",
        "ươ",
        "iê",
        "uô",
        "ă",
        "â",
        "yê",
        "oong",
        "board",
        "Москва",
        "板",
        "a b",
    ] {
        assert!(!is_legal(word), "{word}");
    }
}

#[test]
fn parts() {
    for (word, onset, rhyme, tone) in [
        ("giếng", "gi", "iêng", Tone::Sac),
        ("gì", "gi", "i", Tone::Huyen),
        ("gìn", "gi", "in", Tone::Huyen),
        ("gia", "gi", "a", Tone::Ngang),
        ("giê", "gi", "ê", Tone::Ngang),
        ("quốc", "qu", "ôc", Tone::Sac),
        ("quỵ", "qu", "y", Tone::Nang),
        ("NGHIÊNG", "ngh", "iêng", Tone::Ngang),
        ("yến", "", "yên", Tone::Sac),
    ] {
        let s = parse(word).unwrap();
        assert_eq!((s.onset, s.rhyme, s.tone), (onset, rhyme, tone), "{word}");
        assert_eq!(compose(onset, rhyme, tone), word.to_lowercase());
    }
}

#[test]
fn canonical_spelling() {
    for (text, want) in [
        ("hoà bình", "hòa bình"),
        ("HOÀ", "HÒA"),
        ("Thuỷ Uỷ", "Thủy Ủy"),
        ("toàn hoàn suýt", "toàn hoàn suýt"),
        ("quý già giò", "quý già giò"),
        ("qúy gìa", "quý già"),
        ("cuả hòan", "của hoàn"),
        ("kỹ Lý", "kĩ Lí"),
        ("quy thuy hay cây y", "quy thuy hay cây y"),
        ("Mỹ thuật, mô-tô café", "Mĩ thuật, mô-tô café"),
        ("Thy", "Thy"),
        ("", ""),
        ("wifi hy", "wifi hi"),
        ("quít quì", "quýt quỳ"),
    ] {
        assert_eq!(canonical(text), want);
    }
    assert!(matches!(canonical("hòa bình wifi"), Cow::Borrowed(_)));
}

#[test]
fn folding() {
    assert_eq!(toneless("Đường hẻm Nghĩa"), "Đương hem Nghia");
    assert_eq!(without_tone("Đường hẻm"), "Đương hem");
    assert_eq!(ascii("Đường HẺM Nghĩa ð"), "Duong HEM Nghia d");
    assert_eq!(
        ascii("naïve façade Straße Łódź 栗 e\u{301}\u{302}"),
        "naive facade Strasse Lodz 栗 e"
    );
}

#[test]
fn normal_form() {
    for (text, want) in [
        ("ho\u{61}\u{300}", "hoà"),
        ("ðất Ðà", "đất Đà"),
        ("a\u{a0}b\u{3000}c", "a b c"),
        ("x\u{ad}\u{200b}ã", "xã"),
        ("“a” ‘b’ Hʼ", "\"a\" 'b' H'"),
        ("e\u{323}\u{302}", "ệ"),
        ("ê\u{200b}\u{323}", "ệ"),
        ("\r\n\t", "\r\n\t"),
    ] {
        assert_eq!(normalise(text), want, "{text:?}");
    }
    assert!(matches!(normalise("Hoà bình, đường"), Cow::Borrowed(_)));
    let (result, map) = normalise_mapped("“Ho\u{61}\u{300}\u{ad} bình”");
    assert_eq!(result, "\"Hoà bình\"");
    assert_eq!(map.to_source(result.find("bình").unwrap()), 11);
    assert_eq!(map.to_source(0), 0);
    assert_eq!(map.to_source(1), 3);
    assert_eq!(map.to_source(result.len()), 19);
}

proptest! {
    #[test]
    fn the_map_is_monotone_and_on_boundaries(text in "[a-zđếðÐ\u{300}\u{302}\u{323}\u{31b}\u{ad}\u{200b}\u{a0}“각\u{1100}\u{1161}\u{11a8}\u{9c7}\u{9be} 板]{0,30}") {
        let (result, map) = normalise_mapped(&text);
        prop_assert_eq!(&result, &normalise(&text));
        let mut last = 0;
        for offset in (0..=result.len()).filter(|&o| result.is_char_boundary(o)) {
            let source = map.to_source(offset);
            prop_assert!(source >= last && text.is_char_boundary(source), "{:?} {} {}", text, offset, source);
            last = source;
        }
        prop_assert_eq!(map.to_source(result.len()), text.len());
    }

    #[test]
    fn normalising_twice_changes_nothing(text in any::<String>()) {
        let once = normalise(&text).into_owned();
        prop_assert_eq!(&*normalise(&once), &*once);
        prop_assert_eq!(&normalise_mapped(&text).0, &once);
        prop_assert_eq!(normalise(&text.nfd().collect::<String>()).into_owned(), once);
    }

    #[test]
    fn canonical_is_a_fixed_point(text in any::<String>()) {
        let once = canonical(&text).into_owned();
        prop_assert_eq!(&*canonical(&once), &*once);
    }
}
