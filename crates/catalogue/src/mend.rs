//! Mends what is safe in a file, and only that.
//!
//! Two kinds of change: the cleaning that every reading does anyway ([`crate::encoding`]) is written down, and the
//! edits that the checks attach to a finding which leaves no doubt are made. An edit of signs must keep every letter
//! and digit; one that says the same thing in other letters, such as a date, is made by the check that read it. A
//! change that does not lower the number of findings is taken back.

use unicode_normalization::UnicodeNormalization;

use crate::encoding::{self, MAX_FILE};
use crate::refs::Edit;
use crate::{Code, Declarations, Parsed, Severity, codes, parse};

/// Most times that the text is mended and read again: one slip can hide another behind it.
const MAX_ROUNDS: usize = 12;
/// Most edits that are tried one by one when all of them together do not help.
const MAX_SINGLE: usize = 60;

/// A file that can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// What the file should hold, UTF-8.
    pub text: String,
    /// How many findings there were.
    pub before: usize,
    /// How many remain.
    pub after: usize,
    /// The codes of which there are fewer, ascending.
    pub codes: Vec<Code>,
}

/// The file with everything mended that is safe; `None` when there is nothing, or nothing that is safe.
///
/// What comes out has fewer findings and no more errors than what went in, and loses no text. A file with damaged
/// bytes or control characters is left alone: what stood there has to be seen by a person.
pub fn mend(declarations: &Declarations, path: &str, bytes: &[u8]) -> Option<Mended> {
    let before = parse(declarations, path, bytes);
    let read = encoding::read(bytes, MAX_FILE);
    let doubtful = |code: Code| matches!(code, codes::CONTROL_CHARACTER | codes::LINE_TOO_LONG);
    let text = read.text?;
    if text.contains(char::REPLACEMENT_CHARACTER) || read.notes.iter().any(|note| doubtful(note.code)) {
        return None;
    }
    let mut text = text;
    let mut now = parse(declarations, path, text.as_bytes());
    for _ in 0..MAX_ROUNDS {
        match round(declarations, path, &text, &now) {
            Some((better, parsed)) => (text, now) = (better, parsed),
            None => break,
        }
    }
    let better = now.total < before.total && errors(&now) <= errors(&before);
    if !better || text.as_bytes() == bytes {
        return None;
    }
    let count = |parsed: &Parsed, code: &Code| parsed.diagnostics.iter().filter(|d| d.code == *code).count();
    let mut fewer: Vec<Code> = before
        .diagnostics
        .iter()
        .map(|d| d.code)
        .filter(|code| count(&now, code) < count(&before, code))
        .collect();
    fewer.sort_unstable();
    fewer.dedup();
    Some(Mended {
        text,
        before: before.total,
        after: now.total,
        codes: fewer,
    })
}

/// One round: all edits, or those that help on their own.
fn round(declarations: &Declarations, path: &str, text: &str, now: &Parsed) -> Option<(String, Parsed)> {
    let edits = sound(text, &now.edits);
    if let Some(better) = tried(declarations, path, text, now, &edits) {
        return Some(better);
    }
    if edits.len() < 2 {
        return None;
    }
    let helps = |edit: &&&Edit| tried(declarations, path, text, now, &[**edit]).is_some();
    let single: Vec<&Edit> = edits.iter().take(MAX_SINGLE).filter(helps).copied().collect();
    tried(declarations, path, text, now, &single)
}

/// The text with the edits made, when it is better.
fn tried(
    declarations: &Declarations,
    path: &str,
    text: &str,
    now: &Parsed,
    edits: &[&Edit],
) -> Option<(String, Parsed)> {
    if edits.is_empty() {
        return None;
    }
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        out.replace_range(edit.range.clone(), &edit.text);
    }
    let parsed = parse(declarations, path, out.as_bytes());
    (parsed.total < now.total && errors(&parsed) <= errors(now)).then_some((out, parsed))
}

/// The edits in the order of the text, without those that overlap or would lose a letter.
fn sound<'e>(text: &str, edits: &'e [Edit]) -> Vec<&'e Edit> {
    let mut edits: Vec<&Edit> = edits
        .iter()
        .filter(|edit| {
            text.get(edit.range.clone())
                .is_some_and(|old| edit.rewrites || letters(old) == letters(&edit.text))
        })
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.range.start >= end;
        if free {
            end = edit.range.end;
        }
        free
    });
    edits
}

fn errors(parsed: &Parsed) -> usize {
    parsed
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .count()
}

/// The letters and digits of a text, composed.
fn letters(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric()).collect()
}
