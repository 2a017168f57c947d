//! What was gathered, written as lines.

use std::collections::BTreeMap;

use super::code::{push, push_gaps};
use super::gather::{Entry, Gathered, HASHES, Posting};
use crate::document::{PLACES, todays_units};
use crate::index::Snapshot;

/// Steps of the weight of a posting.
const LEVELS: u32 = 4;

/// The terms, cut into pieces of about `size` bytes, each under its first ASCII form.
pub(super) fn pieces(gathered: &Gathered, records: usize, size: usize) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut last = "";
    for (ascii, forms) in &gathered.terms {
        if out.last().is_none_or(|(_, text)| text.len() >= size) {
            out.push((ascii.clone(), String::new()));
            last = "";
        }
        if let Some((_, text)) = out.last_mut() {
            line(text, last, ascii, forms, records);
        }
        last = ascii;
    }
    out
}

fn line(out: &mut String, last: &str, ascii: &str, forms: &BTreeMap<String, Entry>, records: usize) {
    let shared = ascii
        .chars()
        .zip(last.chars())
        .take_while(|(a, b)| a == b)
        .count()
        .min(60);
    push(out, u32::try_from(shared).unwrap_or_default());
    out.extend(ascii.chars().skip(shared));
    for (written, entry) in forms {
        out.push(' ');
        let stop = vietnamese::words::is_stopword(written).is_some();
        if stop {
            out.push('*');
        }
        out.push_str(&marks(ascii, written));
        // A function word that is nearly everywhere tells nothing: only that it is known.
        if stop && entry.postings.len() * 2 > records {
            out.push_str("  ");
            continue;
        }
        out.push(' ');
        push_postings(out, &entry.postings, false);
        out.push(' ');
        let mut ranks = entry.postings.iter().enumerate().peekable();
        let numbers = entry.follows.iter().map(|&(record, hash)| {
            while ranks.peek().is_some_and(|(_, posting)| posting.record < record) {
                ranks.next();
            }
            let rank = ranks.peek().map_or(0, |(rank, _)| *rank);
            u32::try_from(rank).unwrap_or_default() * HASHES + hash
        });
        push_gaps(out, numbers);
    }
    out.push('\n');
}

fn push_postings(out: &mut String, postings: &[Posting], named: bool) {
    let mut last = 0;
    for posting in postings {
        // The weight lies between 0 and 1, and nobody holds a term with none of it.
        let level = ((posting.weight * LEVELS as f32) as u32).min(LEVELS - 1);
        push(
            out,
            (posting.record - last) * 2 * LEVELS + level * 2 + u32::from(posting.lone),
        );
        if named {
            push(out, posting.name);
        }
        last = posting.record;
    }
}

/// The letters of a written form that differ from its ASCII form, where they tell it; else `=` and the form.
fn marks(ascii: &str, written: &str) -> String {
    let marks: String = written.chars().filter(|c| !c.is_ascii()).collect();
    if restored(ascii, &marks).as_deref() == Some(written) {
        marks
    } else {
        format!("={written}")
    }
}

/// As the script puts them together: each mark on the first letter of its kind after the last one.
fn restored(ascii: &str, marks: &str) -> Option<String> {
    let mut out: Vec<char> = ascii.chars().collect();
    let mut at = 0;
    for mark in marks.chars() {
        let plain = vietnamese::fold::ascii(mark.encode_utf8(&mut [0; 4]));
        while out.get(at).map(char::to_string).as_deref() != Some(plain.as_str()) {
            at += 1;
            if at >= out.len() {
                return None;
            }
        }
        out[at] = mark;
        at += 1;
    }
    Some(out.into_iter().collect())
}

/// The names by which records are found.
pub(super) fn names(gathered: &Gathered, snapshot: &Snapshot) -> String {
    let names = &snapshot.names;
    let places = snapshot.declarations.vocabulary(PLACES);
    let mut out = String::new();
    for (&at, postings) in &gathered.named {
        let term = &names.terms[at];
        let former = places
            .filter(|_| term.vocabulary == PLACES)
            .and_then(|v| v.term(&term.code))
            .and_then(|t| t.place.as_ref())
            .is_some_and(|place| !place.now.is_empty());
        // One name alone finds nothing that the word itself does not find.
        if term.names.len() < 2 && term.vocabulary != PLACES {
            continue;
        }
        push_postings(&mut out, postings, true);
        for &name in &term.names {
            out.push('\t');
            // Places are not asked for as `X commune`; what names there are stands in its place all the same.
            if term.vocabulary != PLACES || names.names[name].lang != "en" {
                out.push_str(&names.names[name].text);
            }
        }
        if former {
            for unit in todays_units(&snapshot.declarations, &term.code) {
                if let Some(unit) = places.and_then(|v| v.term(&unit)) {
                    out.push_str("\t>");
                    out.push_str(&unit.labels.vi);
                }
            }
        }
        out.push('\n');
    }
    out
}
