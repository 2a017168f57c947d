//! Sets: the collections (`bo:ky-thuat`) and the fields of science (`linh-vuc:4:401:40104`, in which `linh-vuc:4` is
//! contained).

use catalogue::{Declarations, Vocabulary};
use history::{Entry, FIELD_OF_SCIENCE};

use crate::facets::inner;

/// First part of the sets that are collections.
const COLLECTIONS: &str = "bo";
/// First part of the sets that are fields of science.
const FIELDS: &str = "linh-vuc";

/// A set.
pub(super) struct Set {
    pub(super) spec: String,
    pub(super) name: String,
    pub(super) about: String,
}

/// What a set selects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) collection: Option<String>,
    pub(super) field: Option<String>,
}

/// True where there are sets: a catalogue that declares nothing has none.
pub(super) fn there_are(declarations: &Declarations) -> bool {
    declarations.collections.iter().any(|c| !c.is_builtin())
}

/// All sets, broader ones first.
pub(super) fn all(declarations: &Declarations) -> Vec<Set> {
    let mut out = vec![Set {
        spec: COLLECTIONS.to_owned(),
        name: "Bộ dữ liệu".to_owned(),
        about: String::new(),
    }];
    out.extend(declarations.collections.iter().map(|c| Set {
        spec: format!("{COLLECTIONS}:{}", c.id),
        name: c.labels.vi.clone(),
        about: c.description.vi.clone(),
    }));
    if let Some(vocabulary) = fields(declarations) {
        out.push(Set {
            spec: FIELDS.to_owned(),
            name: vocabulary.labels.vi.clone(),
            about: String::new(),
        });
        out.extend(vocabulary.terms.iter().map(|term| Set {
            spec: spec(vocabulary, &term.code),
            name: term.labels.vi.clone(),
            about: String::new(),
        }));
    }
    out
}

/// The sets of an entry: the narrowest ones, in which the broader are contained.
pub(super) fn of(declarations: &Declarations, entry: &Entry) -> Vec<String> {
    let mut out = vec![format!("{COLLECTIONS}:{}", entry.collection)];
    let Some(vocabulary) = fields(declarations) else {
        return out;
    };
    let broader: Vec<&str> = entry
        .fields
        .iter()
        .flat_map(|code| vocabulary.ancestors(code).into_iter().skip(1))
        .collect();
    let narrowest = entry
        .fields
        .iter()
        .filter(|code| !broader.contains(&code.as_str()) && vocabulary.term(code).is_some());
    out.extend(narrowest.map(|code| spec(vocabulary, code)));
    out
}

/// What the set selects; `None` where there is no such set.
pub(super) fn select(declarations: &Declarations, wanted: &str) -> Option<Selected> {
    if !all(declarations).iter().any(|set| set.spec == wanted) {
        return None;
    }
    Some(match wanted.split_once(':') {
        Some((COLLECTIONS, id)) => Selected {
            collection: Some(id.to_owned()),
            field: None,
        },
        Some((_, path)) => Selected {
            collection: None,
            field: path.rsplit(':').next().map(str::to_owned),
        },
        // Every record is in a collection; in a field of science only one that names one.
        None => Selected {
            collection: None,
            field: (wanted == FIELDS).then(String::new),
        },
    })
}

fn spec(vocabulary: &Vocabulary, code: &str) -> String {
    let mut path = vocabulary.ancestors(code);
    path.reverse();
    format!("{FIELDS}:{}", path.join(":"))
}

/// The vocabulary of the fields of science, whatever its id.
fn fields(declarations: &Declarations) -> Option<&Vocabulary> {
    let field = declarations
        .collections
        .iter()
        .find_map(|c| c.field(FIELD_OF_SCIENCE))?;
    match inner(&field.kind) {
        catalogue::FieldType::Choice { vocabulary } => declarations.vocabulary(vocabulary),
        _ => None,
    }
}
