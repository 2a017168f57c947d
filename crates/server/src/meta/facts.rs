//! What catalogues, citation programs and search engines want to know of a record, whatever its collection.

use std::collections::BTreeMap;

use catalogue::{Declarations, FieldType, Lang, Value};
use search::Row;

use crate::app::App;
use crate::error::Error;
use crate::facets::inner;
use crate::moment;
use crate::origin::Origin;
use crate::public::{self, Public};
use crate::site::Site;

/// Fields that name who made what the record is about, in the order of their weight.
const MAKERS: [&str; 8] = [
    "chu_nhiem",
    "tac_gia",
    "chu_tri",
    "chu_so_huu",
    "co_quan",
    "ho_chu",
    "quan_ly",
    "don_vi",
];
/// Fields that say when it was made, the best first.
const DATES: [&str; 5] = ["ngay", "nghiem_thu", "bat_dau", "nam", "ngay_tao"];
/// Licences by the names that records give them, with their addresses.
const LICENCES: [(&str, &str); 6] = [
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ("CC-BY-ND-4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
];

/// A code with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Coded {
    pub(crate) code: String,
    pub(crate) label: String,
    /// Address of the term in the web of data.
    pub(crate) uri: Option<String>,
}

/// A person or an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Agent {
    pub(crate) name: String,
    /// Page of its own record.
    pub(crate) url: Option<String>,
    pub(crate) is_person: bool,
}

/// What a record rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) url: Option<String>,
}

/// A record as the world sees it. Addresses are whole.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) ma: String,
    pub(crate) collection: String,
    /// Vietnamese name of the collection.
    pub(crate) kind: String,
    /// The schema.org type that its collection declares.
    pub(crate) schema_org: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// Language tag, title, summary.
    pub(crate) translations: Vec<(&'static str, String, Option<String>)>,
    /// Name and language tag, if any.
    pub(crate) other_names: Vec<(String, Option<String>)>,
    pub(crate) url: String,
    pub(crate) subjects: Vec<Coded>,
    pub(crate) fields: Vec<Coded>,
    pub(crate) keywords: Vec<String>,
    pub(crate) places: Vec<Coded>,
    /// Never empty: who runs the site stands for a record that names nobody.
    pub(crate) makers: Vec<Agent>,
    pub(crate) publisher: String,
    /// `YYYY`, `YYYY-MM-DD`, or the day on which it was first seen.
    pub(crate) issued: String,
    /// Seconds since 1970, UTC.
    pub(crate) modified: i64,
    /// As the record writes it.
    pub(crate) licence: Option<String>,
    pub(crate) licence_url: Option<&'static str>,
    pub(crate) sources: Vec<Source>,
    /// Addresses of the public records that it names as related.
    pub(crate) related: Vec<String>,
}

impl Facts {
    /// Gathers the facts of a record.
    pub(crate) fn of(app: &App, public: &Public, origin: &Origin) -> Result<Self, Error> {
        let declarations = app.declarations();
        let record = &public.record;
        let declared = declarations.collection(&record.collection);
        let related = record.value("lien_quan").map_or(&[][..], Value::items);
        let named = MAKERS
            .iter()
            .filter_map(|name| record.value(name))
            .flat_map(Value::items);
        let linked: Vec<&str> = named
            .chain(related)
            .filter_map(|value| match value {
                Value::Link(ma) => Some(ma.as_str()),
                _ => None,
            })
            .collect();
        let rows: BTreeMap<String, Row> = app
            .index
            .titles(&linked)?
            .into_iter()
            .flatten()
            .map(|row| (row.ma.clone(), row))
            .collect();
        let publisher = publisher(&app.site);
        let mut makers = makers(&declarations, public, &rows, origin);
        if makers.is_empty() {
            makers.push(Agent {
                name: publisher.clone(),
                url: None,
                is_person: false,
            });
        }
        let licence = public.text("giay_phep").map(str::to_owned);
        Ok(Self {
            url: origin.url(&record.url()),
            kind: declared.map_or(record.collection.as_str(), |c| &c.labels.vi).to_owned(),
            schema_org: declared
                .map(|c| c.schema_org.clone())
                .filter(|kind| !kind.is_empty())
                .unwrap_or_else(|| "CreativeWork".to_owned()),
            translations: [Lang::En, Lang::Zh]
                .into_iter()
                .filter_map(|lang| {
                    let (title, summary) = public::translated(record, lang)?;
                    Some((lang.tag(), title.to_owned(), summary.map(str::to_owned)))
                })
                .collect(),
            other_names: other_names(public),
            subjects: coded(&declarations, public, "doi_tuong"),
            fields: coded(&declarations, public, "linh_vuc"),
            places: coded(&declarations, public, "dia_ban"),
            keywords: texts(public, "tu_khoa"),
            makers,
            publisher,
            issued: issued(public),
            modified: public.modified(),
            licence_url: licence.as_deref().and_then(licence_url),
            licence,
            sources: sources(public),
            related: related
                .iter()
                .filter_map(Value::as_str)
                .filter_map(|ma| rows.get(ma))
                .map(|row| origin.url(&row.url()))
                .collect(),
            ma: record.ma.clone(),
            collection: record.collection.clone(),
            title: record.title.clone(),
            summary: record.summary.clone(),
        })
    }

