//! From a record to a document of the index.

use std::collections::BTreeSet;

use catalogue::{Declarations, FieldType, Lang, Leaf, Record, Value, Vocabulary};
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use crate::schema::{COLLECTION, Fields};
use crate::stored;
use crate::terms::SEP;
use crate::tiers::weighted;

/// Weight of titles, whatever is declared for `ten`, in the built-in collection.
const TITLE_WEIGHT: f32 = 4.0;

/// What a list shows of a record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// `ma` of the record.
    pub ma: String,
    /// Id of its collection.
    pub collection: String,
    /// Title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// ISO date of the last change, or empty.
    pub updated: String,
    /// Values that the declaration shows in lists: field name and value.
    pub values: Vec<(String, Value)>,
}

impl Row {
    /// Path of its page: `/{collection}/{ma}`.
    pub fn url(&self) -> String {
        format!("/{}/{}", self.collection, self.ma)
    }
}

/// The term of a coded value.
pub(crate) fn coded_term(key: &str, value: &str) -> String {
    format!("{key}{SEP}{value}")
}

/// Makes the document of a record that is in the catalogue's public part, or the bare note of one that is not.
pub(crate) fn build(
    fields: &Fields,
    declarations: &Declarations,
    record: &Record,
    hash: &str,
) -> Result<TantivyDocument, serde_json::Error> {
    let mut doc = TantivyDocument::new();
    doc.add_text(fields.path, &record.path);
    doc.add_text(fields.hash, hash);
    doc.add_text(fields.ma, &record.ma);
    if !record.is_public() {
        return Ok(doc);
    }
    doc.add_text(fields.public, "r");
    doc.add_u64(fields.updated, date_number(&record.updated));
    doc.add_u64(fields.tie, tie(&record.ma));
    doc.add_bytes(fields.title_key, &vietnamese::collation::key(&record.title));
    let mut facets: Vec<BTreeSet<String>> = vec![BTreeSet::new(); fields.facets.len()];
    if let Some(n) = fields.facets.iter().position(|f| f.key == COLLECTION) {
        facets[n].insert(record.collection.clone());
    }
    if !record.title_from_path {
        doc.add_text(fields.title, &record.title);
    }
    // A weight is the number of times that the text is counted: the combined field stays one list of postings a term.
    searched(declarations, record, &mut |text, weight| {
        doc.add_text(fields.text, weighted(text, weight))
    });
    let body_is_public = record.visibility == catalogue::Visibility::Public;
    let mut row = Row {
        ma: record.ma.clone(),
        collection: record.collection.clone(),
        title: record.title.clone(),
        summary: record.summary.clone(),
        updated: record.updated.clone(),
        values: Vec::new(),
    };
    if let Some(collection) = declarations.collection(&record.collection) {
        for Leaf { name, field, kind, .. } in collection.leaves() {
            let values = record.leaf_values(&name);
            if let Some(n) = field
                .facet
                .then(|| fields.facets.iter().position(|f| f.key == name))
                .flatten()
            {
                for value in &values {
                    facet_values(declarations, kind, value, &mut facets[n]);
                }
            }
            if matches!(
                kind,
                FieldType::Link { .. } | FieldType::Person { .. } | FieldType::Organisation { .. }
            ) {
                for value in &values {
                    if let Value::Link(ma) = value {
                        doc.add_text(fields.links, ma);
                    }
                }
            }
        }
        for (name, value) in &record.values {
            if collection.field(name).is_some_and(|f| f.show.list) && !matches!(name.as_str(), "ma" | "ten" | "tom_tat")
            {
                row.values.push((name.clone(), value.clone()));
            }
        }
    }
    if let Some(names) = record.value("ten_khac") {
        for name in names
            .items()
            .iter()
            .filter_map(|n| n.get("ten").and_then(Value::as_str))
        {
            doc.add_text(fields.title, name);
        }
    }
    for (facet, values) in fields.facets.iter().zip(&facets) {
        for value in values {
            doc.add_text(facet.field, value);
            doc.add_text(fields.coded, coded_term(&facet.key, value));
        }
    }
    let mut page = record.clone();
    let body = if body_is_public {
        std::mem::take(&mut page.body.text)
    } else {
        page.body = catalogue::Rendered::default();
        page.values.retain(|(name, _)| {
            matches!(
                name.as_str(),
                "ma" | "ten" | "tom_tat" | "nguon" | "quyen_xem" | "linh_vuc" | "doi_tuong" | "dia_ban"
            )
        });
        String::new()
    };
    stored::put(&mut doc, fields, &row, &body, &page)?;
    Ok(doc)
}

