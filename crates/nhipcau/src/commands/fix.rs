//! `nhipcau check --fix`: shows what would change, asks, writes, and keeps what was there.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Result;
use catalogue::codes;
use ingest::Fix;
use ingest::save::{SaveError, Store, hash};
use similar::TextDiff;

use crate::cli::Common;
use crate::report::{self, number};

/// Lines shown around a change.
const AROUND: usize = 2;

/// Shows the changes; writes them when told to.
pub(crate) fn run(common: &Common, files: &[PathBuf], yes: bool) -> Result<()> {
    let fixes = ingest::fixes(&common.content, (!files.is_empty()).then_some(files))?;
    let mut out = std::io::stdout().lock();
    if fixes.is_empty() {
        writeln!(out, "Không có chỗ nào tự sửa được.\n")?;
        return Ok(());
    }
    for fix in &fixes {
        show(&mut out, common, fix)?;
    }
    let count = number(fixes.len());
    if !yes && !agreed(&mut out, &count)? {
        writeln!(out, "Chưa ghi gì. Ghi những chỗ sửa trên: nhipcau check --fix --yes\n")?;
        return Ok(());
    }
    let store = Store::open(&common.content, &common.data)?;
    let mut written = 0;
    for fix in &fixes {
        let now = jiff::Timestamp::now();
        match store.save(&fix.path, Some(&hash(&fix.old)), fix.mended.text.as_bytes(), now) {
            Ok(_) => written += 1,
            Err(SaveError::Conflict { .. }) => {
                writeln!(out, "Bỏ qua {}: tệp vừa được sửa ở nơi khác; chạy lại lệnh.", fix.path)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    writeln!(
        out,
        "Đã sửa {} tệp. Bản cũ ở {}.\n",
        number(written),
        common.data.join("ban-cu").display()
    )?;
    Ok(())
}

/// One file: what is mended, and the difference.
fn show(out: &mut impl Write, common: &Common, fix: &Fix) -> std::io::Result<()> {
    let path = common.content.join(&fix.path);
    let title = |code: &&str| codes::info(code).map_or("", |row| row.title);
    for code in &fix.mended.codes {
        writeln!(out, "{}: {code} {}", path.display(), title(code))?;
    }
    let old = String::from_utf8_lossy(&fix.old);
    if fix.old.contains(&0) {
        writeln!(out, "(đổi cả tệp từ UTF-16 sang UTF-8)\n")?;
        return Ok(());
    }
    // Signs without a width would make two lines look the same.
    let old = old.replace('\u{feff}', "⟨BOM⟩").replace('\u{200b}', "⟨ẩn⟩");
    let diff = TextDiff::from_lines(old.as_str(), &fix.mended.text);
    let name = path.display().to_string();
    let unified = diff
        .unified_diff()
        .context_radius(AROUND)
        .header(&name, &name)
        .to_string();
    for line in unified.lines() {
        writeln!(out, "{}", coloured(line))?;
    }
    writeln!(out)
}

fn coloured(line: &str) -> String {
    let colour = match line.as_bytes().first() {
        _ if report::is_plain() => return line.to_owned(),
        Some(b'+') => "32",
        Some(b'-') => "31",
        Some(b'@') => "36",
        _ => return line.to_owned(),
    };
    format!("\x1b[{colour}m{line}\x1b[0m")
}

/// The word of a person at a terminal; elsewhere there is nobody to ask.
fn agreed(out: &mut impl Write, count: &str) -> std::io::Result<bool> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() || !std::io::stdout().is_terminal() {
        return Ok(false);
    }
    write!(out, "Ghi vào {count} tệp? [c/K] ")?;
    out.flush()?;
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "c" | "có" | "co" | "y" | "yes"
    ))
}
