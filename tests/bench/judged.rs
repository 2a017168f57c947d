//! What both benches of searching ask, and how they sum up.

/// The judged queries of `tests/relevance`: as typed, and without marks.
pub(crate) fn queries() -> (Vec<String>, Vec<String>) {
    include_str!("../relevance/queries.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').nth(3))
        .map(|q| (q.to_owned(), vietnamese::fold::ascii(&q.to_lowercase())))
        .unzip()
}

/// The first two thirds of a query: typing stops in the middle of a syllable.
pub(crate) fn begun(query: &str) -> String {
    let letters = query.chars().count();
    query.chars().take((letters * 2 / 3).max(1)).collect()
}

/// The value below which that share of the times lies; puts them in order.
pub(crate) fn at(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share).round() as usize]
}
