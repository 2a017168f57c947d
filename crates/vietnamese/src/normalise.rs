//! One spelling for one text before anything else looks at it: NFC, `ð` → `đ`, plain spaces,
//! straight quotes, nothing invisible. Case and tone place stay (see [`crate::tone`]).

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What one character becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Keep,
    Drop,
    To(char),
}

/// The rule for single characters. All of these are stable under NFC.
#[inline]
fn change(c: char) -> Change {
    match c {
        '\0'..='\u{7f}' => Change::Keep,
        // Icelandic eth and African D look like đ and come from Latin-1 fonts and pickers.
        'ð' => Change::To('đ'),
        'Ð' | 'Ɖ' => Change::To('Đ'),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Change::To(' '),
        _ if is_invisible(c) => Change::Drop,
        _ if is_apostrophe(c) => Change::To('\''),
        '\u{201c}'..='\u{201f}' => Change::To('"'),
        _ => Change::Keep,
    }
}

/// Soft hyphen, zero-width space and joiners, word joiner, byte order mark.
#[inline]
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Curly single quotes and the letter apostrophe: all stand for the straight one.
#[inline]
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201b}' | '\u{2bc}')
}

/// Whether normalising changes nothing; may say no where it would not. Letters of Latin-1,
/// Latin Extended-A and the Vietnamese block are composed and start a cluster, so only what lies
/// outside them needs the tables.
fn is_clean(text: &str) -> bool {
    let plain = |c: char| match c {
        '\0'..='\u{7f}' => true,
        '\u{c0}'..='\u{1b0}' => !matches!(c, 'ð' | 'Ð' | 'Ɖ'),
        '\u{1ea0}'..='\u{1ef9}' => true,
        // General punctuation has no marks: dashes, dots, bullets.
        '\u{2010}'..='\u{2017}' | '\u{2020}'..='\u{2027}' => true,
        _ => false,
    };
    text.is_ascii()
        || text.chars().all(plain)
        || (text.chars().all(|c| change(c) == Change::Keep) && is_nfc_quick(text.chars()) == IsNormalized::Yes)
}

fn changed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|c| match change(c) {
        Change::Keep => Some(c),
        Change::To(other) => Some(other),
        Change::Drop => None,
    })
}

/// The text in normal form: NFC, `ð`/`Ð` as `đ`/`Đ`, every kind of space as U+0020, curly quotes
/// and the letter apostrophe straight, zero-width characters and soft hyphens removed. Line breaks
/// and tabs stay. Borrowed when nothing changes.
#[must_use]
pub fn normalise(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(changed(text).nfc().collect())
}

/// Byte offsets of a normalised text back to the source it came from.
///
/// The map is monotone and gives character boundaries of the source only. An offset inside
/// something that was recomposed maps to where that something starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetMap {
    /// Stretches in order: offset in the result, offset in the source, and whether bytes inside
    /// the stretch correspond one to one. Empty for the identity.
    runs: Vec<(usize, usize, bool)>,
    result_len: usize,
    source_len: usize,
}

impl OffsetMap {
    /// The byte offset in the source for a byte offset in the result; offsets past the end give
    /// the length of the source.
    #[must_use]
    pub fn to_source(&self, offset: usize) -> usize {
        if offset >= self.result_len {
            return self.source_len;
        }
        let next = self.runs.partition_point(|&(result, ..)| result <= offset);
        match next.checked_sub(1).map(|i| self.runs[i]) {
            None => offset,
            Some((result, source, true)) => source + (offset - result),
            Some((_, source, false)) => source,
        }
    }
}

/// [`normalise`] with the way back.
#[must_use]
pub fn normalise_mapped(text: &str) -> (Cow<'_, str>, OffsetMap) {
    let len = text.len();
    if is_clean(text) {
        let map = OffsetMap {
            runs: Vec::new(),
            result_len: len,
            source_len: len,
        };
        return (Cow::Borrowed(text), map);
    }
    let mut out = String::with_capacity(len);
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    let mut at = 0;
    while at < len {
        let cluster = cluster_len(&text[at..]);
        let piece = &text[at..at + cluster];
        let (result, before) = (out.len(), out.as_str().len());
        if is_clean(piece) {
            out.push_str(piece);
        } else {
            out.extend(changed(piece).nfc());
        }
        let linear = out[before..] == *piece;
        // A linear stretch goes on; everything else starts one of its own.
        let goes_on = linear && runs.last().is_some_and(|&(_, _, l)| l);
        if !goes_on && out.len() > before {
            runs.push((result, at, linear));
        }
        at += cluster;
    }
    let map = OffsetMap {
        runs,
        result_len: out.len(),
        source_len: len,
    };
    (Cow::Owned(out), map)
}

/// The length in bytes of a first character with all that may compose with it. Invisible
/// characters between a letter and its mark belong to the cluster, because dropping them brings
/// the two together.
fn cluster_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    let mut hangul = is_jamo(first);
    let mut end = first.len_utf8();
    for (i, c) in chars {
        let jamo = is_jamo(c);
        let composes = canonical_combining_class(c) != 0 || is_invisible(c) || (hangul && jamo) || is_late_starter(c);
        if !composes {
            break;
        }
        hangul |= jamo;
        end = i + c.len_utf8();
    }
    end
}

/// Hangul composes without combining classes.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Starters that compose with what stands before them (vowel signs of Indic scripts).
fn is_late_starter(c: char) -> bool {
    c as u32 >= 0x900 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
}
