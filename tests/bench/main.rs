//! Speed of searching, as ratios against bare programs over the same records in one run:
//! `cargo run --release -p nhipcau-tests --example speed -- CONTENT [WORK [--ours | --serving NHIPCAU]]`.
//!
//! CONTENT is a folder, as `cargo run --release -p ingest --example generate` writes it; WORK keeps the indexes between runs.
//! With `--ours` our searches alone are repeated, for a profiler. With `--serving` the program NHIPCAU is started and
//! measured from outside: `serving.rs`.
//! The bare programs are plain tantivy with two text fields (title, body) and its default tokenizer, the same with a second
//! field each that is folded to ASCII, and an axum server with nothing but one of these searches in it. All of them, and
//! ours, allocate by mimalloc, as the program does that is served. Queries are those of `tests/relevance/queries.tsv`, as
//! typed and without marks. Times are CPU time (Linux only), so neighbours on the machine disturb little.

// A program for the terminal.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod bare;
mod clock;
mod http;
mod judged;
mod serving;
mod worst;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use search::{Facets, Index, SearchRequest};

/// As the program that is served.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The facets of a search with four of them. Records without declarations have the first alone.
const FOUR: [&str; 4] = ["collection", "doi_tuong", "dia_ban", "linh_vuc"];
/// Requests over HTTP to each server.
const REQUESTS: usize = 2_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, index, address] = &args[..]
        && mode == "--bare"
    {
        return serving::serve_bare(Path::new(index), address);
    }
    let content = Path::new(args.first().expect("CONTENT [WORK]"));
    let temporary = tempfile::tempdir().unwrap();
    let work = args
        .get(1)
        .map_or_else(|| temporary.path().to_owned(), std::path::PathBuf::from);
    let declarations = Arc::new(ingest::load_declarations(content).unwrap().0);
    let ours_at = work.join("ours");
    let ensured = Instant::now();
    ingest::ensure(content, &ours_at, &declarations, &mut |_| {}).unwrap();
    println!("index ready after {:.1} s", ensured.elapsed().as_secs_f64());
    let (bare_at, folded_at) = (work.join("bare"), work.join("folded"));
    for (at, folded) in [(&bare_at, false), (&folded_at, true)] {
        if !at.exists() {
            bare::build(at, content, &declarations, folded);
        }
    }
    let mode = args.get(2).map(String::as_str);
    if let (Some("--serving"), Some(program)) = (mode, args.get(3)) {
        let four = four(&Index::open(&ours_at, declarations).unwrap());
        return serving::run(content, &work, program, &judged::queries().0, &four);
    }
    let opening = clock::thread(|| drop(bare::Bare::open(&bare_at, false))).1;
    let opening_ours = clock::thread(|| drop(Index::open(&ours_at, Arc::clone(&declarations)))).1;
    println!(
        "opened: bare {:.1} ms, ours {:.1} ms of CPU",
        opening / 1e6,
        opening_ours / 1e6
    );

    let bare = bare::Bare::open(&bare_at, false);
    let folded = bare::Bare::open(&folded_at, true);
    let ours = Index::open(&ours_at, Arc::clone(&declarations)).unwrap();
    println!(
        "{} records; {} bytes bare, {} bare and folded, {} ours",
        ours.len(),
        clock::size(&bare_at),
        clock::size(&folded_at),
        clock::size(&ours_at)
    );
    let (typed, unmarked) = judged::queries();
    if mode == Some("--ours") {
        let all = || typed.iter().chain(&unmarked);
        (0..10)
            .flat_map(|_| all())
            .for_each(|q| ask(&ours, q, true, &Facets::All));
        return;
    }
    println!(
        "\n{:44} {:>9} {:>9} {:>9} {:>7} {:>8}",
        "CPU microseconds", "mean", "p50", "p99", "× plain", "× folded"
    );
    let mut base = Vec::new();
    let mut snippets = Vec::new();
    for (name, bare) in [("plain", &bare), ("plain + folded", &folded)] {
        base.push(row(&format!("bare, {name}: AND, top 10"), &base, &typed, |q| {
            bare.search(q, false);
        }));
        snippets.push(row("    the same with snippets", &snippets, &typed, |q| {
            bare.search(q, true);
        }));
    }
    row("ours: understood, counted, top 10", &base, &typed, |q| {
        ask(&ours, q, false, &Facets::None);
    });
    row("ours: the same with snippets", &snippets, &typed, |q| {
        ask(&ours, q, true, &Facets::None);
    });
    let four = four(&ours);
    let few = Facets::Of(four.clone());
    row("ours: with snippets and four facets", &snippets, &typed, |q| {
        ask(&ours, q, true, &few);
    });
    row("ours: with snippets and all facets", &snippets, &typed, |q| {
        ask(&ours, q, true, &Facets::All);
    });
    // Of these the plain program finds next to none.
    row("bare, plain + folded: typed without marks", &snippets, &unmarked, |q| {
        folded.search(q, true);
    });
    row("ours: with all, typed without marks", &snippets, &unmarked, |q| {
        ask(&ours, q, true, &Facets::All);
    });
    let prefixes: Vec<String> = typed.iter().chain(&unmarked).map(|q| judged::begun(q)).collect();
    row("ours: suggestions", &[], &prefixes, |q| {
        ours.suggest(q, 8).unwrap();
    });
    worst::run(&ours);
    http::run([bare, folded], &ours, &four, &typed, REQUESTS);
}

/// Those of the four facets that the records have.
fn four(index: &Index) -> Vec<String> {
    let request = SearchRequest {
        limit: 0,
        facets: Facets::of(&FOUR),
        ..SearchRequest::default()
    };
    let counted = index.search(&request).unwrap().facets;
    counted.into_iter().map(|facet| facet.key).collect()
}

fn ask(index: &Index, q: &str, snippets: bool, facets: &Facets) {
    let request = SearchRequest {
        q: q.to_owned(),
        snippets,
        facets: facets.clone(),
        ..SearchRequest::default()
    };
    index.search(&request).unwrap();
}

/// Runs every query twice, the first time to warm up; gives the mean of the second. `bases` are what it is measured by.
fn row(name: &str, bases: &[f64], queries: &[String], search: impl Fn(&str)) -> f64 {
    queries.iter().for_each(|q| search(q));
    let mut times: Vec<f64> = queries.iter().map(|q| clock::thread(|| search(q)).1 / 1e3).collect();
    let mean = times.iter().sum::<f64>() / times.len() as f64;
    let (p50, p99) = (judged::at(&mut times, 0.5), judged::at(&mut times, 0.99));
    let ratios: String = bases.iter().map(|base| format!(" {:>7.2}", mean / base)).collect();
    println!("{name:44} {mean:9.0} {p50:9.0} {p99:9.0}{ratios}");
    mean
}
