//! Stop words, and syllables that the query uses as words by themselves.

use vietnamese::{Segmenter, syllable, words};

use crate::query::understand::Query;

/// Marks stop words and syllables that the query uses as words by themselves.
pub(super) fn mark_words(query: &mut Query, linked: &[bool]) {
    let segmenter = Segmenter::new();
    let mut lengths = Vec::new();
    let mut start = 0;
    for end in 1..=query.units.len() {
        if end < query.units.len() && linked[end - 1] {
            continue;
        }
        let run: Vec<&str> = query.units[start..end]
            .iter()
            .map(|u| u.forms.first().map_or("", |f| f.written.as_str()))
            .collect();
        segmenter.segment(&run, &mut lengths);
        let stops = stop_words(&run);
        for (i, unit) in query.units[start..end].iter_mut().enumerate() {
            unit.alone =
                lengths.get(i) == Some(&1) && unit.forms.first().is_some_and(|f| syllable::is_legal(&f.written));
            unit.stop = stops[i];
        }
        start = end;
    }
    // A query of stop words alone is about them.
    if query.units.iter().all(|u| u.stop) {
        query.units.iter_mut().for_each(|u| u.stop = false);
    }
}

/// Which words of a run are stop words; openers of questions count over several syllables.
fn stop_words(run: &[&str]) -> Vec<bool> {
    let mut out: Vec<bool> = run.iter().map(|w| words::is_stopword(w).is_some()).collect();
    for length in 2..=4usize {
        for start in 0..(run.len() + 1).saturating_sub(length) {
            if words::is_stopword(&run[start..start + length].join(" ")).is_some() {
                out[start..start + length].iter_mut().for_each(|s| *s = true);
            }
        }
    }
    out
}
