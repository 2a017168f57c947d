//! `nhipcau`: the command line and the configuration, nothing that decides anything.
//!
//! Exit status: 0 done, 1 the content has errors (`check`), 2 the command could not do its work.

// The one place that speaks to a terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod cli;
mod commands;
mod config;
mod logging;
mod progress;
mod report;
mod usage;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives memory back to the system when it is free: indexing and comparing take much for a moment, serving little for months.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Status when a command could not do its work, the same as for a wrong command line.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let cli = match usage::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    logging::start(cli.common.log);
    match commands::run(cli) {
        Ok(code) => code,
        // Who reads has seen enough, as with `| head`.
        Err(error)
            if error
                .downcast_ref::<std::io::Error>()
                .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Lỗi: {error:#}.");
            ExitCode::from(FAILED)
        }
    }
}
