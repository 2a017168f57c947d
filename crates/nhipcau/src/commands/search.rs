//! `nhipcau search`: the first hits in the terminal.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use search::{Facets, Index, SearchRequest, SearchResponse};

use crate::cli::Common;
use crate::report::number;

/// Searches the index as it is; nothing is written.
pub(crate) fn run(common: &Common, query: &str, json: bool) -> Result<ExitCode> {
    let declarations = super::declarations(common, false)?;
    let index = Index::open(&common.index, declarations).context("chạy “nhipcau ingest” trước đã")?;
    let request = SearchRequest {
        q: query.to_owned(),
        facets: if json { Facets::All } else { Facets::None },
        ..SearchRequest::default()
    };
    let answer = index.search(&request)?;
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, &answer)?;
        writeln!(out)?;
    } else {
        print(&mut out, &answer)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(out: &mut impl Write, answer: &SearchResponse) -> std::io::Result<()> {
    let marks = if std::io::stdout().is_terminal() {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    if let Some(read) = &answer.understood.searched_as {
        writeln!(out, "Tìm theo: {read}")?;
    }
    let took = format!("{:.1}", answer.took_us as f64 / 1000.0).replace('.', ",");
    writeln!(out, "{} kết quả ({took} ms)", number(answer.total))?;
    for (at, hit) in answer.hits.iter().enumerate() {
        writeln!(out, "\n{}. {}\n   {}", at + 1, plain(&hit.title_html, marks), hit.url)?;
        let passage = if hit.snippet.is_empty() {
            &hit.summary
        } else {
            &hit.snippet
        };
        if !passage.is_empty() {
            writeln!(out, "   {}", plain(passage, marks))?;
        }
    }
    if !answer.understood.did_you_mean.is_empty() {
        writeln!(out, "Có phải bạn tìm: {}", answer.understood.did_you_mean.join("; "))?;
    }
    if !answer.understood.topics.is_empty() {
        let topics: Vec<&str> = answer.understood.topics.iter().map(|t| t.text.as_str()).collect();
        writeln!(out, "Chủ đề gần nhất: {}", topics.join("; "))?;
    }
    Ok(())
}

/// The HTML of a snippet as text for a terminal. It holds no markup but `<mark>`.
fn plain(html: &str, (on, off): (&str, &str)) -> String {
    html.replace("<mark>", on)
        .replace("</mark>", off)
        .replace('\n', " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}
