//! `nhipcau import`: office files as drafts, and a table of what needs a person.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ::import::{Finding, Import, Mapping, Options, Refusal, limits};
use anyhow::{Context, Result, bail};
use catalogue::{Declarations, Severity, codes};
use ingest::Placed;
use ingest::save::Store;
use walkdir::WalkDir;

use crate::FAILED;
use crate::cli::Common;
use crate::report::number;

/// Deepest folder that is looked into.
const MAX_DEPTH: usize = 5;
/// Most files of one import.
const MAX_FILES: usize = 2_000;
/// Folder of the saved mappings under the data folder.
const MAPPINGS: &str = "anh-xa-cot";

/// One line of the table at the end.
struct Todo {
    place: String,
    draft: String,
    what: String,
}

/// Reads every file, writes the drafts, tells what is to be done.
pub(crate) fn run(
    common: &Common,
    files: &[PathBuf],
    collection: Option<&str>,
    mapping: Option<&Path>,
    dry_run: bool,
) -> Result<ExitCode> {
    let declarations = super::declarations(common, true)?;
    let named = mapping.map(read_mapping).transpose()?;
    let store = Store::open(&common.content, &common.data)?;
    let mut todo = Vec::new();
    let mut refused = 0;
    let mut out = std::io::stdout().lock();
    for file in listed(files)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let import = match one(&declarations, &store, &file, &name, collection, named.as_ref()) {
            Ok(import) => import,
            Err(Stop::Refused(refusal)) => {
                refused += 1;
                writeln!(out, "{}: không nhập — {refusal}.", file.display())?;
                continue;
            }
            Err(Stop::Failed(error)) => return Err(error),
        };
        let placed = if dry_run {
            Vec::new()
        } else {
            ingest::place(&store, &declarations, &import, jiff::Timestamp::now())?
        };
        if let (Some(learned), None, false) = (&import.mapping, &named, dry_run) {
            remember(&store, &import.collection, learned)?;
        }
        tell(&mut out, common, &file, &import, &placed, dry_run)?;
        gather(&name, &import, &placed, &mut todo);
    }
    table(&mut out, &todo)?;
    Ok(if refused > 0 {
        ExitCode::from(FAILED)
    } else {
        ExitCode::SUCCESS
    })
}

/// Why a file gave nothing: it was refused, or nothing more can be done at all.
enum Stop {
    Refused(Refusal),
    Failed(anyhow::Error),
}

fn one(
    declarations: &Declarations,
    store: &Store,
    file: &Path,
    name: &str,
    collection: Option<&str>,
    named: Option<&Mapping>,
) -> Result<Import, Stop> {
    let bytes = bytes_of(file).map_err(Stop::Failed)?;
    let today = super::today();
    let read = |collection: Option<&str>, mapping: Option<&Mapping>| {
        let options = Options {
            collection,
            mapping,
            today,
        };
        ::import::import(declarations, &options, name, &bytes).map_err(Stop::Refused)
    };
    let first = read(collection, named)?;
    if named.is_some() || first.mapping.is_none() {
        return Ok(first);
    }
    // The columns as they were put right for this collection before.
    match saved(store, &first.collection).map_err(Stop::Failed)? {
        Some(mapping) => read(Some(&first.collection), Some(&mapping)),
        None => Ok(first),
    }
}

/// The bytes of a file, one more than are allowed at most.
fn bytes_of(file: &Path) -> Result<Vec<u8>> {
    let wrong = || format!("không đọc được “{}”", file.display());
    let opened = File::open(file).with_context(wrong)?;
    let mut bytes = Vec::new();
    opened
        .take(limits::MAX_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(wrong)?;
    Ok(bytes)
}

/// The files named, and those in the folders named.
fn listed(files: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for file in files {
        if !file.exists() {
            bail!("không thấy “{}”", file.display());
        }
        if !file.is_dir() {
            all.push(file.clone());
            continue;
        }
        let mut inside: Vec<PathBuf> = WalkDir::new(file)
            .max_depth(MAX_DEPTH)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| {
                let name = entry.file_name().to_string_lossy();
                // `~$` is what Word leaves beside an open file.
                entry.file_type().is_file() && ::import::is_readable(&name) && !name.starts_with(['.', '~'])
            })
            .map(walkdir::DirEntry::into_path)
            .collect();
        inside.sort();
        if inside.is_empty() {
            bail!("thư mục “{}” không có tệp .docx, .xlsx, .csv nào", file.display());
        }
        all.extend(inside);
    }
    if all.len() > MAX_FILES {
        bail!(
            "có {} tệp, quá {}; nhập từng phần",
            number(all.len()),
            number(MAX_FILES)
        );
    }
    Ok(all)
}

