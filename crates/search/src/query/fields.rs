//! `field:value`: which field is meant, and which codes.

use vietnamese::Analyzer;

use crate::document::{PLACES, todays_units};
use crate::expand;
use crate::index::Snapshot;

/// The key of a field that can be asked for by name: a facet key, its last part, or `ten`.
pub(super) fn known_field(snapshot: &Snapshot, name: &str) -> Option<String> {
    let name = vietnamese::fold::ascii(&name.to_lowercase());
    if matches!(name.as_str(), "ten" | "title" | "tieude") {
        return Some("ten".to_owned());
    }
    let facets = &snapshot.fields.facets;
    let exact = facets.iter().find(|f| f.key == name);
    exact
        .or_else(|| facets.iter().find(|f| f.key.rsplit('.').next() == Some(&name)))
        .map(|f| f.key.clone())
}

/// What a typed value of a field means: its codes. An unknown one stays as typed and matches nothing.
pub(super) fn field_values(snapshot: &Snapshot, analyzer: &mut Analyzer, key: &str, value: &str) -> Vec<String> {
    let wanted = exact(analyzer, value);
    let written = expand::key(wanted.iter().map(|(_, w)| w.as_str()));
    let ascii = expand::key(wanted.iter().map(|(a, _)| a.as_str()));
    let mut out = vec![value.to_owned()];
    let hits = snapshot.names.names.iter().filter(|n| {
        expand::key(n.tokens.iter().map(|t| t.written.as_str())) == written
            || (written == ascii && expand::key(n.tokens.iter().map(|t| t.ascii.as_str())) == ascii)
    });
    for name in hits {
        let term = &snapshot.names.terms[name.term];
        if term.vocabulary == PLACES {
            out.extend(todays_units(&snapshot.declarations, &term.code));
        } else {
            out.push(term.code.clone());
        }
    }
    if key.ends_with("dia_ban") && value.contains(':') {
        out.extend(todays_units(&snapshot.declarations, value));
    }
    out.sort();
    out.dedup();
    out
}

/// The tokens of a text as they stand.
pub(super) fn exact(analyzer: &mut Analyzer, text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    analyzer.analyze(text, &mut |t| out.push((t.ascii.to_owned(), t.written.to_owned())));
    out
}
