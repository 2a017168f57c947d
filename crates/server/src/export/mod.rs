//! The catalogue as a folder of files that opens by double click, without a server: to be carried on a USB stick.
//!
//! The pages are the server's own: [`crawl`] asks the routes in-process for every page that can be reached, [`rewrite`]
//! makes its links relative and takes out what needs a server, [`addresses`] says which file an address becomes and which
//! has none. Pages that only the copy has (its search, its lists, what it is) are in [`pages`]; [`data`] holds what its
//! search reads; [`folder`] puts the whole in place at once.
//!
//! Same content, same day: the same bytes.

mod addresses;
mod crawl;
mod data;
mod folder;
mod html;
mod pages;
mod rewrite;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use history::History;
use jiff::civil::Date;
use search::Index;

use crate::app::App;
use crate::limits::Limits;
use crate::site::Site;

/// Why there is no copy. What was at its place before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Something of the reader's own would be overwritten.
    #[error(
        "thư mục “{}” không trống và không phải một bản xuất trước đây (có “{found}”); hãy chọn thư mục khác",
        .path.display()
    )]
    Foreign {
        /// The folder asked for.
        path: PathBuf,
        /// A name in it that no copy has.
        found: String,
    },
    /// The folder can not be moved into place.
    #[error(
        "không đặt được bản xuất vào “{}”: {fault}; nếu đó là gốc của USB, hãy chọn một thư mục con, ví dụ “{}”",
        .path.display(), .path.join("nhipcau").display()
    )]
    Place {
        /// The folder asked for.
        path: PathBuf,
        /// What the system said.
        fault: std::io::Error,
    },
    /// A file can not be written or removed.
    #[error("không ghi được “{}”: {fault}", .path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        fault: std::io::Error,
    },
    /// The index can not be read.
    #[error(transparent)]
    Search(#[from] search::SearchError),
    /// A page could not be made: our fault.
    #[error("không dựng được trang “{address}”: {fault}")]
    Page {
        /// Its address on the server.
        address: String,
        /// What went wrong.
        fault: String,
    },
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Records of the catalogue.
    pub records: usize,
    /// Pages, in all languages.
    pub pages: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Bytes of the data of the search among them.
    pub search_bytes: u64,
}

/// Writes the whole public catalogue into `dir`, as it is on the day `made`. `progress` is told how many pages are
/// written. An earlier copy at this place is replaced once the new one is whole.
///
/// # Errors
/// [`ExportError`]; nothing is left behind then, and an earlier copy stays.
pub async fn export(
    index: Index,
    site: Arc<Site>,
    content: Option<&Path>,
    dir: &Path,
    made: Date,
    progress: &mut (dyn FnMut(usize) + Send),
) -> Result<Exported, ExportError> {
    let folder = folder::Folder::begin(dir)?;
    let app = App::new(
        index,
        History::in_memory(),
        None,
        content,
        site,
        &Limits::default(),
        Arc::new(move || made),
    );
    let portable = app.index.portable()?;
    let mut exported = Exported {
        records: portable.records.len(),
        ..Exported::default()
    };
    for (name, text) in data::files(&app, &portable)? {
        let bytes = folder.write(&format!("{}/{name}", addresses::DATA), text.as_bytes())?;
        exported.search_bytes += bytes;
        exported.bytes += bytes;
    }
    let attached = match &app.files {
        Some(files) => files.public(&app).map_err(|fault| ExportError::Page {
            address: String::new(),
            fault: format!("{fault:?}"),
        })?,
        None => Arc::default(),
    };
    let fixed = crawl::served(&app, &addresses::FIXED).await?;
    let addresses = addresses::Addresses::new(&app, &portable.records, fixed, attached)?;
    crawl::crawl(&app, Arc::new(addresses), &folder, &mut exported, progress).await?;
    exported.bytes += folder.mark(made, exported.records)?;
    folder.finish()?;
    Ok(exported)
}
