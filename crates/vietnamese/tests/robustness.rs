//! Every public function on any text: nothing panics, and what is promised of results holds.

use proptest::prelude::*;
use vietnamese::syllable::{is_legal, legal_forms};
use vietnamese::{Analyzer, Segmenter, collation, confusion, fold, keystrokes, legacy, tone};

#[test]
fn words_longer_than_any_syllable() {
    let mut out = Vec::new();
    for word in ["gibcdfghkl", "giêbcdfghkl", "quabcdefgh", "nghiêngiêng"] {
        confusion::neighbours(word, &mut out);
    }
    assert!(out.is_empty());
}

/// Found by fuzzing: what folding gave was folded further the second time.
#[test]
fn folding_is_done_at_once() {
    for (text, ascii) in [("Ǣ", "AE"), ("ǽ", "ae"), ("ǿ", "o")] {
        assert_eq!(fold::ascii(text), ascii);
    }
}

/// Found by fuzzing: a text and its normal form were cut in different places.
#[test]
fn every_apostrophe_joins_letters() {
    for apostrophe in ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{2bc}'] {
        let mut words = Vec::new();
        Analyzer::new().analyze(&format!("người H{apostrophe}Mông"), &mut |t| {
            words.push(t.written.to_owned())
        });
        assert_eq!(words, ["người", "hmông"], "{apostrophe:?}");
    }
}

proptest! {
    #[test]
    fn any_text(a in any::<String>(), b in any::<String>()) {
        let _ = confusion::cost(&a, &b);
        confusion::neighbours(&a, &mut Vec::new());
        let _ = legacy::detect_and_decode(&a);
        for encoding in legacy::Encoding::ALL {
            let _ = legacy::decode_bytes(encoding, a.as_bytes());
        }
        for decoded in [keystrokes::telex(&a), keystrokes::vni(&a), keystrokes::viqr(&a)].into_iter().flatten() {
            prop_assert!(is_legal(&decoded));
        }
        let _ = keystrokes::encode_telex(&a);
        let _ = fold::ascii(&a);
        let _ = tone::without_tone(&a);
        let _ = collation::key(&a);
    }

    #[test]
    fn keys_in_any_order(a in "[a-zA-Z]{0,10}", b in "[aeiouydnghct0-9]{0,8}", c in "[aeiouydnghct'`?~.^+(]{0,8}") {
        for decoded in [keystrokes::telex(&a), keystrokes::vni(&b), keystrokes::viqr(&c)].into_iter().flatten() {
            prop_assert!(is_legal(&decoded));
        }
    }

    #[test]
    fn latin1_text(a in "[a-z ]{0,10}[\u{a1}-\u{ff} a-z]{0,40}") {
        if let Some((_, text)) = legacy::detect_and_decode(&a) {
            prop_assert_eq!(legacy::detect_and_decode(&text), None);
        }
    }

    #[test]
    fn words_cover_the_run(syllables in proptest::collection::vec(proptest::sample::select(legal_forms().collect::<Vec<_>>()), 0..30)) {
        let run: Vec<&str> = syllables.iter().map(String::as_str).collect();
        let mut out = Vec::new();
        let extra: Vec<String> = run.windows(3).step_by(5).map(|w| w.join(" ")).collect();
        Segmenter::with_extra(extra).segment(&run, &mut out);
        prop_assert_eq!(out.len(), run.len());
        let mut at = 0;
        while at < run.len() {
            let n = usize::from(out[at]);
            prop_assert!((1..=4).contains(&n));
            prop_assert!(out[at + 1..at + n].iter().all(|&l| l == 0));
            at += n;
        }
        prop_assert_eq!(at, run.len());
    }

    #[test]
    fn costs_are_positive_and_neighbours_legal(form in proptest::sample::select(legal_forms().collect::<Vec<_>>())) {
        let mut out = Vec::new();
        confusion::neighbours(&form, &mut out);
        for (other, step) in out {
            prop_assert!(is_legal(&other) && step > 0.0);
            prop_assert_eq!(&*tone::canonical(&other), &*other);
            prop_assert!(confusion::cost(&other, &form).is_some());
        }
    }

    #[test]
    fn order_is_the_same_for_every_spelling(a in any::<String>()) {
        prop_assert_eq!(collation::key(&a), collation::key(&vietnamese::normalise(&a)));
    }
}
