//! Buttons of the rows: add, remove, move up. They work on the submitted pairs, so that no script is needed.

use std::collections::BTreeMap;

/// Most rows of one list.
pub(super) const MAX_ROWS: usize = 200;

/// What a button of a row asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// More empty rows for the list of this name.
    Add(String),
    /// Without this row: `f.buoc.2`.
    Remove(String),
    /// This row before the one above it.
    Up(String),
}

impl Act {
    /// From the value of a button: `them:f.buoc`, `bo:f.buoc.2`, `len:f.buoc.2`.
    pub fn read(value: &str) -> Option<Act> {
        let (what, name) = value.split_once(':')?;
        let name = name.to_owned();
        match what {
            "them" => Some(Act::Add(name)),
            "bo" => Some(Act::Remove(name)),
            "len" => Some(Act::Up(name)),
            _ => None,
        }
    }
}

/// Carries out a button: the pairs afterwards, and how many rows a list shall show.
pub fn act(mut pairs: Vec<(String, String)>, act: &Act) -> (Vec<(String, String)>, BTreeMap<String, usize>) {
    let mut blank = BTreeMap::new();
    match act {
        Act::Add(list) => {
            let most = indices(&pairs, list).last().map_or(0, |last| last + 1);
            blank.insert(list.clone(), most + 3);
        }
        Act::Remove(row) => pairs.retain(|(name, _)| !is_within(name, row)),
        Act::Up(row) => {
            if let Some((list, index)) = row.rsplit_once('.')
                && let Ok(index) = index.parse::<usize>()
                && index > 0
            {
                let above = format!("{list}.{}", index - 1);
                for (name, _) in &mut pairs {
                    if let Some(rest) = rest(name, row) {
                        *name = format!("{above}{rest}");
                    } else if let Some(rest) = rest(name, &above) {
                        *name = format!("{row}{rest}");
                    }
                }
            }
        }
    }
    (pairs, blank)
}

/// The numbers of the rows of a list, ascending.
pub(super) fn indices(pairs: &[(String, String)], list: &str) -> Vec<usize> {
    let index = |name: &str| {
        let rest = name.strip_prefix(list)?.strip_prefix('.')?;
        rest.split('.').next()?.parse::<usize>().ok()
    };
    let mut all: Vec<usize> = pairs.iter().filter_map(|(name, _)| index(name)).collect();
    all.sort_unstable();
    all.dedup();
    all.truncate(MAX_ROWS);
    all
}

/// The name that an input of the form made from the written text has in the submitted one: rows that were empty are not
/// written, so those behind them moved up.
pub fn submitted_name(pairs: &[(String, String)], name: &str) -> String {
    let mut out = String::new();
    for part in name.split('.') {
        let part = match part.parse::<usize>() {
            Ok(at) if !out.is_empty() => {
                let filled = |index: &usize| {
                    let row = format!("{out}.{index}");
                    pairs
                        .iter()
                        .any(|(name, value)| is_within(name, &row) && !value.trim().is_empty())
                };
                let row = indices(pairs, &out).into_iter().filter(filled).nth(at);
                row.unwrap_or(at).to_string()
            }
            _ => part.to_owned(),
        };
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(&part);
    }
    out
}

/// True for the name itself and for names of its parts.
pub fn is_within(name: &str, outer: &str) -> bool {
    rest(name, outer).is_some()
}

fn rest<'n>(name: &'n str, outer: &str) -> Option<&'n str> {
    name.strip_prefix(outer)
        .filter(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[&str]) -> Vec<(String, String)> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), format!("v{name}")))
            .collect()
    }

    #[test]
    fn rows_come_go_and_rise() {
        let given = pairs(&["f.a.0.x", "f.a.1.x", "f.a.10", "f.ab.0"]);
        let (_, blank) = act(given.clone(), &Act::Add("f.a".to_owned()));
        assert_eq!(blank.get("f.a"), Some(&14));
        let (left, _) = act(given.clone(), &Act::Remove("f.a.1".to_owned()));
        assert_eq!(left, pairs(&["f.a.0.x", "f.a.10", "f.ab.0"]));
        let (moved, _) = act(given, &Act::Up("f.a.1".to_owned()));
        let named: Vec<(&str, &str)> = moved.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(named[0], ("f.a.1.x", "vf.a.0.x"));
        assert_eq!(named[1], ("f.a.0.x", "vf.a.1.x"));
        assert_eq!(Act::read("len:f.a.2"), Some(Act::Up("f.a.2".to_owned())));
        assert_eq!(Act::read("xoa:f"), None);
        let mut gap = pairs(&["f.a.0.x", "f.a.1.x", "f.a.2.x"]);
        gap[1].1.clear();
        assert_eq!(submitted_name(&gap, "f.a.1.x"), "f.a.2.x");
        assert_eq!(submitted_name(&gap, "f.a.0"), "f.a.0");
    }
}
