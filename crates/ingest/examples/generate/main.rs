//! Writes a large content folder made of our own sentences:
//! `cargo run --release -p ingest --example generate -- COUNT OUT [--plain] [SEED] [CONTENT]`.

// A program for the terminal.
#![allow(clippy::print_stdout)]

mod corpus;

use std::path::Path;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let (flags, args): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let shape = if flags.iter().any(|f| f == "--plain") {
        corpus::Shape::Plain
    } else {
        corpus::Shape::Full
    };
    let (Some(count), Some(out)) = (args.first().and_then(|n| n.parse().ok()), args.get(1)) else {
        return Err(std::io::Error::other("COUNT OUT [--plain] [SEED] [CONTENT]"));
    };
    let seed = args.get(2).and_then(|n| n.parse().ok()).unwrap_or(1);
    let content = Path::new(args.get(3).map_or("content", String::as_str));
    let began = Instant::now();
    let bytes = corpus::Corpus::read(content, seed)?.write(content, Path::new(out), count, seed, shape)?;
    println!(
        "{count} records, {:.1} MB, {:.1} s",
        bytes as f64 / 1e6,
        began.elapsed().as_secs_f64()
    );
    Ok(())
}
