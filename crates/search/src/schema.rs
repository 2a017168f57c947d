//! The tantivy schema, made from the declarations.

use catalogue::{Declarations, FieldType};
use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions,
};

/// Changes whenever the program lays out the index differently; a stored index with another number is rebuilt.
pub const SCHEMA_VERSION: u32 = 3;

/// Name of the tokenizer of [`Fields::text`].
pub(crate) const TOKENIZER_TEXT: &str = "nc_text";
/// Name of the tokenizer of [`Fields::title`].
pub(crate) const TOKENIZER_TITLE: &str = "nc_title";

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// `ma`, one term.
    pub(crate) ma: Field,
    /// Path under `content/`, one term; every source has it.
    pub(crate) path: Field,
    /// Hash of the source.
    pub(crate) hash: Field,
    /// The one term `r` of every public record.
    pub(crate) public: Field,
    /// All searched text, titles and names several times over: tiers `s`, `b`, `w`.
    pub(crate) text: Field,
    /// Title and other names alone: tier `s`.
    pub(crate) title: Field,
    /// Facet values as terms, `key\u{1}value`; today's units of places and all broader terms included.
    pub(crate) coded: Field,
    /// `ma`s of the records it links to.
    pub(crate) links: Field,
    /// Date of the last change, `YYYYMMDD`.
    pub(crate) updated: Field,
    /// A number made of the `ma`: decides between equals, the same in every build.
    pub(crate) tie: Field,
    /// Collation key of the title.
    pub(crate) title_key: Field,
    /// What a list row needs, JSON.
    pub(crate) row: Field,
    /// Plain text of the body, for snippets.
    pub(crate) body: Field,
    /// The whole record without the plain text, JSON.
    pub(crate) page: Field,
    /// Facets in declared order.
    pub(crate) facets: Vec<Facet>,
}

/// A facet: a key that readers see and a column of the index.
#[derive(Debug, Clone)]
pub(crate) struct Facet {
    /// `collection`, or the dotted name of a field.
    pub(crate) key: String,
    /// Name of the column.
    pub(crate) column: String,
    /// Field of the column.
    pub(crate) field: Field,
    /// Its values are places.
    pub(crate) places: bool,
    /// The collections whose records can have a value; empty for all.
    pub(crate) collections: Vec<String>,
}

/// The key of the facet that every record has.
pub(crate) const COLLECTION: &str = "collection";

/// Facets of all collections, each key once, in declared order, `collection` first: the key, true for places, and the
/// collections that declare it.
fn facet_keys(declarations: &Declarations) -> Vec<(String, bool, Vec<String>)> {
    let mut keys = vec![(COLLECTION.to_owned(), false, Vec::new())];
    for collection in &declarations.collections {
        for leaf in collection.leaves().into_iter().filter(|leaf| leaf.field.facet) {
            match keys.iter_mut().find(|(key, _, _)| *key == leaf.name) {
                Some((_, _, collections)) if !collections.contains(&collection.id) => {
                    collections.push(collection.id.clone());
                }
                Some(_) => {}
                None => {
                    let is_place = matches!(leaf.kind, FieldType::Place);
                    keys.push((leaf.name, is_place, vec![collection.id.clone()]));
                }
            }
        }
    }
    keys
}

/// Builds the schema.
pub(crate) fn build(declarations: &Declarations) -> (Schema, Fields) {
    let mut b = Schema::builder();
    let tokenized = |name: &str, norms: bool| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(name)
                .set_index_option(IndexRecordOption::WithFreqs)
                .set_fieldnorms(norms),
        )
    };
    let raw = || {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        )
    };
    let stored = || TextOptions::default() | STORED;
    let ma = b.add_text_field("ma", STRING | FAST);
    let path = b.add_text_field("path", STRING | FAST);
    let hash = b.add_text_field("hash", TextOptions::default().set_fast("raw"));
    let public = b.add_text_field("public", raw());
    let text = b.add_text_field("text", tokenized(TOKENIZER_TEXT, true));
    let title = b.add_text_field("title", tokenized(TOKENIZER_TITLE, true));
    let coded = b.add_text_field("coded", raw());
    let links = b.add_text_field("links", raw());
    let updated = b.add_u64_field("updated", NumericOptions::default() | FAST | INDEXED);
    let tie = b.add_u64_field("tie", NumericOptions::default() | FAST);
    let title_key = b.add_bytes_field("title_key", BytesOptions::default() | FAST);
    let row = b.add_text_field("row", stored());
    let body = b.add_text_field("body", stored());
    let page = b.add_text_field("page", stored());
    let facets = facet_keys(declarations)
        .into_iter()
        .enumerate()
        .map(|(n, (key, places, collections))| {
            let column = format!("facet{n}");
            let field = b.add_text_field(&column, TextOptions::default().set_fast("raw"));
            Facet {
                key,
                column,
                field,
                places,
                collections,
            }
        })
        .collect();
    let fields = Fields {
        ma,
        path,
        hash,
        public,
        text,
        title,
        coded,
        links,
        updated,
        tie,
        title_key,
        row,
        body,
        page,
        facets,
    };
    (b.build(), fields)
}
