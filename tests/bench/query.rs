//! What a search costs, over records made of our own sentences: `cargo bench -p nhipcau-tests`. Criterion gives the mean;
//! the lines before it the wall time of half and of 99 of 100 queries. The number of records is `NHIPCAU_BENCH_RECORDS`,
//! 10,000 unless set. The queries are the judged ones of `tests/relevance`. Against other programs: example `speed`.

#![allow(missing_docs, clippy::print_stdout)]

#[path = "../../crates/ingest/examples/generate/corpus.rs"]
mod corpus;
mod judged;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use search::{Index, SearchRequest};

/// Suggestions asked for.
const SUGGESTIONS: usize = 8;

/// Asks one query; the number of results, so that nothing is optimised away.
type Ask<'a> = &'a dyn Fn(&str) -> usize;

fn query_benches(c: &mut Criterion) {
    let content = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content"));
    let count: usize = std::env::var("NHIPCAU_BENCH_RECORDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    let dir = tempfile::tempdir().expect("a folder");
    let (made, place) = (dir.path().join("content"), dir.path().join("index"));
    corpus::Corpus::read(content, 1)
        .and_then(|corpus| corpus.write(content, &made, count, 1, corpus::Shape::Full))
        .expect("written");
    let declarations = Arc::new(ingest::load_declarations(&made).expect("declared").0);
    ingest::build(&made, &place, &declarations, &mut |_| {}).expect("built");
    let index = Index::open(&place, declarations).expect("opened");

    let (typed, unmarked) = judged::queries();
    let search = |q: &str| {
        let request = SearchRequest {
            q: q.to_owned(),
            ..SearchRequest::default()
        };
        index.search(&request).expect("searched").total
    };
    let suggest = |q: &str| index.suggest(&judged::begun(q), SUGGESTIONS).expect("suggested").len();
    let mut group = c.benchmark_group(format!("query/{count}"));
    group.sample_size(10);
    group.throughput(Throughput::Elements(typed.len() as u64));
    let ways: [(&str, &[String], Ask); 3] = [
        ("typed", &typed, &search),
        ("without marks", &unmarked, &search),
        ("suggest", &unmarked, &suggest),
    ];
    for (name, queries, ask) in ways {
        spread(name, queries, ask);
        group.bench_function(name, |b| b.iter(|| queries.iter().map(|q| ask(q)).sum::<usize>()));
    }
    group.finish();
}

/// Prints p50 and p99 of the second round.
fn spread(name: &str, queries: &[String], ask: Ask) {
    let round = || {
        let timed = queries.iter().map(|q| {
            let began = Instant::now();
            std::hint::black_box(ask(q));
            began.elapsed().as_secs_f64() * 1e3
        });
        timed.collect::<Vec<f64>>()
    };
    round();
    let mut times = round();
    let (p50, p99) = (judged::at(&mut times, 0.5), judged::at(&mut times, 0.99));
    println!("{name}: p50 {p50:.2} ms, p99 {p99:.2} ms");
}

criterion_group!(benches, query_benches);
criterion_main!(benches);
