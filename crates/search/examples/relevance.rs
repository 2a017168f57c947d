//! Retrieval quality in process: `cargo run --release -p search --example relevance -- SET [VARIANT…]`.
//!
//! SET is a folder with `corpus.jsonl` (`id`, `title`, `body`), `dev/queries.VARIANT.tsv` and `dev/qrels.tsv`.
//! Prints nDCG@10, MRR@10 and MAP over the first 100, ×100, per variant. `--worst N` adds the queries that lose most.

#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use catalogue::{Collection, Declarations, Labels, Record, Rendered, Status, Visibility};
use search::{Facets, Index, SearchRequest, Writer};
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    id: String,
    title: String,
    body: String,
}

fn main() -> Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let worst = match args.iter().position(|a| a == "--worst") {
        Some(at) => {
            let n = args.get(at + 1).context("--worst N")?.parse()?;
            args.drain(at..at + 2);
            n
        }
        None => 0,
    };
    let set = args.first().context("SET")?.clone();
    let set = Path::new(&set);
    let part = set.join("dev");
    let variants: Vec<String> = if args.len() > 1 {
        args[1..].to_vec()
    } else {
        "orig nodia notone toneplace nfd typo telex lower upper"
            .split(' ')
            .map(str::to_owned)
            .collect()
    };
    let dir = tempfile::tempdir()?;
    let declarations = Arc::new(built_in());
    let mut writer = Writer::create(dir.path(), Arc::clone(&declarations), 2)?;
    let mut ids = HashMap::new();
    for (n, line) in std::fs::read_to_string(set.join("corpus.jsonl"))?.lines().enumerate() {
        let doc: Document = serde_json::from_str(line)?;
        let ma = format!("d{n:06}");
        writer.put(&record(&ma, &doc), "0", false)?;
        ids.insert(ma, doc.id);
    }
    writer.publish()?;
    let index = Index::open(dir.path(), declarations)?;
    let mut qrels: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in std::fs::read_to_string(part.join("qrels.tsv"))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [q, d, grade] = cells[..] else { continue };
        let grade: f64 = grade.parse()?;
        if grade > 0.0 {
            qrels.entry(q.to_owned()).or_default().insert(d.to_owned(), grade);
        }
    }
    println!(
        "{:10} {:>6} {:>7} {:>7} {:>7} {:>9}",
        "variant", "n", "ndcg10", "mrr10", "map", "mean ms"
    );
    for variant in &variants {
        let Ok(text) = std::fs::read_to_string(part.join(format!("queries.{variant}.tsv"))) else {
            continue;
        };
        let mut sums = [0.0f64; 3];
        let mut n = 0;
        let mut micros = 0u128;
        let mut losses: Vec<(f64, String, String)> = Vec::new();
        for line in text.lines() {
            let Some((qid, q)) = line.split_once('\t') else {
                continue;
            };
            let Some(relevant) = qrels.get(qid) else { continue };
            let request = SearchRequest {
                q: q.to_owned(),
                limit: 100,
                snippets: false,
                facets: Facets::None,
                ..SearchRequest::default()
            };
            let began = std::time::Instant::now();
            let answer = index.search(&request)?;
            micros += began.elapsed().as_micros();
            let found: Vec<f64> = answer
                .hits
                .iter()
                .map(|h| ids.get(&h.id).and_then(|id| relevant.get(id)).copied().unwrap_or(0.0))
                .collect();
            let scores = [
                ndcg(&found, relevant),
                mrr(&found),
                average_precision(&found, relevant.len()),
            ];
            for (sum, score) in sums.iter_mut().zip(scores) {
                *sum += score;
            }
            let main = if set.to_string_lossy().contains("vtb") {
                scores[2]
            } else {
                scores[0]
            };
            losses.push((main, q.to_owned(), answer.understood.searched_as.unwrap_or_default()));
            n += 1;
        }
        let per = |s: f64| 100.0 * s / f64::from(n);
        println!(
            "{variant:10} {n:6} {:7.2} {:7.2} {:7.2} {:9.2}",
            per(sums[0]),
            per(sums[1]),
            per(sums[2]),
            micros as f64 / 1000.0 / f64::from(n)
        );
        losses.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (score, q, read) in losses.iter().take(worst) {
            println!("    {score:.3}  {q}  →  {read}");
        }
    }
    Ok(())
}

fn ndcg(found: &[f64], relevant: &HashMap<String, f64>) -> f64 {
    let gain = |grades: &mut dyn Iterator<Item = f64>| -> f64 {
        grades
            .take(10)
            .enumerate()
            .map(|(i, g)| g / (i as f64 + 2.0).log2())
            .sum()
    };
    let mut ideal: Vec<f64> = relevant.values().copied().collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    gain(&mut found.iter().copied()) / gain(&mut ideal.into_iter())
}

fn mrr(found: &[f64]) -> f64 {
    found
        .iter()
        .take(10)
        .position(|g| *g > 0.0)
        .map_or(0.0, |i| 1.0 / (i as f64 + 1.0))
}

fn average_precision(found: &[f64], relevant: usize) -> f64 {
    let hits = found.iter().enumerate().filter(|(_, g)| **g > 0.0);
    hits.enumerate()
        .map(|(k, (i, _))| (k as f64 + 1.0) / (i as f64 + 1.0))
        .sum::<f64>()
        / relevant as f64
}

fn record(ma: &str, doc: &Document) -> Record {
    let body = Rendered {
        text: doc.body.clone(),
        ..Rendered::default()
    };
    Record {
        ma: ma.to_owned(),
        collection: "tai-lieu".to_owned(),
        title: if doc.title.is_empty() {
            ma.to_owned()
        } else {
            doc.title.clone()
        },
        title_from_path: doc.title.is_empty(),
        summary: String::new(),
        path: format!("{ma}.md"),
        status: Status::Published,
        visibility: Visibility::Public,
        updated: String::new(),
        values: Vec::new(),
        body,
    }
}

fn built_in() -> Declarations {
    let labels = |vi: &str| Labels {
        vi: vi.to_owned(),
        en: None,
        zh: None,
    };
    let collection = Collection {
        id: "tai-lieu".to_owned(),
        order: 1,
        prefix: String::new(),
        labels: labels("Tài liệu"),
        description: labels("Tài liệu"),
        body_required: false,
        schema_org: "Article".to_owned(),
        fields: Vec::new(),
    };
    Declarations {
        collections: vec![collection],
        ..Declarations::default()
    }
}
