//! The facets beside the results: which of them, in which order, and their values.

use std::borrow::Cow;

use search::{FacetCounts, FacetValue};

use crate::cx::Cx;
use crate::facets::{COLLECTION, Facets, PLACE_KEY, SUBJECT_KEY};
use crate::format;
use crate::params::SearchParams;
use crate::texts::fill;

/// Values of a facet shown before the fold.
const FIRST: usize = 6;
/// Most values of a facet on the page.
const MOST: usize = 60;
/// Facets of single collections shown while no collection is chosen.
const OTHERS: usize = 4;
/// Facets open from the start.
const OPEN: [&str; 2] = [COLLECTION, SUBJECT_KEY];

/// A facet.
pub(super) struct Group<'a> {
    pub(super) key: &'a str,
    pub(super) label: String,
    pub(super) open: bool,
    pub(super) chosen: usize,
    pub(super) first: Vec<Value<'a>>,
    pub(super) rest: Vec<Value<'a>>,
    pub(super) more: String,
}

pub(super) struct Value<'a> {
    pub(super) value: &'a str,
    /// HTML.
    pub(super) label: Cow<'a, str>,
    pub(super) count: String,
    pub(super) selected: bool,
}

/// The facets worth showing: those of all collections, those of the chosen ones, else the few that cover most hits.
pub(super) fn groups<'a>(
    cx: &Cx,
    facets: &'a Facets,
    params: &SearchParams,
    counts: &'a [FacetCounts],
) -> Vec<Group<'a>> {
    let every = facets.get(COLLECTION).map_or(0, |f| f.collections.len());
    let chosen = params.filters.get(COLLECTION).map_or(&[][..], Vec::as_slice);
    let useful =
        |c: &&FacetCounts| c.values.iter().any(|v| v.selected) || c.values.iter().filter(|v| v.count > 0).count() > 1;
    let common = |key: &str| facets.get(key).is_some_and(|f| f.collections.len() == every);
    let covers = |c: &FacetCounts| c.values.iter().map(|v| v.count).sum::<usize>();
    let mut others: Vec<&FacetCounts> = counts.iter().filter(useful).filter(|c| !common(&c.key)).collect();
    if chosen.is_empty() {
        others.sort_by_key(|c| std::cmp::Reverse((c.values.iter().any(|v| v.selected), covers(c))));
        others.truncate(OTHERS);
    } else {
        others.retain(|c| {
            facets
                .get(&c.key)
                .is_some_and(|f| f.collections.iter().any(|id| chosen.contains(id)))
                || c.values.iter().any(|v| v.selected)
        });
    }
    let mut all: Vec<&FacetCounts> = counts.iter().filter(useful).filter(|c| common(&c.key)).collect();
    // What people choose by first, then fields of science and the like, then what single collections have.
    let rank = |key: &str| {
        [COLLECTION, SUBJECT_KEY, PLACE_KEY]
            .iter()
            .position(|k| *k == key)
            .unwrap_or(9)
    };
    all.sort_by_key(|c| rank(&c.key));
    all.extend(others);
    all.into_iter().map(|c| group(cx, facets, c)).collect()
}

fn group<'a>(cx: &Cx, facets: &'a Facets, counts: &'a FacetCounts) -> Group<'a> {
    let mut values: Vec<&'a FacetValue> = counts.values.iter().filter(|v| v.selected || v.count > 0).collect();
    if facets.is_numeric(&counts.key) {
        let number = |v: &FacetValue| v.value.parse::<i64>().unwrap_or(i64::MAX);
        // Years: the latest first; months: as in the year.
        let months = values.iter().all(|v| number(v) <= 12);
        values.sort_by_key(|v| if months { number(v) } else { -number(v) });
    } else {
        // They come by their counts.
        values.sort_by_key(|v| !v.selected);
    }
    values.truncate(MOST);
    let chosen = values.iter().filter(|v| v.selected).count();
    let names = facets.names(&counts.key);
    let shown = |v: &&'a FacetValue| Value {
        value: &v.value,
        label: names.html(&v.value, cx),
        count: format::count(v.count, cx.lang),
        selected: v.selected,
    };
    // A fold that hides one or two is not worth its click; a collection is never hidden.
    let all = counts.key == COLLECTION || values.len() <= FIRST + 2;
    let cut = if all { values.len() } else { FIRST.max(chosen) };
    let (first, rest) = values.split_at(cut);
    Group {
        key: &counts.key,
        label: facets.label(&counts.key, cx.lang),
        open: chosen > 0 || OPEN.contains(&counts.key.as_str()),
        chosen,
        first: first.iter().map(shown).collect(),
        rest: rest.iter().map(shown).collect(),
        more: if rest.is_empty() {
            String::new()
        } else {
            fill(cx.t.more_values, &[("n", &rest.len().to_string())])
        },
    }
}
