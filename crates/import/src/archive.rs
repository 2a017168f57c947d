//! The zip archive that a Word or Excel file is: opened with bounds, every entry unpacked once before any is trusted.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::Refusal;
use crate::limits::{MAX_ENTRIES, MAX_PART, MAX_RATIO, MAX_UNPACKED, RATIO_FROM};

/// First bytes of the container of old Office files, and of new ones under a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Refuses old and locked files, which share one container.
pub(crate) fn refuse_old(bytes: &[u8]) -> Result<(), Refusal> {
    if !bytes.starts_with(&OLE) {
        return Ok(());
    }
    // The directory of the container names its streams in UTF-16.
    let locked = ["EncryptedPackage", "EncryptionInfo"].iter().any(|name| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    });
    Err(if locked { Refusal::Locked } else { Refusal::OldFormat })
}

/// An archive whose every entry has been unpacked within the bounds.
#[derive(Debug)]
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Opens and proves it.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if zip.len() > MAX_ENTRIES {
            return Err(Refusal::Hostile(format!("có {} tệp con, quá {MAX_ENTRIES}", zip.len())));
        }
        let mut names = HashMap::new();
        let mut total = 0;
        for at in 0..zip.len() {
            let mut entry = match zip.by_index(at) {
                Ok(entry) => entry,
                Err(error) if error.to_string().to_lowercase().contains("password") => return Err(Refusal::Locked),
                Err(error) => return Err(broken(error)),
            };
            if entry.encrypted() {
                return Err(Refusal::Locked);
            }
            let name = entry.name().map_err(broken)?.into_owned();
            let absolute = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
            if absolute || name.split(['/', '\\']).any(|part| part == "..") || entry.is_symlink() {
                return Err(Refusal::Hostile(format!(
                    "đường dẫn “{}” trong tệp ra ngoài thư mục",
                    crate::finding::short(&name)
                )));
            }
            let packed = entry.compressed_size();
            let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
            let size = unpack(&mut entry, is_xml, packed)?;
            total += size;
            if total > MAX_UNPACKED {
                return Err(Refusal::Hostile(format!("giải nén ra hơn {} MB", MAX_UNPACKED >> 20)));
            }
            names.insert(name.to_lowercase(), at);
        }
        Ok(Self { zip, names })
    }

    /// The bytes of an entry; `None` when there is none of this name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(&at) = self.names.get(&name.trim_start_matches('/').to_lowercase()) else {
            return Ok(None);
        };
        let entry = self.zip.by_index(at).map_err(broken)?;
        let mut bytes = Vec::new();
        entry
            .take(MAX_PART + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Refusal::Broken(error.to_string()))?;
        if bytes.len() as u64 > MAX_PART {
            return Err(Refusal::Hostile(format!("một phần lớn hơn {} MB", MAX_PART >> 20)));
        }
        Ok(Some(bytes))
    }

    /// The text of an XML part.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let text = match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                let (text, _, bad) = encoding_rs::UTF_16LE.decode(bytes);
                (!bad).then(|| text.into_owned())
            }
            _ => String::from_utf8(bytes.to_vec()).ok(),
        };
        text.map(Some)
            .ok_or_else(|| Refusal::Broken(format!("phần {name} không phải UTF-8")))
    }
}

/// Unpacks one entry into nothing, counting. Gives its true size, whatever its header claims.
fn unpack(entry: &mut impl Read, is_xml: bool, packed: u64) -> Result<u64, Refusal> {
    let most = if is_xml { MAX_PART } else { MAX_UNPACKED };
    let (mut size, mut buffer, mut tail) = (0_u64, vec![0_u8; 64 << 10], Vec::new());
    loop {
        let read = entry
            .read(&mut buffer)
            .map_err(|error| Refusal::Broken(error.to_string()))?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        if size > most {
            return Err(Refusal::Hostile(format!("một phần giải nén ra hơn {} MB", most >> 20)));
        }
        if size > RATIO_FROM && size / packed.max(1) > MAX_RATIO {
            return Err(Refusal::Hostile(format!("nén quá {MAX_RATIO} lần, như bom nén")));
        }
        if is_xml {
            // A declaration of entities can only be where a document type is; Office files have none.
            tail.extend_from_slice(buffer.get(..read).unwrap_or_default());
            if holds_doctype(&tail) {
                return Err(Refusal::Hostile("có khai báo DOCTYPE/ENTITY trong XML".to_owned()));
            }
            let keep = tail.len().saturating_sub(64);
            tail.drain(..keep);
        }
    }
}

/// True for `<!DOCTYPE` and `<!ENTITY`, also in UTF-16.
fn holds_doctype(bytes: &[u8]) -> bool {
    let narrow: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|b| *b != 0)
        .map(|b| b.to_ascii_uppercase())
        .collect();
    [b"<!DOCTYPE".as_slice(), b"<!ENTITY".as_slice()]
        .iter()
        .any(|wanted| narrow.windows(wanted.len()).any(|part| part == *wanted))
}

fn broken(error: zip::result::ZipError) -> Refusal {
    Refusal::Broken(error.to_string())
}
