//! Serves a folder of content while pages are being made: `cargo run -p server --example preview -- CONTENT [ADDRESS]`.
//!
//! Everything is read once into an index in a temporary folder; what is wrong with the content is only counted.

#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use catalogue::declarations;
use search::{Index, Writer};
use server::{Limits, Site};

#[tokio::main]
async fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let content = args.next().context("CONTENT")?;
    let address = args.next().unwrap_or_else(|| "127.0.0.1:8090".to_owned());
    let content = Path::new(&content);
    let folder = tempfile::tempdir()?;
    let mut files = Vec::new();
    for sub in ["_collections", "_vocabularies"] {
        for (path, bytes) in read(content, &content.join(sub), "yaml")? {
            files.push((path, String::from_utf8(bytes)?));
        }
    }
    let (declared, findings) = declarations::parse(&files);
    let declared = Arc::new(declared);
    let mut writer = Writer::create(folder.path(), Arc::clone(&declared), 2)?;
    let (mut records, mut problems) = (0, findings.len());
    for collection in &declared.collections {
        for (path, bytes) in read(content, &content.join(&collection.id), "md")? {
            let (record, findings) = catalogue::parse_record(&declared, &path, &bytes);
            problems += findings.len();
            if let Some(record) = record {
                records += 1;
                writer.put(&record, "0", false)?;
            }
        }
    }
    writer.publish()?;
    let index = Index::open(folder.path(), declared)?;
    let limits = Limits::default();
    let router = server::router(index, Arc::new(Site::default()), &limits);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("{records} records, {problems} findings, http://{address}");
    server::serve(listener, router, &limits, async {
        tokio::signal::ctrl_c().await.unwrap_or_default()
    })
    .await?;
    Ok(())
}

/// Files below `folder` with this extension, by their path under `content`.
fn read(content: &Path, folder: &Path, extension: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let mut out = Vec::new();
    if !folder.is_dir() {
        return Ok(out);
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|e| e == extension) {
            let path = entry.path().strip_prefix(content)?.to_string_lossy().replace('\\', "/");
            out.push((path, std::fs::read(entry.path())?));
        }
    }
    Ok(out)
}
