//! What our indexing costs against plain tantivy, in one run over the same documents:
//! `cargo run --release -p ingest --example raw_tantivy -- CONTENT [--ours]`.
//!
//! Plain tantivy: two text fields, title and all the other text, with its default tokenizer, both stored, one thread; and
//! the same with a second field each that is folded to ASCII, as one does who wants words found without their marks.
//! Ours, also one thread: the same parsed records put into our index; and the whole way from files, with parsing and
//! rendering. `--ours` leaves plain tantivy out, for a profiler.
//!
//! CPU time of the process is read from `/proc`, so neighbours on the machine do not count (Linux only).

// A program for the terminal.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use catalogue::{Declarations, Record, Value};
use search::Writer;
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TEXT, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index, TantivyDocument, doc};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// As the writer of the search crate, per thread.
const MEMORY: usize = 96 << 20;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let content = Path::new(args.first().ok_or("CONTENT")?);
    let (declarations, _) = ingest::load_declarations(content)?;
    let declarations = Arc::new(declarations);
    let files = ingest::walk(content)?;
    let begun = cpu()?;
    let mut records: Vec<Record> = Vec::with_capacity(files.len());
    let mut bytes = 0;
    for file in &files {
        let text = fs::read(&file.absolute)?;
        bytes += text.len();
        records.extend(catalogue::parse_record(&declarations, &file.path, &text).0);
    }
    let parsing = cpu()? - begun;
    let texts: Vec<String> = records.iter().map(|record| text(&declarations, record)).collect();
    let only = args.get(1).map(String::as_str);
    let (plain, folded) = match only {
        Some("--ours") => ((1.0, 0), (1.0, 0)),
        _ => (
            timed(|dir| raw(dir, &records, &texts, false))?,
            timed(|dir| raw(dir, &records, &texts, true))?,
        ),
    };
    let ours = timed(|dir| {
        let mut writer = Writer::create(dir, Arc::clone(&declarations), 1)?;
        for record in &records {
            writer.put(record, "0", false)?;
        }
        Ok(writer.publish()?)
    })?;
    let n = records.len() as f64;
    println!("{} records, {:.1} MB of Markdown", records.len(), bytes as f64 / 1e6);
    println!(
        "{:34} {:>10} {:>9} {:>8} {:>8} {:>8}",
        "", "docs/CPU s", "MB/CPU s", "% plain", "% folded", "index/MB"
    );
    for (name, seconds, size) in [
        ("raw tantivy", plain.0, plain.1),
        ("raw tantivy, plain and folded", folded.0, folded.1),
        ("index only", ours.0, ours.1),
        ("parsing and rendering only", parsing, 0),
        ("parsing, rendering, index", ours.0 + parsing, ours.1),
    ] {
        println!(
            "{name:34} {:10.0} {:9.2} {:8.0} {:8.0} {:8.2}",
            n / seconds,
            bytes as f64 / 1e6 / seconds,
            plain.0 / seconds * 100.0,
            folded.0 / seconds * 100.0,
            size as f64 / bytes as f64,
        );
    }
    Ok(())
}

/// What ours searches of a record besides its title, once: the text of its fields and its body.
fn text(declarations: &Declarations, record: &Record) -> String {
    let mut out = String::new();
    let collection = declarations.collection(&record.collection);
    for leaf in collection.iter().flat_map(|c| c.leaves()) {
        if leaf.field.search > 0.0 && leaf.name != "ten" {
            for value in record.leaf_values(&leaf.name) {
                if let Value::Text(text) | Value::Name(text) = value {
                    out.push_str(text);
                    out.push('\n');
                }
            }
        }
    }
    out.push_str(&record.body.text);
    out
}

fn raw(dir: &Path, records: &[Record], texts: &[String], with_folded: bool) -> Result<()> {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("folded")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let folded = with_folded.then(|| {
        ["title_folded", "body_folded"]
            .map(|name| schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing.clone())))
    });
    let index = Index::create_in_dir(dir, schema.build())?;
    let folding = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build();
    index.tokenizers().register("folded", folding);
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, MEMORY)?;
    for (record, text) in records.iter().zip(texts) {
        let mut document = doc!(id => record.ma.as_str(), title => record.title.as_str(), body => text.as_str());
        if let Some([title, body]) = folded {
            document.add_text(title, &record.title);
            document.add_text(body, text);
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// CPU seconds of the process that `work` takes in a new folder, and the bytes that it leaves there.
fn timed(work: impl FnOnce(&Path) -> Result<()>) -> Result<(f64, u64)> {
    let dir = tempfile::tempdir()?;
    let begun = cpu()?;
    work(dir.path())?;
    let seconds = (cpu()? - begun).max(0.01);
    Ok((seconds, size(dir.path())?))
}

fn size(dir: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        sum += match entry.metadata()? {
            meta if meta.is_dir() => size(&entry.path())?,
            meta => meta.len(),
        };
    }
    Ok(sum)
}

/// User and system time of all threads, in seconds. The kernel counts in hundredths (USER_HZ).
fn cpu() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().ok_or("stat")?;
    let ticks: f64 = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|t| t.parse::<f64>().ok())
        .sum();
    Ok(ticks / 100.0)
}
