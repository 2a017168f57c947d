//! What a search answers.

use serde::Serialize;
use utoipa::ToSchema;

/// The answer to one search.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SearchResponse {
    /// Records that match, after filters.
    pub total: usize,
    /// The asked-for page of hits.
    pub hits: Vec<Hit>,
    /// Counts per facet key, in declared order.
    pub facets: Vec<FacetCounts>,
    /// How the query was understood.
    pub understood: Understood,
    /// Time taken, microseconds.
    pub took_us: u64,
}

/// One hit.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Hit {
    /// `ma` of the record.
    pub id: String,
    /// Id of its collection.
    pub collection: String,
    /// Title, plain.
    pub title: String,
    /// Title as HTML: escaped, matches in `<mark>`.
    pub title_html: String,
    /// One sentence.
    pub summary: String,
    /// Path of the page.
    pub url: String,
    /// Score; 0 when not sorted by relevance.
    pub score: f32,
    /// Best passage as HTML: escaped, matches in `<mark>`; empty when not asked for.
    pub snippet: String,
    /// ISO date of the last change, or empty.
    pub updated: String,
    /// Values shown in a list row: field name and value, in declared order.
    pub row: Vec<(String, catalogue::Value)>,
    /// Other names by which it matched, not the reader's own words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matched_names: Vec<String>,
    /// Per matched word: field, word, weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<Match>>,
}

/// One word of the query in one hit. The weights of all of them add up to the score.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Match {
    /// Where: `text` (all that is searched), `title` (what the title adds to that), `place` or
    /// `tag` (a subject or kind that the record states).
    pub field: &'static str,
    /// How it came into the query.
    pub kind: ChangeKind,
    /// Its part of the score.
    pub weight: f32,
    /// The word, two neighbours, another name, or the code of a place or tag, as the index writes it.
    pub word: String,
}

/// Counts of one facet.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FacetCounts {
    /// Facet key: `collection`, or the dotted name of a field.
    pub key: String,
    /// Values by falling count, then by value. Chosen ones are always here.
    pub values: Vec<FacetValue>,
}

/// Count of one value.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FacetValue {
    /// Code as stored.
    pub value: String,
    /// Records that would match if this value of the facet were chosen.
    pub count: usize,
    /// The request chose it.
    pub selected: bool,
}

/// How the query was understood.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Understood {
    /// What was searched instead of what was typed, when it differs in more than spelling of the same thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searched_as: Option<String>,
    /// Each correction, with its reason.
    pub changes: Vec<Change>,
    /// Other names that were searched too.
    pub expansions: Vec<Expansion>,
    /// Places that were recognised.
    pub places: Vec<PlaceReading>,
    /// What was left out or could not be followed.
    pub notices: Vec<Notice>,
    /// True when records that hold only some of the words are listed too.
    pub partial: bool,
    /// Proposals where nothing was found: queries that have results.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub did_you_mean: Vec<String>,
    /// Topics nearest to the query where nothing was found: subjects and places that have records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Suggestion>,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Change {
    /// As typed.
    pub from: String,
    /// As searched.
    pub to: String,
    /// Why.
    pub kind: ChangeKind,
}

/// How a searched word came from a typed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// As typed.
    Typed,
    /// Marks restored.
    Marks,
    /// Telex, VNI or VIQR keystrokes decoded.
    Keystrokes,
    /// A slip corrected.
    Spelling,
    /// Run-together text cut, or cut text joined.
    Spacing,
    /// TCVN3 or VNI text decoded.
    Encoding,
    /// Another name from a vocabulary.
    OtherName,
    /// A place of another era.
    Place,
}

/// Another name that was searched too.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Expansion {
    /// The reader's words.
    pub from: String,
    /// The other name.
    pub to: String,
    /// BCP 47 tag of the other name.
    pub lang: String,
    /// The reason: id of the vocabulary that says so.
    pub vocabulary: String,
    /// Code of the term that has both names.
    pub code: String,
}

/// A place in the query.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlaceReading {
    /// As typed.
    pub from: String,
    /// Code of the place that was recognised, `era:code`.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Today's units that hold it: code and full name.
    pub now: Vec<(String, String)>,
}

/// What was left out of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// More than [`crate::MAX_QUERY_CHARS`] characters.
    TooLong,
    /// More than [`crate::MAX_QUERY_TERMS`] terms.
    TooManyTerms,
    /// `field:` of no known field; read as words.
    UnknownField(String),
}

/// A suggestion while typing.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Suggestion {
    /// Text to show and to put into the box.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// Page to go to; empty for a query.
    pub url: String,
}

/// Kind of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A query that has results.
    Query,
    /// A record.
    Record,
    /// A subject page.
    Subject,
    /// A place page.
    Place,
}
