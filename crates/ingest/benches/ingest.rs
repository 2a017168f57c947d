//! Files and megabytes a second through the whole way, on records made of our own sentences.
//! `cargo bench -p ingest`; the number of records is `NHIPCAU_BENCH_RECORDS`, 1,000 unless set.

#![allow(missing_docs)]

#[path = "../examples/generate/corpus.rs"]
mod corpus;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn ingest_benches(c: &mut Criterion) {
    let content = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content"));
    let count: usize = std::env::var("NHIPCAU_BENCH_RECORDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1000);
    let dir = tempfile::tempdir().expect("a folder");
    let (made, index) = (dir.path().join("content"), dir.path().join("index"));
    let bytes = corpus::Corpus::read(content, 1)
        .and_then(|corpus| corpus.write(content, &made, count, 1, corpus::Shape::Full))
        .expect("written");
    let declarations = Arc::new(ingest::load_declarations(&made).expect("declared").0);

    let mut group = c.benchmark_group("ingest");
    group.sample_size(10);
    for (name, throughput) in [
        ("files", Throughput::Elements(count as u64)),
        ("bytes", Throughput::Bytes(bytes)),
    ] {
        group.throughput(throughput);
        group.bench_function(format!("build/{name}"), |b| {
            b.iter(|| ingest::build(&made, &index, &declarations, &mut |_| {}).expect("built"));
        });
        group.bench_function(format!("check/{name}"), |b| {
            b.iter(|| ingest::check(&made, None, jiff::civil::date(2026, 11, 25)).expect("checked"))
        });
    }
    group.throughput(Throughput::Elements(count as u64));
    group.bench_function("update/nothing changed", |b| {
        b.iter(|| ingest::update(&made, &index, &declarations).expect("updated"));
    });
    let first = ingest::walk(&made).expect("walked").remove(0).absolute;
    let text = fs::read_to_string(&first).expect("read");
    let mut round = 0;
    group.bench_function("update/one changed", |b| {
        b.iter(|| {
            round += 1;
            fs::write(&first, format!("{text}\nLần {round}.\n")).expect("written");
            assert_eq!(
                ingest::update(&made, &index, &declarations).expect("updated").changed,
                1
            );
        });
    });
    group.finish();
}

criterion_group!(benches, ingest_benches);
criterion_main!(benches);
