//! How far a technique or a technology has come, as the rungs of a ladder.

use catalogue::{Field, FieldType, Record, Term, Value};

use crate::facets::inner;
use crate::glue::glue;
use crate::show::Show;

/// Fields that say how far something has come, and the member that holds the rung.
const LADDERS: [(&str, Option<&str>); 2] = [("bang_chung", Some("muc")), ("muc_phat_trien", None)];
/// Rungs that are not above others: what is practised without figures of its own.
const BESIDE: [&str; 1] = ["kinh-nghiem"];

/// The ladder of a record.
pub(super) struct Ladder {
    pub(super) title: String,
    pub(super) rungs: Vec<Rung>,
    /// HTML: what the chosen rung means, what was seen.
    pub(super) notes: Vec<String>,
}

/// A rung.
pub(super) struct Rung {
    /// HTML.
    pub(super) label: String,
    pub(super) reached: bool,
    pub(super) here: bool,
}

/// Names of the fields that [`of`] shows.
pub(super) fn is_shown(field: &str) -> bool {
    LADDERS.iter().any(|(name, _)| *name == field)
}

/// The ladder, where the record says where it stands.
pub(super) fn of(show: &Show<'_>, fields: &[Field], record: &Record) -> Option<Ladder> {
    LADDERS.iter().find_map(|(name, member)| {
        let field = fields.iter().find(|f| f.name == *name)?;
        let value = record.value(name)?;
        let (kind, code) = match (member, inner(&field.kind)) {
            (Some(member), FieldType::Group { fields }) => {
                let field = fields.iter().find(|f| f.name == *member)?;
                (&field.kind, value.get(member)?.as_str()?)
            }
            (None, kind) => (kind, value.as_str()?),
            _ => return None,
        };
        let FieldType::Choice { vocabulary } = kind else {
            return None;
        };
        let terms = &show.declarations.vocabulary(vocabulary)?.terms;
        let here = terms.iter().find(|t| t.code == code)?;
        let mut notes: Vec<String> = here.note.iter().map(|n| show.label(n)).collect();
        // The other members of the group say what was seen.
        if let (FieldType::Group { fields }, Value::Group(members)) = (inner(&field.kind), value) {
            let others = members.iter().filter(|(n, _)| Some(n.as_str()) != *member);
            notes.extend(others.filter_map(|(n, v)| {
                let field = fields.iter().find(|f| f.name == *n)?;
                Some(format!(
                    "<b>{}:</b> {}",
                    show.label(&field.label),
                    glue(&show.value(n, field, v))
                ))
            }));
        }
        Some(Ladder {
            title: field.label.get(show.cx.lang).to_owned(),
            rungs: rungs(show, terms, here),
            notes,
        })
    })
}

/// The rungs from the lowest; a thing that stands beside the ladder is shown alone.
fn rungs(show: &Show<'_>, terms: &[Term], here: &Term) -> Vec<Rung> {
    let beside = BESIDE.contains(&here.code.as_str());
    let on = terms
        .iter()
        .filter(|t| (t.code == here.code) || (!beside && !BESIDE.contains(&t.code.as_str())));
    let mut passed = false;
    on.map(|term| {
        let is_here = term.code == here.code;
        let rung = Rung {
            label: show.label(&term.labels),
            reached: !passed,
            here: is_here,
        };
        passed |= is_here;
        rung
    })
    .collect()
}