/// The texts by which a record is found, each with its weight: the number of times that it counts, once rounded.
pub(crate) fn searched(declarations: &Declarations, record: &Record, sink: &mut dyn FnMut(&str, f32)) {
    if !record.title_from_path {
        sink(&record.title, TITLE_WEIGHT);
    }
    let whole = record.visibility == catalogue::Visibility::Public;
    if let Some(collection) = declarations.collection(&record.collection) {
        for Leaf { name, field, kind, .. } in collection.leaves() {
            // The `ma` has a field of its own; as words it would be bare syllables that nobody wrote.
            if field.search <= 0.0 || matches!(name.as_str(), "ma" | "ten") || !(whole || name == "tom_tat") {
                continue;
            }
            for value in record.leaf_values(&name) {
                searched_text(declarations, kind, value, &mut |text| sink(text, field.search));
            }
        }
    }
    if whole {
        sink(&record.body.text, 1.0);
    }
}

/// The facet values of a value: codes with all their broader codes, places as today's units.
pub(crate) fn facet_values(declarations: &Declarations, kind: &FieldType, value: &Value, out: &mut BTreeSet<String>) {
    match (kind, value) {
        (FieldType::Choice { vocabulary }, Value::Choice(code)) => match declarations.vocabulary(vocabulary) {
            Some(v) => out.extend(v.ancestors(code).into_iter().map(str::to_owned)),
            None => {
                out.insert(code.clone());
            }
        },
        (FieldType::Place, Value::Place(code)) => out.extend(todays_units(declarations, code)),
        (_, Value::Year(year)) => {
            out.insert(year.to_string());
        }
        (_, Value::Number(n)) => {
            out.insert(n.to_string());
        }
        (_, Value::Flag(flag)) => {
            out.insert(flag.to_string());
        }
        (_, value) => {
            if let Some(text) = value.as_str() {
                out.insert(text.to_owned());
            }
        }
    }
}

/// Id of the vocabulary of places.
pub(crate) const PLACES: &str = "dia-ban";

/// Codes of today's units that hold a place; the place itself where it is one of today's.
pub(crate) fn todays_units(declarations: &Declarations, code: &str) -> Vec<String> {
    match declarations
        .vocabulary(PLACES)
        .and_then(|v| v.term(code))
        .and_then(|t| t.place.as_ref())
    {
        Some(place) if !place.now.is_empty() => place.now.clone(),
        _ => vec![code.to_owned()],
    }
}

/// The words by which a value is found: its own, or the labels of its code and of the codes above it.
/// A link has none: the record that it leads to has a page of its own.
fn searched_text(declarations: &Declarations, kind: &FieldType, value: &Value, sink: &mut dyn FnMut(&str)) {
    let labelled = |vocabulary: &Vocabulary, code: &str, sink: &mut dyn FnMut(&str)| {
        for code in vocabulary.ancestors(code) {
            if let Some(term) = vocabulary.term(code) {
                sink(&term.labels.vi);
            }
        }
    };
    match (kind, value) {
        (_, Value::Link(_)) => {}
        (FieldType::Choice { vocabulary }, Value::Choice(code)) => {
            if let Some(v) = declarations.vocabulary(vocabulary) {
                labelled(v, code, sink);
            }
        }
        (FieldType::Place, Value::Place(code)) => {
            if let Some(term) = declarations.vocabulary(PLACES).and_then(|v| v.term(code)) {
                sink(term.labels.get(Lang::Vi));
            }
        }
        (_, Value::Number(n)) => sink(&n.to_string()),
        (_, Value::Year(n)) => sink(&n.to_string()),
        (_, value) => {
            if let Some(text) = value.as_str() {
                sink(text);
            }
        }
    }
}

/// The first 64 bits of the hash of a `ma`.
fn tie(ma: &str) -> u64 {
    let hash = blake3::hash(ma.as_bytes());
    hash.as_bytes()
        .iter()
        .take(8)
        .fold(0, |n, &byte| (n << 8) | u64::from(byte))
}

/// `2018-05-30` → 20180530; 0 where there is no date.
fn date_number(iso: &str) -> u64 {
    let digits: String = iso.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 8 {
        digits.parse().unwrap_or(0)
    } else {
        0
    }
}
