//! One file per command.

mod check;
mod export;
mod fix;
mod import;
mod ingest;
mod new;
mod search;
mod serve;
mod user;

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
        Command::Check {
            files,
            format,
            fix,
            yes,
        } => {
            if fix {
                fix::run(&common, &files, yes)?;
            }
            check::run(&common, &files, format)
        }
        Command::Import {
            files,
            collection,
            mapping,
            dry_run,
        } => import::run(&common, &files, collection.as_deref(), mapping.as_deref(), dry_run),
        Command::Search { query, json } => search::run(&common, &query.join(" "), json),
        Command::Export { dir } => export::run(&common, &dir),
        Command::User { command } => user::run(&common, &command),
        Command::New { collection, title } => new::run(&common, &collection, &title.join(" ")),
    }
}

/// Today where the author is.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

/// The declarations. What could be read of them is used; mistakes are for `check` to show, or for the log.
fn declarations(common: &Common, tell: bool) -> Result<Arc<Declarations>> {
    let (declarations, findings) = ::ingest::load_declarations(&common.content)?;
    let errors = findings.iter().filter(|d| d.severity == Severity::Error).count();
    if tell && errors > 0 {
        tracing::warn!("khai báo có {errors} lỗi; xem từng chỗ: nhipcau check");
    }
    Ok(Arc::new(declarations))
}
