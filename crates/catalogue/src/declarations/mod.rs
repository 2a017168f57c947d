//! Reading the declarations: `_collections/*.yaml` and `_vocabularies/*.yaml`.

pub(crate) mod builtin;
mod collections;
mod fields;
mod reader;
mod vocabularies;

use crate::source::Findings;
use crate::{Declarations, Diagnostic, codes, encoding, yaml};

use reader::Reader;

/// Largest file of declarations, in bytes: a vocabulary of places with points is long.
const MAX_FILE: usize = 8 << 20;

/// Reads every declaration. `files` are `(path under content/, text)`: `_collections/*.yaml`, of which
/// `_chung.yaml` holds the fields common to all collections, and `_vocabularies/*.yaml`; other paths are ignored.
///
/// Never fails: what can be read is used and every mistake is reported. With no collection at all, the one
/// built-in collection `tai-lieu` is declared, so that any folder of Markdown works.
pub fn parse(files: &[(String, String)]) -> (Declarations, Vec<Diagnostic>) {
    let mut declarations = Declarations::default();
    let mut diagnostics = Vec::new();
    let mut sorted: Vec<&(String, String)> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".yaml") || path.ends_with(".yml"))
        .collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let read: Vec<(&str, encoding::Read)> = sorted
        .iter()
        .map(|(path, text)| (path.as_str(), encoding::read(text.as_bytes(), MAX_FILE)))
        .collect();
    let mut open: Vec<Reader<'_>> = read.iter().map(|(path, read)| open(path, read)).collect();

    for reader in open
        .iter_mut()
        .filter(|reader| reader.findings.path().starts_with("_vocabularies/"))
    {
        vocabularies::read(reader, &mut declarations);
    }
    for reader in open
        .iter_mut()
        .filter(|reader| reader.findings.path().starts_with("_vocabularies/"))
    {
        vocabularies::check(reader, &declarations);
    }
    collections::read(&mut open, &mut declarations);
    for reader in open {
        diagnostics.extend(reader.findings.finish());
    }
    if declarations.collections.is_empty() {
        declarations.collections.push(builtin::collection());
    }
    (declarations, diagnostics)
}

/// Reads the YAML of one file and reports what is wrong with its syntax.
fn open<'a>(path: &'a str, read: &'a encoding::Read) -> Reader<'a> {
    let text = read.text.as_deref().unwrap_or("");
    let mut findings = Findings::new(path, text);
    for note in &read.notes {
        match &note.at {
            Some(range) => findings.at(note.code, range.clone(), note.message.clone(), note.remedy.clone()),
            None => findings.whole(note.code, note.message.clone(), note.remedy.clone()),
        }
    }
    let tree = yaml::parse(text, 0, yaml::DECLARATION);
    crate::slips::refuse(&tree, &mut findings);
    if tree.root.is_none() && tree.faults.iter().any(|fault| !fault.why.is_partial()) {
        let _ = crate::slips::explain(text, 0, &tree, &mut findings);
    } else if tree.root.is_none() {
        findings.whole(codes::EMPTY_FILE, "tệp khai báo trống", "Viết khai báo, hoặc xoá tệp.");
    }
    Reader {
        findings,
        root: tree.root,
    }
}
