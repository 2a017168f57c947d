//! What an organisation, an enterprise or an expert has done: the public records that name it in a role, by kind.

use catalogue::{Collection, Field, FieldType, Record, Value};
use search::Row;

use super::LINKED_FROM;
use super::ask::ASKED;
use crate::app::App;
use crate::error::Error;
use crate::facets::inner;
use crate::format;
use crate::pages::policies::POLICIES;
use crate::pages::rows::{self, RowView};
use crate::public;
use crate::show::Show;
use crate::texts::fill;

/// The field of all who have to do with a record.
const CONCERNED: &str = "don_vi";

/// What was done.
#[derive(Default)]
pub(super) struct Did {
    pub(super) kinds: Vec<Kind>,
    /// Said where only the newest are named.
    pub(super) newest: Option<String>,
}

impl Did {
    /// The records named.
    pub(super) fn mas(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().flat_map(|k| &k.works).map(|w| w.row.ma.as_str())
    }
}

/// The records of a collection.
pub(super) struct Kind {
    pub(super) collection: String,
    pub(super) title: String,
    pub(super) works: Vec<Work>,
}

/// A record.
pub(super) struct Work {
    pub(super) row: RowView,
    /// As what it names the party, HTML; may be empty.
    pub(super) roles: String,
}

/// What the party of `record` did; `from` are the records that link to it. Empty for other records.
pub(super) fn of(app: &App, show: &Show<'_>, record: &Record, from: &[Row]) -> Result<Did, Error> {
    let mut did = Did::default();
    if !ASKED.contains(&record.collection.as_str()) {
        return Ok(did);
    }
    for collection in &show.declarations.collections {
        let mut named = Vec::new();
        let mut roles = Vec::new();
        for row in from.iter().filter(|row| row.collection == collection.id) {
            let Some(found) = app.index.record(&row.ma)? else {
                continue;
            };
            if let Some(said) = roles_of(show, collection, &found, &record.ma) {
                named.push(row.clone());
                roles.push(said);
            }
        }
        if named.is_empty() {
            continue;
        }
        let rows = rows::of_rows(app, show.cx, &named)?;
        let count = format::count(rows.len(), show.cx.lang);
        did.kinds.push(Kind {
            collection: collection.id.clone(),
            title: format!("{} ({count})", collection.labels.get(show.cx.lang)),
            works: rows
                .into_iter()
                .zip(roles)
                .map(|(row, roles)| Work { row, roles })
                .collect(),
        });
    }
    if from.len() == LINKED_FROM && !did.kinds.is_empty() {
        let n = format::count(LINKED_FROM, show.cx.lang);
        did.newest = Some(fill(show.cx.t.did_newest, &[("n", &n)]));
    }
    Ok(did)
}

/// Labels of the fields of a record that name the party as one who did something; `None` where there are none. The field
/// of all who have to do with a record makes no one the maker of a policy, and says nothing beside a title.
fn roles_of(show: &Show<'_>, collection: &Collection, found: &Record, ma: &str) -> Option<String> {
    let is_role = |kind: &FieldType| matches!(inner(kind), FieldType::Organisation { .. } | FieldType::Person { .. });
    let names = |value: &Value| {
        value
            .items()
            .iter()
            .any(|item| matches!(item, Value::Link(to) if to == ma))
    };
    let named: Vec<&Field> = collection
        .fields
        .iter()
        .filter(|f| is_role(&f.kind) && public::is_shown(f) && found.value(&f.name).is_some_and(names))
        .collect();
    let own: Vec<String> = named
        .iter()
        .filter(|f| f.name != CONCERNED)
        .map(|f| show.label(&f.label))
        .collect();
    let has_part = !own.is_empty() || (!named.is_empty() && collection.id != POLICIES);
    has_part.then(|| own.join(", "))
}
