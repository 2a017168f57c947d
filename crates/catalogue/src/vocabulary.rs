//! Controlled vocabularies, as declared in `content/_vocabularies/*.yaml`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::Labels;

/// A controlled list of terms.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Id, equal to the file name.
    pub id: String,
    /// Name shown to people.
    pub labels: Labels,
    /// True for abbreviations, which expand both ways.
    #[serde(default)]
    pub abbreviations: bool,
    /// Terms in the order of the file.
    pub terms: Vec<Term>,
    /// Position in `terms` by code.
    #[serde(default, skip_serializing)]
    pub by_code: HashMap<String, usize>,
}

/// One term.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Code written in records.
    pub code: String,
    /// Preferred names.
    pub labels: Labels,
    /// Code of the broader term.
    #[serde(default)]
    pub broader: Option<String>,
    /// Other names that people search by.
    #[serde(default)]
    pub names: Vec<Name>,
    /// Linked-data URI (AGROVOC …).
    #[serde(default)]
    pub uri: Option<String>,
    /// A remark.
    #[serde(default)]
    pub note: Option<Labels>,
    /// Code of the vocabulary `canh-bao`.
    #[serde(default)]
    pub hazard: Option<String>,
    /// For terms of `dia-ban`.
    #[serde(default)]
    pub place: Option<Place>,
}

/// Another name of a term.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// The name.
    pub name: String,
    /// BCP 47 tag: `vi`, `vi-x-bac`, `vi-x-nam`, `tyz` (Tày), `nut` (Nùng), `ium` (Dao), `hmn` (Mông), `zh`, `en`, `la`.
    pub lang: String,
}

/// What only a place has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// `xa`, `phuong`, `thi-tran`, `huyen`, `thanh-pho`, `tinh`.
    pub unit: String,
    /// Name without the word for the unit.
    pub short: String,
    /// Longitude and latitude of the centre, degrees (WGS 84).
    pub point: Option<(f64, f64)>,
    /// Area, km².
    pub area_km2: Option<f64>,
    /// Codes of today's units that hold it; empty for today's units.
    pub now: Vec<String>,
    /// Code of the unit above it in its era.
    pub within: Option<String>,
}

impl Vocabulary {
    /// The term with this code.
    pub fn term(&self, code: &str) -> Option<&Term> {
        self.by_code.get(code).and_then(|&i| self.terms.get(i))
    }

    /// The code and its broader codes, nearest first. Stops at a cycle.
    pub fn ancestors<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut path = vec![code];
        let mut at = code;
        while let Some(up) = self.term(at).and_then(|t| t.broader.as_deref()) {
            if path.contains(&up) {
                break;
            }
            path.push(up);
            at = up;
        }
        path
    }
}
