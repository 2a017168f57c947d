//! From office files to drafts of records: Word documents, Excel workbooks, CSV tables.
//!
//! Pure: `(declarations, options, name, bytes) -> Result<Import, Refusal>`; who calls writes what comes out. Three
//! things hold: nothing of the author's text is lost (what fits no field stays in the body, and the original is
//! attached); what comes out is a draft (`trang_thai: nhap`); what was guessed, or could not be read, is a
//! [`Finding`] with its place. A file that is broken, locked, too large or hostile is refused as a whole.

mod archive;
mod cell;
mod docx;
mod draft;
mod finding;
mod images;
mod legacy;
pub mod limits;
mod markdown;
mod refusal;
mod table;
mod table_fields;
mod xml;
mod yaml;

use catalogue::Declarations;
use jiff::civil::Date;

pub use draft::{Attachment, Draft};
pub use finding::{Finding, Place};
pub use images::encoded as image;
pub use refusal::Refusal;
pub use table::Mapping;
pub use yaml::Yaml;

/// What the caller knows beyond the file.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Id of the collection that the drafts go to; `None` to tell it from the labels in the file.
    pub collection: Option<&'a str>,
    /// Columns by their titles, as a person has put them right before.
    pub mapping: Option<&'a Mapping>,
    /// Today where the author is.
    pub today: Date,
}

/// What a file gave.
#[derive(Debug, Clone)]
pub struct Import {
    /// Id of the collection.
    pub collection: String,
    /// Folder of the drafts and of the original under `content/`; empty where nothing is declared.
    pub folder: String,
    /// One for a document, one for each row of a table.
    pub drafts: Vec<Draft>,
    /// Findings about the file and about rows that gave no draft; those of a draft are with it.
    pub findings: Vec<Finding>,
    /// How the columns were understood; `None` for a document.
    pub mapping: Option<Mapping>,
    /// The file itself, to be kept beside the records.
    pub original: Attachment,
}

/// Reads one file. `name` is its name without folders; its ending decides how it is read.
///
/// # Errors
/// The file is of no kind that is known, or is refused as a whole; see [`Refusal`].
pub fn import(declarations: &Declarations, options: &Options<'_>, name: &str, bytes: &[u8]) -> Result<Import, Refusal> {
    if bytes.len() > limits::MAX_FILE {
        return Err(Refusal::TooLarge);
    }
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some(id) = options.collection
        && declarations.collection(id).is_none()
    {
        let known = declarations.collections.iter().map(|c| c.id.clone()).collect();
        return Err(Refusal::UnknownCollection(id.to_owned(), known));
    }
    let original = Attachment {
        path: format!("tep/{}", draft::safe_name(name)),
        bytes: bytes.to_vec(),
    };
    match kind(name, bytes)? {
        Kind::Docx => docx::read(declarations, options, name, bytes, original),
        Kind::Xlsx => table::read(declarations, options, name, table::xlsx::sheets(bytes)?, original),
        Kind::Csv => table::read(declarations, options, name, vec![table::csv::sheet(bytes)?], original),
    }
}

/// True for a name that [`import`] reads.
pub fn is_readable(name: &str) -> bool {
    matches!(ending(name).as_str(), "docx" | "xlsx" | "csv")
}

enum Kind {
    Docx,
    Xlsx,
    Csv,
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_lowercase())
}

/// The kind of a file, by its ending and its first bytes together.
fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Refusal> {
    archive::refuse_old(bytes)?;
    let zip = bytes.starts_with(b"PK");
    match ending(name).as_str() {
        "docx" if zip => Ok(Kind::Docx),
        "xlsx" if zip => Ok(Kind::Xlsx),
        "docx" | "xlsx" => Err(Refusal::Broken("tệp không phải dạng nén của Word, Excel".to_owned())),
        "csv" if !zip => Ok(Kind::Csv),
        "doc" | "xls" => Err(Refusal::OldFormat),
        _ => Err(Refusal::UnknownKind),
    }
}
