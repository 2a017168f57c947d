//! Where the index lies: `index/<generation>/` folders and the file `index/CURRENT` that names the one to serve.
//!
//! A rebuild writes a new folder beside the one served and renames `CURRENT` over the old one: readers see the state
//! before or after. What an index must be equal to is said in the payload of its own commit ([`Manifest`]), so it can
//! not disagree with what was committed.

use std::path::{Path, PathBuf};
use std::{fs, io};

use catalogue::Declarations;
use serde::{Deserialize, Serialize};
use tantivy::tokenizer::TextAnalyzer;

use crate::analysis::TierTokenizer;
use crate::schema::{self, Fields, SCHEMA_VERSION, TOKENIZER_TEXT, TOKENIZER_TITLE};
use crate::tiers::Tiers;

const CURRENT: &str = "CURRENT";

/// What an index says of itself, committed together with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`crate::SCHEMA_VERSION`] of the program that wrote it.
    pub schema_version: u32,
    /// Fingerprint of the declarations.
    pub declarations: String,
    /// Sources in it, public or not.
    pub records: u64,
}

/// Why an index can not be served; it has to be rebuilt from the content.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No index there.
    #[error("chưa có chỉ mục")]
    Missing,
    /// It does not open.
    #[error("chỉ mục không mở được: {0}")]
    Unreadable(String),
    /// Files whose checksum is wrong.
    #[error("tệp chỉ mục hỏng (sai tổng kiểm tra): {0}")]
    Corrupt(String),
    /// Written by another version of the program.
    #[error("chỉ mục do phiên bản khác tạo (số {found}, cần {SCHEMA_VERSION})")]
    Version {
        /// Number found.
        found: u32,
    },
    /// Made for other declarations.
    #[error("khai báo bộ dữ liệu hoặc danh mục đã thay đổi")]
    Declarations,
    /// Another number of records than committed.
    #[error("số bản ghi trong chỉ mục ({found}) khác với bản kê ({expected})")]
    Count {
        /// Records found.
        found: u64,
        /// Records in the manifest.
        expected: u64,
    },
}

/// Identifies declarations: a change of anything declared changes it. Hexadecimal.
pub fn fingerprint(declarations: &Declarations) -> String {
    let bytes = serde_json::to_vec(declarations).unwrap_or_default();
    blake3::hash(&bytes).to_hex().as_str()[..32].to_owned()
}

/// Name of the folder served, if any.
pub(crate) fn current(dir: &Path) -> Option<String> {
    let name = fs::read_to_string(dir.join(CURRENT)).ok()?;
    let name = name.trim();
    (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then(|| name.to_owned())
}

/// A name that no folder has yet, and the folder.
pub(crate) fn fresh(dir: &Path) -> io::Result<(String, PathBuf)> {
    fs::create_dir_all(dir)?;
    let last = fs::read_dir(dir)?
        .filter_map(|e| e.ok()?.file_name().to_str()?.strip_prefix("g-")?.parse::<u64>().ok())
        .max()
        .unwrap_or(0);
    let name = format!("g-{}", last + 1);
    let path = dir.join(&name);
    fs::create_dir(&path)?;
    Ok((name, path))
}

/// Makes `name` the one served; on return it is so even after a loss of power.
pub(crate) fn publish(dir: &Path, name: &str) -> io::Result<()> {
    let temporary = dir.join("CURRENT.new");
    fs::write(&temporary, name)?;
    fs::File::open(&temporary)?.sync_all()?;
    fs::rename(&temporary, dir.join(CURRENT))?;
    if let Ok(folder) = fs::File::open(dir) {
        folder.sync_all()?;
    }
    Ok(())
}

/// Removes the folders of generations that are not served: what a rebuild left that was killed or met a full disk.
/// Not to be called while a [`crate::Writer`] writes a new one. What can not be removed now goes with the next call.
pub fn tidy(dir: &Path) {
    sweep(dir, current(dir).as_deref());
}

/// Removes the folders of all generations but `keep`.
pub(crate) fn sweep(dir: &Path, keep: Option<&str>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|n| n.starts_with("g-") && Some(n) != keep)
            && let Err(error) = fs::remove_dir_all(entry.path())
        {
            tracing::debug!(folder = ?entry.path(), %error, "an old generation stays for now");
        }
    }
}

/// Registers our tokenizers with an index.
pub(crate) fn register(index: &tantivy::Index) {
    let tokenizers = index.tokenizers();
    tokenizers.register(TOKENIZER_TEXT, TextAnalyzer::from(TierTokenizer::new(Tiers::All)));
    tokenizers.register(
        TOKENIZER_TITLE,
        TextAnalyzer::from(TierTokenizer::new(Tiers::Syllables)),
    );
}

/// Opens the generation served, without looking at checksums.
pub(crate) fn open(
    dir: &Path,
    declarations: &Declarations,
) -> Result<(String, tantivy::Index, Fields, Manifest), Fault> {
    let name = current(dir).ok_or(Fault::Missing)?;
    open_named(dir, name, declarations)
}

fn open_named(
    dir: &Path,
    name: String,
    declarations: &Declarations,
) -> Result<(String, tantivy::Index, Fields, Manifest), Fault> {
    let index = tantivy::Index::open_in_dir(dir.join(&name)).map_err(|e| Fault::Unreadable(e.to_string()))?;
    let (schema, fields) = schema::build(declarations);
    let manifest = manifest(&index)?;
    if manifest.schema_version != SCHEMA_VERSION {
        return Err(Fault::Version {
            found: manifest.schema_version,
        });
    }
    if manifest.declarations != fingerprint(declarations) || index.schema() != schema {
        return Err(Fault::Declarations);
    }
    register(&index);
    Ok((name, index, fields, manifest))
}

fn manifest(index: &tantivy::Index) -> Result<Manifest, Fault> {
    let payload = index
        .load_metas()
        .map_err(|e| Fault::Unreadable(e.to_string()))?
        .payload
        .unwrap_or_default();
    serde_json::from_str(&payload).map_err(|_| Fault::Unreadable("không có bản kê".to_owned()))
}

/// Checks the generation served against its manifest and the checksum of every file of it.
///
/// # Errors
/// What is wrong; the index is then not to be served.
pub fn verify(dir: &Path, declarations: &Declarations) -> Result<Manifest, Fault> {
    let name = current(dir).ok_or(Fault::Missing)?;
    verify_named(dir, name, declarations)
}

/// As [`verify`], for a generation that need not be the one served.
pub(crate) fn verify_named(dir: &Path, name: String, declarations: &Declarations) -> Result<Manifest, Fault> {
    let (_, index, _, manifest) = open_named(dir, name, declarations)?;
    let damaged = index
        .validate_checksum()
        .map_err(|e| Fault::Unreadable(e.to_string()))?;
    if !damaged.is_empty() {
        let names: Vec<String> = damaged.iter().map(|p| p.display().to_string()).collect();
        return Err(Fault::Corrupt(names.join(", ")));
    }
    let segments = index
        .searchable_segment_metas()
        .map_err(|e| Fault::Unreadable(e.to_string()))?;
    let found: u64 = segments.iter().map(|s| u64::from(s.num_docs())).sum();
    if found != manifest.records {
        return Err(Fault::Count {
            found,
            expected: manifest.records,
        });
    }
    Ok(manifest)
}