    /// Address of the record in another form: `extension` with its dot.
    pub(crate) fn form(&self, extension: &str) -> String {
        format!("{}{extension}", self.url)
    }

    /// The year of `issued`.
    pub(crate) fn year(&self) -> &str {
        self.issued.get(..4).unwrap_or_default()
    }

    /// Labels of subjects and fields of science, and the author's own words, each once.
    pub(crate) fn all_keywords(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        let labels = self.subjects.iter().chain(&self.fields).map(|c| c.label.as_str());
        for word in labels.chain(self.keywords.iter().map(String::as_str)) {
            if !out.contains(&word) {
                out.push(word);
            }
        }
        out
    }
}

/// Who answers for the catalogue.
pub(crate) fn publisher(site: &Site) -> String {
    site.organisation.clone().unwrap_or_else(|| site.name.clone())
}

/// The address of a licence that is known by its name.
pub(crate) fn licence_url(name: &str) -> Option<&'static str> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_uppercase()
    };
    let wanted = plain(name);
    LICENCES
        .iter()
        .find(|(known, _)| plain(known) == wanted)
        .map(|(_, url)| *url)
}

fn makers(declarations: &Declarations, public: &Public, rows: &BTreeMap<String, Row>, origin: &Origin) -> Vec<Agent> {
    let mut out: Vec<Agent> = Vec::new();
    for name in MAKERS {
        let Some(value) = public.record.value(name) else {
            continue;
        };
        let field = declarations
            .collection(&public.record.collection)
            .and_then(|c| c.field(name));
        let is_person = field.is_some_and(|f| matches!(inner(&f.kind), FieldType::Person { .. }));
        for item in value.items() {
            let agent = match item {
                Value::Name(name) | Value::Text(name) => Some((name.clone(), None)),
                // A person or an organisation that is not public is not named.
                Value::Link(ma) => rows
                    .get(ma)
                    .map(|row| (row.title.clone(), Some(origin.url(&row.url())))),
                _ => None,
            };
            if let Some((name, url)) = agent
                && !out.iter().any(|known| known.name == name)
            {
                out.push(Agent { name, url, is_person });
            }
        }
    }
    out
}

fn coded(declarations: &Declarations, public: &Public, name: &str) -> Vec<Coded> {
    let field = declarations
        .collection(&public.record.collection)
        .and_then(|c| c.field(name));
    let vocabulary = match field.map(|f| inner(&f.kind)) {
        Some(FieldType::Choice { vocabulary }) => vocabulary.as_str(),
        Some(FieldType::Place) => crate::facets::PLACES,
        _ => return Vec::new(),
    };
    let values = public.record.value(name).map_or(&[][..], Value::items);
    let one = |code: &str| {
        let term = declarations.vocabulary(vocabulary).and_then(|v| v.term(code));
        Coded {
            code: code.to_owned(),
            label: term.map_or(code, |t| &t.labels.vi).to_owned(),
            uri: term.and_then(|t| t.uri.clone()),
        }
    };
    values.iter().filter_map(Value::as_str).map(one).collect()
}

/// The texts of a list.
pub(crate) fn texts(public: &Public, name: &str) -> Vec<String> {
    let values = public.record.value(name).map_or(&[][..], Value::items);
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn other_names(public: &Public) -> Vec<(String, Option<String>)> {
    let groups = public.record.value("ten_khac").map_or(&[][..], Value::items);
    let text = |group: &Value, name: &str| group.get(name).and_then(Value::as_str).map(str::to_owned);
    groups
        .iter()
        .filter_map(|group| Some((text(group, "ten")?, text(group, "ngon_ngu"))))
        .collect()
}

fn sources(public: &Public) -> Vec<Source> {
    let groups = public.record.value("nguon").map_or(&[][..], Value::items);
    let text = |group: &Value, name: &str| group.get(name).and_then(Value::as_str).map(str::to_owned);
    groups
        .iter()
        .filter_map(|group| {
            Some(Source {
                text: text(group, "trich")?,
                url: text(group, "url"),
            })
        })
        .collect()
}

fn issued(public: &Public) -> String {
    let said = DATES.iter().find_map(|name| match public.record.value(name)? {
        Value::Date(date) => Some(date.clone()),
        Value::Year(year) => Some(year.to_string()),
        group @ Value::Group(_) => group.get("ngay").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    });
    said.unwrap_or_else(|| moment::iso(public.first).get(..10).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_known_however_they_are_written() {
        for name in ["CC-BY-4.0", "CC BY 4.0", "cc-by-4.0"] {
            assert_eq!(
                licence_url(name),
                Some("https://creativecommons.org/licenses/by/4.0/"),
                "{name}"
            );
        }
        assert_eq!(licence_url("Theo nguồn"), None);
    }
}
