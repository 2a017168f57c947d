//! Text as other programs and other times wrote it.

use unicode_normalization::UnicodeNormalization;
use vietnamese::fold;

/// Decomposed: every mark a character of its own, as some phones and file names have it.
pub(crate) fn nfd(text: &str) -> String {
    text.nfd().collect()
}

/// Hats but no tones, as while composing.
pub(crate) fn toneless(text: &str) -> String {
    fold::toneless(text)
}

/// No marks at all.
pub(crate) fn bare(text: &str) -> String {
    fold::ascii(text)
}

/// TCVN3 (ABC) bytes shown as Latin 1: what is pasted out of an old office file.
pub(crate) fn tcvn3(text: &str) -> String {
    let map = |c: char| TCVN3.iter().find(|(whole, _)| *whole == c).map_or(c, |(_, code)| *code);
    text.chars().map(map).collect()
}

/// VNI Windows: a letter, then its mark as a letter of Latin 1.
pub(crate) fn vni(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match VNI.iter().find(|(whole, _)| *whole == c) {
            Some((_, parts)) => out.push_str(parts),
            None => out.push(c),
        }
    }
    out
}

const TCVN3: &[(char, char)] = &[
    ('ạ', '\u{b9}'),
    ('ẻ', '\u{ce}'),
    ('ô', '\u{ab}'),
    ('ấ', '\u{ca}'),
    ('ế', '\u{d5}'),
    ('ọ', '\u{e4}'),
    ('ệ', '\u{d6}'),
    ('đ', '\u{ae}'),
    ('ậ', '\u{cb}'),
    ('ỹ', '\u{fc}'),
    ('ă', '\u{a8}'),
    ('ỡ', '\u{ec}'),
    ('ầ', '\u{c7}'),
    ('ợ', '\u{ee}'),
    ('á', '\u{b8}'),
    ('ý', '\u{fd}'),
    ('ị', '\u{de}'),
    ('â', '\u{a9}'),
    ('ê', '\u{aa}'),
    ('ơ', '\u{ac}'),
    ('ư', '\u{ad}'),
    ('ể', '\u{d3}'),
    ('ồ', '\u{e5}'),
];

const VNI: &[(char, &str)] = &[
    ('ạ', "aï"),
    ('ẻ', "eû"),
    ('ô', "oâ"),
    ('ấ', "aá"),
    ('ế', "eá"),
    ('ọ', "oï"),
    ('ệ', "eä"),
    ('đ', "ñ"),
    ('ậ', "aä"),
    ('ỹ', "yõ"),
    ('ợ', "ôï"),
    ('á', "aù"),
    ('ý', "yù"),
    ('â', "aâ"),
    ('ê', "eâ"),
    ('ơ', "ô"),
    ('ư', "ö"),
    ('ồ', "oà"),
];
