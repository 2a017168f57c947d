//! Any text through the language: nothing panics, offsets are character boundaries in rising order, decoders give legal
//! syllables.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vietnamese::{Analyzer, collation, confusion, fold, keystrokes, legacy, normalise_mapped, syllable, tone};

fuzz_target!(|text: &str| {
    let mut end = 0;
    Analyzer::new().analyze(text, &mut |token| {
        assert!(end <= token.start && token.start < token.end && token.end <= text.len());
        assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
        assert!(!token.written.is_empty() && !token.ascii.is_empty());
        end = token.end;
    });
    let (normal, map) = normalise_mapped(text);
    let mut before = 0;
    for (at, _) in normal.char_indices() {
        let source = map.to_source(at);
        assert!(before <= source && text.is_char_boundary(source));
        before = source;
    }
    assert_eq!(vietnamese::normalise(&normal), normal, "normal form is stable");
    let spelled = tone::canonical(&normal);
    assert_eq!(tone::canonical(&spelled), spelled, "so is the canonical spelling");
    let _ = (fold::ascii(text), fold::toneless(text), collation::key(text));
    let _ = legacy::detect_and_decode(text);
    for word in text.split_whitespace().take(8) {
        let decoded = [keystrokes::telex(word), keystrokes::vni(word), keystrokes::viqr(word)];
        for syllable in decoded.into_iter().flatten() {
            assert!(syllable::is_legal(&syllable), "{word} {syllable}");
        }
        let _ = confusion::cost(word, text);
        confusion::neighbours(word, &mut Vec::new());
    }
});
