//! How much of the time of a page of results is not the search: `cargo run --release -p server --example share -- CONTENT`.
//!
//! Every query is asked many times of the index, then of the router. What is counted is the time on the processor of all
//! threads (Linux), which others on the machine do not change much.

#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::body::Body;
use axum::http::Request;
use catalogue::declarations;
use http_body_util::BodyExt;
use search::{Index, SearchRequest, Writer};
use server::{Limits, Site};
use tower::ServiceExt;

/// Queries as people type them.
const QUERIES: [&str; 12] = [
    "say hat de",
    "sấy hạt dẻ",
    "nuoi ong",
    "lợn bị tiêu chảy",
    "ky thuat trong che",
    "chế biến miến dong",
    "板栗",
    "trung khanh",
    "hỗ trợ máy móc thiết bị",
    "thông nông",
    "phan bon",
    "",
];
/// Times that each is asked in a block, and blocks: of searches and of pages by turns, so that what else the machine does
/// falls on both.
const RUNS: usize = 20;
const BLOCKS: usize = 4;

/// As the program that is served.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> Result<()> {
    let content = std::env::args().nth(1).context("CONTENT")?;
    let content = Path::new(&content);
    let folder = tempfile::tempdir()?;
    let files = read(content, "yaml")?;
    let texts: Vec<(String, String)> = files
        .into_iter()
        .map(|(path, bytes)| Ok((path, String::from_utf8(bytes)?)))
        .collect::<Result<_>>()?;
    let declared = Arc::new(declarations::parse(&texts).0);
    let mut writer = Writer::create(folder.path(), Arc::clone(&declared), 2)?;
    for (path, bytes) in read(content, "md")? {
        if let Some(record) = catalogue::parse_record(&declared, &path, &bytes).0 {
            writer.put(&record, "0", false)?;
        }
    }
    writer.publish()?;
    let index = Index::open(folder.path(), declared)?;
    let router = server::router(index.clone(), Arc::new(Site::default()), &Limits::default());
    println!(
        "{} records; µs: search, page, share of the page that is not search",
        index.len()
    );
    let (mut searches, mut pages) = (0.0, 0.0);
    for q in QUERIES {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", q)
            .finish();
        let request = SearchRequest {
            q: q.to_owned(),
            ..SearchRequest::default()
        };
        let page = || Request::get(format!("/tim?{query}")).body(Body::empty());
        index.search(&request)?;
        router.clone().oneshot(page()?).await?.into_body().collect().await?;
        let (mut search, mut whole) = (0.0, 0.0);
        for _ in 0..BLOCKS {
            let began = on_processor()?;
            for _ in 0..RUNS {
                index.search(&request)?;
            }
            let between = on_processor()?;
            for _ in 0..RUNS {
                router.clone().oneshot(page()?).await?.into_body().collect().await?;
            }
            search += between - began;
            whole += on_processor()? - between;
        }
        let runs = (BLOCKS * RUNS) as f64;
        let (search, page) = (search / runs, whole / runs);
        let share = 100.0 * (1.0 - search / page);
        println!("{search:>7.0} {page:>7.0} {share:>5.0} %  {q}");
        searches += search;
        pages += page;
    }
    let more = 100.0 * (pages / searches - 1.0);
    println!("rendering is {more:.0} % of the time of search, over all");
    Ok(())
}

/// Time that the threads of this process have been on a processor, microseconds.
fn on_processor() -> Result<f64> {
    // What a running thread has used is only counted when it stops.
    std::thread::sleep(Duration::from_millis(20));
    let mut sum = 0.0;
    for task in std::fs::read_dir("/proc/self/task")? {
        let text = std::fs::read_to_string(task?.path().join("schedstat"))?;
        let nanoseconds: f64 = text.split(' ').next().unwrap_or_default().parse()?;
        sum += nanoseconds / 1000.0;
    }
    Ok(sum)
}

/// Files below `folder` with this extension, by their path under it.
fn read(folder: &Path, extension: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|e| e == extension) {
            let path = entry.path().strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            out.push((path, std::fs::read(entry.path())?));
        }
    }
    Ok(out)
}
