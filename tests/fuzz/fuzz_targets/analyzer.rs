//! Any text through the language: nothing panics, offsets are character boundaries in rising order, every normal form is
//! stable, one text in two spellings gives one sequence, decoders give legal syllables.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use vietnamese::words::Known;
use vietnamese::{
    Analyzer, Kind, Segmenter, collation, confusion, fold, keystrokes, legacy, normalise, syllable, tone,
};

/// What a token is, without its place.
type Seen = (String, Kind, bool);

fn tokens(analyzer: &mut Analyzer, text: &str) -> Vec<Seen> {
    let mut end = 0;
    let mut out = Vec::new();
    analyzer.analyze(text, &mut |token| {
        assert!(end <= token.start && token.start < token.end && token.end <= text.len());
        assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
        assert!(!token.written.is_empty() && !token.ascii.is_empty() && !token.toneless.is_empty());
        assert_eq!(fold::toneless(token.written), token.toneless, "{}", token.written);
        assert_eq!(fold::ascii(token.written), token.ascii, "{}", token.written);
        assert_eq!(fold::ascii(token.toneless), token.ascii, "{}", token.written);
        if token.kind == Kind::Syllable {
            assert_eq!(Known::of(token.written), token.known, "{}", token.written);
        }
        assert_eq!(
            token.kind == Kind::Syllable,
            syllable::is_legal(token.written),
            "{} {:?}",
            token.written,
            token.kind
        );
        end = token.end;
        out.push((token.written.to_owned(), token.kind, token.gap));
    });
    out
}

/// Tokens, and the same text once more: from memory, and in its normal form.
fn analysis(text: &str) {
    let mut analyzer = Analyzer::new();
    let seen = tokens(&mut analyzer, text);
    assert_eq!(tokens(&mut analyzer, text), seen, "as remembered");
    // What is invisible cuts a number.
    let cut = text.contains(['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}']);
    if !(cut && text.contains(char::is_numeric)) {
        assert_eq!(tokens(&mut analyzer, &normalise(text)), seen, "of the normal form");
    }
    let syllables: Vec<&str> = seen.iter().map(|(written, ..)| written.as_str()).collect();
    let mut words = Vec::new();
    Segmenter::new().segment(&syllables, &mut words);
    assert_eq!(words.len(), syllables.len());
    let mut at = 0;
    while at < words.len() {
        let length = usize::from(words[at]);
        assert!(length > 0 && words[at + 1..at + length].iter().all(|&next| next == 0));
        at += length;
    }
    assert_eq!(at, words.len(), "words cover the run");
}

/// The normal form: stable, with a way back, and the same for every order.
fn forms(text: &str) {
    let (normal, map) = vietnamese::normalise_mapped(text);
    assert_eq!(normal, normalise(text), "one normal form");
    assert_eq!(normalise(&normal), normal, "normal form is stable");
    let mut before = 0;
    for (at, _) in normal.char_indices() {
        let source = map.to_source(at);
        assert!(before <= source && text.is_char_boundary(source));
        before = source;
    }
    assert_eq!(map.to_source(normal.len()), text.len());
    let spelled = tone::canonical(&normal);
    assert_eq!(tone::canonical(&spelled), spelled, "the canonical spelling is stable");
    let ascii = fold::ascii(&normal);
    assert_eq!(fold::ascii(&ascii), ascii, "folded text is stable");
    let toneless = fold::toneless(&normal);
    assert_eq!(fold::toneless(&toneless), toneless, "so is text without tones");
    assert_eq!(fold::ascii(&toneless), ascii, "tones are the first that goes");
    assert_eq!(
        collation::key(text),
        collation::key(&normal),
        "order is that of the normal form"
    );
}

/// Text in the encodings of before: what was read is not read again, and bytes of any kind give text.
fn encodings(text: &str) {
    if let Some((_, decoded)) = legacy::detect_and_decode(text) {
        assert_eq!(legacy::detect_and_decode(&decoded), None, "decoded once");
    }
    for encoding in legacy::Encoding::ALL {
        let decoded = legacy::decode_bytes(encoding, text.as_bytes());
        assert!(decoded.chars().count() <= text.len() && decoded.is_empty() == text.is_empty());
        assert!(legacy::decode_text(encoding, text).chars().count() <= text.chars().count());
    }
}

/// One word as keys, as a syllable, and as what may have been meant.
fn word(word: &str, other: &str) {
    let decoded = [
        keystrokes::telex(word),
        keystrokes::vni(word),
        keystrokes::viqr(word),
        keystrokes::viqr_within(word),
    ];
    for decoded in decoded.into_iter().flatten() {
        assert!(syllable::is_legal(&decoded), "{word} {decoded}");
    }
    let normal = normalise(word);
    let typed = keystrokes::encode_telex(&normal);
    if let Some(parts) = syllable::parse(&normal) {
        let written = parts.written();
        assert!(syllable::is_legal(&written), "{word} {written}");
        assert_eq!(syllable::parse(&written), Some(parts), "{word} {written}");
        assert!(typed.is_ascii(), "{word} {typed}");
        let canonical = tone::canonical(&written);
        for spelling in tone::spellings(&canonical) {
            assert_eq!(tone::canonical(&spelling), canonical, "{word} {spelling}");
        }
    }
    if let Some(cost) = confusion::cost(word, other) {
        assert!(cost.is_finite() && cost >= 0.0, "{word} {other} {cost}");
    }
    let mut near = Vec::new();
    confusion::neighbours(word, &mut near);
    for (form, cost) in near {
        assert!(
            syllable::is_legal(&form) && cost.is_finite() && cost > 0.0,
            "{word} {form} {cost}"
        );
    }
}

fuzz_target!(|text: &str| {
    analysis(text);
    forms(text);
    encodings(text);
    let mut before: Cow<'_, str> = Cow::Borrowed(text);
    for part in text.split_whitespace().take(8) {
        word(part, &before);
        before = Cow::Borrowed(part);
    }
});
