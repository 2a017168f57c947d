//! Many cases in one test, reported together.

use search::{Index, SearchResponse};

use super::gaps::KNOWN_GAPS;
use super::{ask, ids, seen};

/// Cases of one area and how they went. Ends with [`Checks::finish`].
pub(crate) struct Checks {
    area: &'static str,
    cases: Vec<(String, Option<String>)>,
}

impl Checks {
    pub(crate) fn new(area: &'static str) -> Self {
        Self {
            area,
            cases: Vec::new(),
        }
    }

    /// One case: its name, whether it holds, and what was seen instead.
    pub(crate) fn that(&mut self, case: impl Into<String>, holds: bool, got: impl FnOnce() -> String) {
        self.cases.push((case.into(), (!holds).then(got)));
    }

    /// The very first hit is one of `wanted`.
    pub(crate) fn first(&mut self, index: &Index, q: &str, wanted: &[&str]) {
        let response = ask(index, q);
        let holds = ids(&response).first().is_some_and(|first| wanted.contains(first));
        self.that(format!("{q} first"), holds, || {
            format!("wanted first one of {wanted:?}; {}", seen(&response))
        });
    }

    /// All of `wanted` among the first `n` hits.
    pub(crate) fn within(&mut self, index: &Index, q: &str, n: usize, wanted: &[&str]) {
        let response = ask(index, q);
        let top: Vec<&str> = ids(&response).into_iter().take(n).collect();
        let holds = wanted.iter().all(|w| top.contains(w));
        self.that(format!("{q} within {n}"), holds, || {
            format!("wanted {wanted:?} in the first {n}; {}", seen(&response))
        });
    }

    /// All of `good` are found, and none of `bad` stands before any of them.
    pub(crate) fn before(&mut self, index: &Index, q: &str, good: &[&str], bad: &[&str]) {
        let response = ask(index, q);
        let at = |ma: &&str| ids(&response).iter().position(|id| id == ma);
        let last = good
            .iter()
            .map(at)
            .collect::<Option<Vec<usize>>>()
            .and_then(|p| p.into_iter().max());
        let intruder = bad.iter().filter_map(at).min();
        let holds = last.is_some_and(|last| intruder.is_none_or(|intruder| last < intruder));
        self.that(format!("{q} before"), holds, || {
            format!("wanted {good:?} before {bad:?}; {}", seen(&response))
        });
    }

    /// None of `bad` is a hit at all.
    pub(crate) fn without(&mut self, index: &Index, q: &str, bad: &[&str]) {
        let response = ask(index, q);
        let holds = !ids(&response).iter().any(|id| bad.contains(id));
        self.that(format!("{q} without"), holds, || {
            format!("wanted none of {bad:?}; {}", seen(&response))
        });
    }

    /// Something about the answer.
    pub(crate) fn answer(&mut self, index: &Index, q: &str, what: &str, holds: impl Fn(&SearchResponse) -> bool) {
        let response = ask(index, q);
        self.that(format!("{q} {what}"), holds(&response), || seen(&response));
    }

    /// Nothing of the query was read otherwise than typed.
    pub(crate) fn untouched(&mut self, index: &Index, q: &str) {
        self.answer(index, q, "untouched", |r| {
            r.understood.changes.is_empty() && r.understood.searched_as.is_none()
        });
    }

    /// Takes over the cases of another, with something after their names.
    pub(crate) fn take(&mut self, other: Self, suffix: &str) {
        self.cases.extend(
            other
                .cases
                .into_iter()
                .map(|(case, got)| (format!("{case}{suffix}"), got)),
        );
    }

    /// Every case holds, or is a known gap; no known gap of this area holds or is gone.
    pub(crate) fn finish(self) {
        let gaps: Vec<&str> = KNOWN_GAPS
            .iter()
            .filter(|(area, _)| *area == self.area)
            .map(|(_, case)| *case)
            .collect();
        let mut wrong = Vec::new();
        for (case, got) in &self.cases {
            match (got, gaps.contains(&case.as_str())) {
                (Some(got), false) => wrong.push(format!("{}: {case}\n      {got}", self.area)),
                (None, true) => wrong.push(format!("{}: {case} holds now: take it out of KNOWN_GAPS", self.area)),
                _ => {}
            }
        }
        for gap in gaps {
            if !self.cases.iter().any(|(case, _)| case == gap) {
                wrong.push(format!(
                    "{}: no such case as {gap}: take it out of KNOWN_GAPS",
                    self.area
                ));
            }
        }
        assert!(
            wrong.is_empty(),
            "{} of {} cases:\n  {}",
            wrong.len(),
            self.cases.len(),
            wrong.join("\n  ")
        );
    }
}
