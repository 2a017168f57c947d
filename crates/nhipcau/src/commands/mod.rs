//! One file per command.

mod check;
mod ingest;
mod new;
mod search;
mod serve;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use catalogue::{Declarations, Severity};

use crate::cli::{Cli, Command, Common};

/// Does what was asked.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let common = cli.common;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(&common),
        Command::Ingest { full } => ingest::run(&common, full),
        Command::Check { files, format } => check::run(&common, &files, format),
        Command::Search { query, json } => search::run(&common, &query.join(" "), json),
        Command::New { collection, title } => new::run(&common, &collection, &title.join(" ")),
    }
}

/// The declarations; their mistakes are logged, for what could be read of them is used.
fn declarations(common: &Common) -> Result<Arc<Declarations>> {
    let (declarations, findings) = ::ingest::load_declarations(&common.content)?;
    let errors = findings.iter().filter(|d| d.severity == Severity::Error).count();
    if errors > 0 {
        tracing::warn!(errors, "khai báo có lỗi; xem: nhipcau check");
    }
    Ok(Arc::new(declarations))
}
