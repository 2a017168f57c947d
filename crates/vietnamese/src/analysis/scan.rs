//! Where a token starts and ends.

use unicode_normalization::char::is_combining_mark;

use crate::normalise::{is_apostrophe, is_invisible};

/// A run is cut after this many letters, digits and joiners.
const MAX_LETTERS: usize = 64;
/// And in any case after this many bytes: a bound on marks piled upon one letter.
const MAX_BYTES: usize = 512;

/// What a character does at the edge of or inside a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Class {
    Letter,
    Digit,
    /// Belongs to the letter before it, or to nothing.
    Mark,
    /// Joins letters on both sides and vanishes: the apostrophes.
    Apostrophe,
    /// `&`, which joins letters on both sides and stays.
    And,
    Han,
    /// A separator after which a bigram may go on.
    Soft,
    /// A separator inside numbers, else a gap: `.`, `,`, `:`.
    Point,
    Gap,
    /// First byte of a character outside ASCII.
    Wide,
}

static BYTES: [Class; 256] = byte_table();

const fn byte_table() -> [Class; 256] {
    let mut out = [Class::Gap; 256];
    let mut b = 0;
    while b < 256 {
        out[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'-' | b'/' | b'_' => Class::Soft,
            b'.' | b',' | b':' => Class::Point,
            b'\'' => Class::Apostrophe,
            b'&' => Class::And,
            0x80.. => Class::Wide,
            _ => Class::Gap,
        };
        b += 1;
    }
    out
}

/// [`class_at`] for what [`letter_len`] does not know. Out of line, to keep the loop small:
/// running text in Vietnamese seldom comes here.
#[inline(never)]
fn wide_at(text: &str, at: usize) -> (Class, usize) {
    match text[at..].chars().next() {
        Some(c) => (wide_class(c), c.len_utf8()),
        None => (Class::Gap, 1),
    }
}

fn wide_class(c: char) -> Class {
    match c {
        _ if is_apostrophe(c) => Class::Apostrophe,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Class::Soft,
        // Hyphen, no-break hyphen, fraction slash.
        '\u{2010}' | '\u{2011}' | '\u{2044}' => Class::Soft,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Class::Han,
        '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Class::Han,
        _ if is_invisible(c) || is_combining_mark(c) => Class::Mark,
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Gap,
    }
}

/// The length in bytes of a Latin letter outside ASCII of the blocks that Vietnamese is written
/// with (U+00C0–U+01BF, U+1E80–U+1EFF), 0 for anything else.
#[inline]
fn letter_len(bytes: &[u8], at: usize) -> usize {
    match (bytes[at], bytes.get(at + 1)) {
        (0xC3, Some(second)) if second & 0x3F != 0x17 && second & 0x3F != 0x37 => 2,
        (0xC4..=0xC6, _) => 2,
        (0xE1, Some(0xBA | 0xBB)) => 3,
        _ => 0,
    }
}

/// Class and length of the character at a boundary inside the text.
#[inline(always)]
fn class_at(text: &str, at: usize) -> (Class, usize) {
    let bytes = text.as_bytes();
    let class = BYTES[usize::from(bytes[at])];
    if class != Class::Wide {
        return (class, 1);
    }
    match letter_len(bytes, at) {
        0 => wide_at(text, at),
        len => (Class::Letter, len),
    }
}

/// How a token is to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// ASCII digits only.
    Digits,
    /// One Han character.
    Han,
    /// Anything else.
    Run,
}

/// A token found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a gap stands before it, counted from where the search began.
    pub(super) gap: bool,
    pub(super) step: Step,
}

/// The first token at or after a character boundary.
#[inline]
pub(super) fn next(text: &str, from: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let (mut at, mut gap) = (from, false);
    while at < bytes.len() {
        let (class, len) = class_at(text, at);
        match class {
            Class::Letter | Class::Digit => {
                let (end, step) = run_end(text, at);
                return Some(Found {
                    start: at,
                    end,
                    gap,
                    step,
                });
            }
            Class::Han => {
                return Some(Found {
                    start: at,
                    end: at + len,
                    gap,
                    step: Step::Han,
                });
            }
            Class::Soft | Class::Mark => {}
            Class::Point => gap |= !between_digits(bytes, at),
            Class::Apostrophe | Class::And | Class::Gap | Class::Wide => gap = true,
        }
        at += len;
    }
    None
}

fn between_digits(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// The end of the run that starts at a letter or digit, and whether it is digits only.
#[inline]
fn run_end(text: &str, start: usize) -> (usize, Step) {
    let bytes = text.as_bytes();
    let (mut at, mut end) = (start, start);
    let (mut digits_only, mut after_letter) = (true, false);
    while at < bytes.len() && at - start < MAX_BYTES {
        let (class, len) = class_at(text, at);
        match class {
            Class::Letter => {
                digits_only = false;
                after_letter = true;
            }
            Class::Digit => {
                digits_only &= len == 1;
                after_letter = false;
            }
            Class::Mark => {
                digits_only = false;
                // What is invisible at the end of a run is not part of the token.
                if !text[at..].starts_with(is_invisible) {
                    end = at + len;
                }
                at += len;
                continue;
            }
            Class::Apostrophe | Class::And if after_letter && letter_follows(text, at + len) => {}
            _ => break,
        }
        at += len;
        end = at;
    }
    if end - start > MAX_LETTERS {
        end = cut(text, start, end);
    }
    (end, if digits_only { Step::Digits } else { Step::Run })
}

/// Invisible characters may stand between a joiner and its letter.
fn letter_follows(text: &str, mut at: usize) -> bool {
    while at < text.len() {
        let (class, len) = class_at(text, at);
        if class != Class::Mark || !text[at..].starts_with(is_invisible) {
            return class == Class::Letter;
        }
        at += len;
    }
    false
}

/// Cuts a run before its 65th letter; marks are not counted, so that composed and decomposed
/// text is cut in the same place.
fn cut(text: &str, start: usize, end: usize) -> usize {
    let mut letters = 0;
    for (i, c) in text[start..end].char_indices() {
        letters += usize::from(!is_invisible(c) && !is_combining_mark(c));
        if letters > MAX_LETTERS {
            return start + i;
        }
    }
    end
}
