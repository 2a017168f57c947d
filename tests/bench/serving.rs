//! The served program as a process, against the bare server as one: start to the first answer, what a search costs, memory,
//! and how soon an edited record is found. `speed CONTENT WORK --serving NHIPCAU`, where NHIPCAU is the program as it is released.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

use crate::bare::Bare;
use crate::clock;
use crate::http;
use crate::judged::at;

/// Starts of each program.
const STARTS: usize = 11;
/// Edits.
const EDITS: usize = 60;
/// Searches whose cost is measured, after as many to warm up.
const SEARCHES: usize = 2_000;
/// What an allocator has of free memory goes back to the system some seconds later, when it is asked for more.
const GIVING_BACK: Duration = Duration::from_secs(12);
/// Searches after that time, before memory is read.
const AFTER: usize = 200;
/// How long a program may work on after it began to answer.
const SETTLING: Duration = Duration::from_secs(300);

/// Measures both and prints.
pub(crate) fn run(content: &Path, work: &Path, program: &str, queries: &[String], four: &[String]) {
    let four = http::counting(four);
    let me = std::env::current_exe().unwrap();
    let bare = |address: SocketAddr| {
        let mut command = Command::new(&me);
        command.arg("--bare").arg(work.join("bare")).arg(address.to_string());
        command
    };
    let ours = |address: SocketAddr| {
        let mut command = Command::new(program);
        command.arg("serve").arg("--listen").arg(address.to_string());
        for (option, place) in [
            ("--content", content),
            ("--index", &work.join("ours")),
            ("--data", &work.join("data")),
        ] {
            command.arg(option).arg(place);
        }
        command
    };
    println!(
        "{:24} {:>10} {:>24} {:>14}",
        "", "start, ms", "search, CPU microseconds", "anonymous, MB"
    );
    // Once before, so that the index is up to date and its files are in memory.
    drop(started(ours));
    for (name, program, also) in [
        ("bare", &bare as &dyn Fn(SocketAddr) -> Command, ""),
        ("ours", &ours, &four),
    ] {
        let mut times = Vec::new();
        let (mut memory, mut search) = (0.0, 0.0);
        for n in 0..STARTS {
            let (server, address, took) = started(program);
            times.push(took);
            if n + 1 == STARTS {
                let process = server.0.id();
                http::ask(address, queries, SEARCHES, also);
                settle(process);
                let begun = clock::process(process);
                http::ask(address, queries, SEARCHES, also);
                search = (clock::process(process) - begun) / SEARCHES as f64 / 1e3;
                std::thread::sleep(GIVING_BACK);
                http::ask(address, queries, AFTER, also);
                memory = anonymous(process);
            }
        }
        println!("{name:24} {:10.0} {search:24.0} {memory:14.1}", at(&mut times, 0.5));
    }
    let (_server, address, _) = started(ours);
    let mut times = edits(content, address);
    println!(
        "edited record found after: median {:.0} ms, p95 {:.0} ms, longest {:.0} ms",
        at(&mut times, 0.5),
        at(&mut times, 0.95),
        at(&mut times, 1.0)
    );
}

/// Waits until a program does nothing on its own any more: ours looks at every file after it began to answer.
fn settle(process: u32) {
    let began = Instant::now();
    let mut before = -1.0;
    while began.elapsed() < SETTLING {
        let now = clock::process(process);
        if now == before {
            return;
        }
        before = now;
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// Serves the bare index, as its own process.
pub(crate) fn serve_bare(index: &Path, address: &str) {
    let runtime = Runtime::new().unwrap();
    let router = http::bare(Bare::open(index, false));
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        axum::serve(listener, router).await.unwrap();
    });
}

/// A process that ends with its owner.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program on a free port and waits for its first answer; the milliseconds that took.
fn started(program: impl Fn(SocketAddr) -> Command) -> (Running, SocketAddr, f64) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let began = Instant::now();
    let mut command = program(address);
    let server = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    while total(address, "dẻ").is_none() {
        assert!(began.elapsed() < Duration::from_secs(600), "no answer");
        std::thread::sleep(Duration::from_millis(1));
    }
    (server, address, began.elapsed().as_secs_f64() * 1e3)
}

/// Adds a word to one record after another, and waits until a search finds it; milliseconds each.
fn edits(content: &Path, address: SocketAddr) -> Vec<f64> {
    let files = ingest::walk(content).unwrap();
    let step = (files.len() / EDITS).max(1);
    let mut times = Vec::new();
    for (n, file) in files.iter().step_by(step).take(EDITS).enumerate() {
        let before = std::fs::read(&file.absolute).unwrap();
        let word = format!("qzx{}k{n}", std::process::id());
        let after = [&before[..], format!("\n\n{word}\n").as_bytes()].concat();
        std::fs::write(&file.absolute, after).unwrap();
        let began = Instant::now();
        while total(address, &word) != Some(1) {
            assert!(began.elapsed() < Duration::from_secs(30), "{} is not found", file.path);
            std::thread::sleep(Duration::from_millis(1));
        }
        times.push(began.elapsed().as_secs_f64() * 1e3);
        std::fs::write(&file.absolute, before).unwrap();
        // The record as it was comes back as a change of its own.
        std::thread::sleep(Duration::from_millis(300));
    }
    times
}

/// How many records a server finds; 1 for an answer that does not say. `None` when it does not answer.
fn total(address: SocketAddr, q: &str) -> Option<u64> {
    let mut stream = TcpStream::connect(address).ok()?;
    let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let request = format!("GET /api/v1/search?q={q}&limit=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut reader = BufReader::new(stream);
    let mut status = String::new();
    reader.read_line(&mut status).ok()?;
    if !status.contains(" 200 ") {
        return None;
    }
    let mut rest = String::new();
    reader.read_to_string(&mut rest).ok()?;
    let body = rest.split_once("\r\n\r\n")?.1;
    let answer: serde_json::Value = serde_json::from_str(body).ok()?;
    Some(answer.get("total").and_then(serde_json::Value::as_u64).unwrap_or(1))
}

/// Anonymous resident memory of a process, in MB of 10⁶ bytes.
fn anonymous(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kib: f64 = line
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0.0);
    kib * 1024.0 / 1e6
}
