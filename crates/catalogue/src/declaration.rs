//! Collections and their fields, as declared in `content/_collections/*.yaml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Labels, Vocabulary};

/// Everything that is declared: the collections in their order and the vocabularies by id.
///
/// One value feeds parsing, checking, the index, facets, pages, forms, the API and the exports.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Declarations {
    /// Collections in the order of the home page. With nothing declared: the one built-in collection.
    pub collections: Vec<Collection>,
    /// Vocabularies by id.
    pub vocabularies: BTreeMap<String, Vocabulary>,
}

/// One declared collection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Collection {
    /// Id, equal to the folder under `content/` and to the first part of the URL.
    pub id: String,
    /// Rank on the home page, ascending.
    pub order: u32,
    /// Prefix of a `ma`, without the hyphen (`kt`); empty for the built-in collection.
    pub prefix: String,
    /// Name shown to people.
    pub labels: Labels,
    /// One sentence about what is in it.
    pub description: Labels,
    /// True when a record without a body is an error.
    pub body_required: bool,
    /// The schema.org type of its records.
    pub schema_org: String,
    /// Fields in the order of the page: the common ones, then its own.
    pub fields: Vec<Field>,
}

/// One declared field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Key in the front matter: ASCII snake_case.
    pub name: String,
    /// Type, with what belongs to the type.
    #[serde(flatten)]
    pub kind: FieldType,
    /// Label shown to people.
    pub label: Labels,
    /// Help for the author.
    pub help: Option<Labels>,
    /// An absent value is an error.
    pub required: bool,
    /// An absent value is an error unless this flag field is true.
    pub required_unless: Option<String>,
    /// Values are counted and can be chosen as a filter.
    pub facet: bool,
    /// Weight in search; 0 = not searched.
    pub search: f32,
    /// Where it is shown.
    pub show: Show,
}

/// Where a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Show {
    /// In a row of a result list.
    pub list: bool,
    /// On the page of the record.
    pub page: bool,
}

/// The closed set of field types.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum FieldType {
    /// One line of plain text, at most `max` characters (default 300).
    Text {
        /// Bound in characters.
        max: usize,
    },
    /// A block of Markdown.
    Markdown,
    /// A code of a vocabulary.
    Choice {
        /// Id of the vocabulary.
        vocabulary: String,
    },
    /// Free keywords.
    Tags,
    /// A year, 1000–2999.
    Year,
    /// A date, ISO 8601 `YYYY-MM-DD`.
    Date,
    /// A number with its unit.
    Number {
        /// Unit as printed, if any.
        unit: Option<String>,
        /// Lowest value.
        min: Option<f64>,
        /// Highest value.
        max_value: Option<f64>,
        /// Whole numbers only.
        integer: bool,
    },
    /// Đồng: a number, or a mapping `tu`/`den`.
    Money,
    /// A mapping `tu`/`den` of numbers with a unit.
    Range {
        /// Unit as printed, if any.
        unit: Option<String>,
    },
    /// A place: `era:code` of the vocabulary `dia-ban`.
    Place,
    /// The `ma` of another record.
    Link {
        /// Collections it may point to; empty = any.
        to: Vec<String>,
    },
    /// A person: the `ma` of a record, or a plain name.
    Person {
        /// Collections it may point to.
        to: Vec<String>,
    },
    /// An organisation: the `ma` of a record, or a plain name.
    Organisation {
        /// Collections it may point to.
        to: Vec<String>,
    },
    /// An absolute http(s) address.
    Url,
    /// The path of a file beside the record, inside `content/`.
    File,
    /// true or false.
    Flag,
    /// Several values of one type.
    List {
        /// The type of an item.
        of: Box<FieldType>,
    },
    /// A mapping of fields.
    Group {
        /// Its fields.
        fields: Vec<Field>,
    },
}

impl Declarations {
    /// The collection with this id.
    pub fn collection(&self, id: &str) -> Option<&Collection> {
        self.collections.iter().find(|c| c.id == id)
    }

    /// The vocabulary with this id.
    pub fn vocabulary(&self, id: &str) -> Option<&Vocabulary> {
        self.vocabularies.get(id)
    }
}

impl Collection {
    /// True for the collection of a folder that declares nothing.
    pub fn is_builtin(&self) -> bool {
        self.prefix.is_empty()
    }

    /// The top-level field with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}
