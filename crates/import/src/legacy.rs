//! Text in the fonts of old Vietnamese documents, and the clean-up that all text gets.

use unicode_normalization::UnicodeNormalization;
use vietnamese::legacy::{Encoding, decode_text, detect_and_decode};

/// How the letters of a font are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Coded {
    pub(crate) encoding: Encoding,
    /// The font shows capitals for the codes of small letters (`.VnTimeH`).
    pub(crate) capitals: bool,
}

/// The coding of a font by its name: `.VnTime`, `.VnArialH`, `VNI-Times`.
pub(crate) fn of_font(name: &str) -> Option<Coded> {
    let lower = name.trim().to_lowercase();
    if lower.starts_with(".vn") {
        // The last letter alone is a capital in `.VnTimeH`; `.VnArabia` has none.
        return Some(Coded {
            encoding: Encoding::Tcvn3,
            capitals: name.trim().ends_with('H'),
        });
    }
    lower.starts_with("vni-").then_some(Coded {
        encoding: Encoding::Vni,
        capitals: false,
    })
}

/// Text in a font, in Unicode. A font of old whose text is Unicode already is left alone.
pub(crate) fn decode(text: &str, coded: Option<Coded>) -> String {
    let Some(Coded { encoding, capitals }) = coded else {
        return text.to_owned();
    };
    if is_unicode(text) {
        return text.to_owned();
    }
    let decoded = decode_text(encoding, text);
    if capitals { decoded.to_uppercase() } else { decoded }
}

/// True when a text holds letters that only Unicode Vietnamese has.
pub(crate) fn is_unicode(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(
            c,
            '\u{1ea0}'
                ..='\u{1ef9}'
                    | '\u{102}'
                    | '\u{103}'
                    | '\u{111}'
                    | '\u{1a0}'
                    | '\u{1a1}'
                    | '\u{1af}'
                    | '\u{1b0}'
                    | '\u{300}'
                    | '\u{301}'
                    | '\u{303}'
                    | '\u{309}'
                    | '\u{323}'
        )
    })
}

/// Text whose font is not known: decoded only when nothing else makes sense of it.
pub(crate) fn detect(text: &str) -> Option<(Encoding, String)> {
    detect_and_decode(text)
}

/// True when more words are Vietnamese after decoding than before.
pub(crate) fn reads_better(before: &str, after: &str) -> bool {
    let legal = |text: &str| {
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.filter(|word| vietnamese::syllable::is_legal(word)).count()
    };
    legal(after) > legal(before)
}

/// The name of a coding for people.
pub(crate) fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Tcvn3 => "TCVN3 (.VnTime)",
        Encoding::Vni => "VNI (VNI-Times)",
        Encoding::Viscii => "VISCII",
    }
}

/// Composed letters, blanks of one kind, and nothing that can not be seen. Line breaks stay.
pub(crate) fn clean(text: &str) -> String {
    text.nfc()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{200E}' | '\u{200F}' => None,
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
            '\r' | '\t' | '\u{A0}' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// One line, single blanks.
pub(crate) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_tell_their_coding() {
        let font = |name| of_font(name).map(|coded| (coded.encoding, coded.capitals));
        assert_eq!(font(".VnTime"), Some((Encoding::Tcvn3, false)));
        assert_eq!(font(".VnTimeH"), Some((Encoding::Tcvn3, true)));
        assert_eq!(font("VNI-Times"), Some((Encoding::Vni, false)));
        assert_eq!(font("Times New Roman"), None);
        assert_eq!(decode("Céng hoµ x· héi", of_font(".VnTime")), "Cộng hoà xã hội");
        assert_eq!(decode("céng hoµ", of_font(".VnTimeH")), "CỘNG HOÀ");
        assert_eq!(decode("Cộng hoà", of_font(".VnTime")), "Cộng hoà");
    }
}
