//! `nhipcau export`: the catalogue as a folder that opens without a server.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::cli::Common;
use crate::progress::Counter;
use crate::report::number;

/// Bytes of a megabyte, as disks are labelled.
const MEGABYTE: f64 = 1_000_000.0;

/// Makes the index equal to the content, then writes the copy.
pub(crate) fn run(common: &Common, dir: &Path) -> Result<ExitCode> {
    let site = Arc::new(crate::config::site(common.config.as_deref())?);
    let declarations = super::declarations(common, true)?;
    let index = super::serve::prepare(common, declarations)?;
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("không khởi động được bộ dựng trang")?;
    let counter = Counter::new("trang");
    let today = jiff::Zoned::now().date();
    let made = runtime.block_on(server::export(
        index,
        site,
        Some(&common.content),
        dir,
        today,
        &mut |pages| counter.at(pages),
    ))?;
    drop(counter);
    let tenths = |value: f64| format!("{value:.1}").replace('.', ",");
    println!(
        "Đã xuất {} bản ghi thành {} trang: {} MB, trong đó phần tìm kiếm {} MB. Mất {} giây.",
        number(made.records),
        number(made.pages),
        tenths(made.bytes as f64 / MEGABYTE),
        tenths(made.search_bytes as f64 / MEGABYTE),
        tenths(began.elapsed().as_secs_f64()),
    );
    println!("Mở: {}", dir.join("index.html").display());
    Ok(ExitCode::SUCCESS)
}