fn read_mapping(path: &Path) -> Result<Mapping> {
    let text = std::fs::read_to_string(path).with_context(|| format!("không đọc được “{}”", path.display()))?;
    Mapping::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
}

fn saved(store: &Store, collection: &str) -> Result<Option<Mapping>> {
    let name = format!("{MAPPINGS}/{collection}.toml");
    let text = store.setting(&name)?;
    text.map(|text| Mapping::parse(&text).map_err(|error| anyhow::anyhow!("{name}: {error}")))
        .transpose()
}

/// Keeps how columns were understood; what a person wrote there stays.
fn remember(store: &Store, collection: &str, learned: &Mapping) -> Result<()> {
    let mut all = learned.clone();
    if let Some(before) = saved(store, collection)? {
        all.merge(&before);
    }
    store.set(&format!("{MAPPINGS}/{collection}.toml"), &all.to_text())?;
    Ok(())
}

/// One file: how many drafts, and where they are.
fn tell(
    out: &mut impl Write,
    common: &Common,
    file: &Path,
    import: &Import,
    placed: &[Placed],
    dry_run: bool,
) -> std::io::Result<()> {
    let folder = common.content.join(&import.folder);
    let drafts = number(import.drafts.len());
    if dry_run {
        return writeln!(
            out,
            "{}: sẽ có {drafts} bản nháp trong {} (chưa ghi gì).",
            file.display(),
            folder.display()
        );
    }
    let written = placed.iter().filter(|one| one.written).count();
    write!(
        out,
        "{}: {} bản nháp mới trong {}",
        file.display(),
        number(written),
        folder.display()
    )?;
    if written < placed.len() {
        write!(
            out,
            "; {} bản ghi đã có nên không ghi đè",
            number(placed.len() - written)
        )?;
    }
    writeln!(out, ".")?;
    if import.drafts.len() == 1
        && let Some(one) = placed.first().filter(|one| one.written)
    {
        writeln!(out, "  {}", common.content.join(&one.path).display())?;
    }
    Ok(())
}

/// What a person has to look at: findings at their place, drafts that are taken, and what drafts still lack.
fn gather(name: &str, import: &Import, placed: &[Placed], todo: &mut Vec<Todo>) {
    let line = |finding: &Finding, draft: &str| {
        let place = finding.place.to_string();
        let mark = if finding.severity == Severity::Error {
            ""
        } else {
            "(xem lại) "
        };
        Todo {
            place: format!("{name} {place}").trim_end().to_owned(),
            draft: draft.to_owned(),
            what: format!("{mark}{}. {}", finding.message, finding.remedy),
        }
    };
    todo.extend(import.findings.iter().map(|finding| line(finding, "—")));
    let mut lacking: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (at, draft) in import.drafts.iter().enumerate() {
        let one = placed.get(at);
        if one.is_some_and(|one| !one.written) {
            let there = codes::info(codes::IMPORT_EXISTS).map_or("", |row| row.explanation);
            lacking
                .entry(there.trim_end_matches('.').to_owned())
                .or_default()
                .push(&draft.ma);
            continue;
        }
        todo.extend(draft.findings.iter().map(|finding| line(finding, &draft.ma)));
        if let Some(one) = one.filter(|one| !one.unfinished.is_empty()) {
            lacking.entry(one.unfinished.join("; ")).or_default().push(&draft.ma);
        }
    }
    for (what, drafts) in lacking {
        let draft = match drafts.as_slice() {
            [one] => (*one).to_owned(),
            several => format!("{} bản ghi", number(several.len())),
        };
        todo.push(Todo {
            place: name.to_owned(),
            draft,
            what: format!("{what}."),
        });
    }
}

fn table(out: &mut impl Write, todo: &[Todo]) -> std::io::Result<()> {
    if todo.is_empty() {
        return Ok(());
    }
    let width = |of: fn(&Todo) -> &str, head: &str| {
        let widths = todo.iter().map(|line| of(line).chars().count());
        widths.max().unwrap_or(0).max(head.chars().count()).min(48)
    };
    let (place, draft) = (width(|line| &line.place, "Chỗ"), width(|line| &line.draft, "Bản nháp"));
    writeln!(out, "\nCần người xem ({} chỗ):", number(todo.len()))?;
    writeln!(out, "{:place$}  {:draft$}  Việc", "Chỗ", "Bản nháp")?;
    for line in todo {
        writeln!(out, "{:place$}  {:draft$}  {}", line.place, line.draft, line.what)?;
    }
    Ok(())
}
