//! The same searches over HTTP on one connection: an axum server that only searches plain tantivy, and ours, whole.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use search::Index;
use serde::Deserialize;
use server::{Limits, Site};
use tokio::runtime::{Builder, Runtime};

use crate::bare::{Bare, Row};
use crate::clock;

#[derive(Deserialize)]
struct Asked {
    q: String,
}

async fn answer(State(bare): State<Bare>, Query(asked): Query<Asked>) -> Json<Vec<Row>> {
    let rows = tokio::task::spawn_blocking(move || bare.search(&asked.q, true)).await;
    Json(rows.unwrap())
}

/// Prints what a request costs each server, and what that is of the bare ones.
pub(crate) fn run([plain, folded]: [Bare; 2], index: &Index, four: &[String], queries: &[String], requests: usize) {
    let ours = || server::router(index.clone(), Arc::new(Site::default()), &Limits::default());
    println!(
        "\nover HTTP, search with snippets, CPU microseconds of the server a request; ours counts {}, then all facets:",
        four.join(", ")
    );
    let four = counting(four);
    let mut bases: Vec<f64> = Vec::new();
    for (name, router, also) in [
        ("plain-srv", bare(plain), ""),
        ("folded-srv", bare(folded), ""),
        ("ours-srv", ours(), four.as_str()),
        ("ours-all-srv", ours(), ""),
    ] {
        let (runtime, address) = start(name, router);
        ask(address, queries, queries.len(), also);
        let begun = clock::threads(name);
        ask(address, queries, requests, also);
        let each = (clock::threads(name) - begun) / requests as f64 / 1e3;
        drop(runtime);
        let ratios: String = bases.iter().map(|base| format!("   × {:.2}", each / base)).collect();
        println!("  {name:30} {each:8.0}{ratios}");
        if bases.len() < 2 {
            bases.push(each);
        }
    }
}

/// The bare server.
pub(crate) fn bare(index: Bare) -> Router {
    Router::new().route("/api/v1/search", get(answer)).with_state(index)
}

/// Serves on a port of its own, by threads of that name.
fn start(name: &str, router: Router) -> (Runtime, SocketAddr) {
    let runtime = Builder::new_multi_thread()
        .thread_name(name)
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    runtime.spawn(async move { server::serve(listener, router, &Limits::default(), std::future::pending()).await });
    (runtime, address)
}

/// The parameter of our search that names facets to be counted.
pub(crate) fn counting(facets: &[String]) -> String {
    format!("&facets={}", facets.join(","))
}

/// Sends requests one after another, each with what it has `also`, and reads every answer.
pub(crate) fn ask(address: SocketAddr, queries: &[String], requests: usize, also: &str) {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    for query in queries.iter().cycle().take(requests) {
        let q: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        // In one piece: of a request in pieces the second waits until the first is acknowledged.
        let request = format!("GET /api/v1/search?q={q}{also} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let (mut line, mut length, mut chunked) = (String::new(), 0_usize, false);
        reader.read_line(&mut line).unwrap();
        assert!(line.contains(" 200 "), "{request}: {line}");
        loop {
            line.clear();
            reader.read_line(&mut line).unwrap();
            let lower = line.to_ascii_lowercase();
            if let Some(n) = lower.strip_prefix("content-length:") {
                length = n.trim().parse().unwrap();
            }
            chunked |= lower.starts_with("transfer-encoding:") && lower.contains("chunked");
            if line == "\r\n" {
                break;
            }
        }
        assert!(!chunked, "both servers say how long an answer is");
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
    }
}
