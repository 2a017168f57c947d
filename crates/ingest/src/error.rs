//! Why the content or the index folder could not be worked with. Every message is one Vietnamese sentence for people.

use std::path::{Path, PathBuf};
use std::{fs, io};

use search::WriteError;

/// Nothing can be done with this content or index; what was served before stands.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The content folder does not exist.
    #[error("không thấy thư mục nội dung “{}”", .0.display())]
    ContentMissing(PathBuf),
    /// The content path is something else than a folder.
    #[error("“{}” không phải là thư mục", .0.display())]
    NotAFolder(PathBuf),
    /// A file or folder is there and can not be read.
    #[error("không đọc được “{}”: {}", path.display(), reason(fault))]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        fault: io::Error,
    },
    /// A file that was asked for lies outside the content folder.
    #[error("tệp “{}” không nằm trong thư mục nội dung", .0.display())]
    Outside(PathBuf),
    /// The index folder can not be made or written.
    #[error("không ghi được vào thư mục chỉ mục “{}”: {}", path.display(), reason(fault))]
    IndexFolder {
        /// Which.
        path: PathBuf,
        /// Why.
        fault: io::Error,
    },
    /// Another process writes to the same index now.
    #[error("một tiến trình khác đang ghi chỉ mục “{}”; đợi nó xong rồi chạy lại", .0.display())]
    Busy(PathBuf),
    /// No room left.
    #[error("ổ đĩa đã đầy nên không ghi được chỉ mục “{}”; chỉ mục cũ vẫn nguyên vẹn", .0.display())]
    DiskFull(PathBuf),
    /// The index refused.
    #[error(transparent)]
    Write(WriteError),
    /// The file system does not report changes.
    #[error("không theo dõi được thay đổi trong “{}”: {reason}", path.display())]
    Watch {
        /// The folder.
        path: PathBuf,
        /// The system's word.
        reason: String,
    },
}

impl Error {
    /// A refusal of the index as one of ours.
    pub(crate) fn write(index: &Path, error: WriteError) -> Self {
        match error {
            WriteError::Fault(_) => Error::Write(error),
            _ if is_full(index) => Error::DiskFull(index.to_owned()),
            _ => Error::Write(error),
        }
    }
}

/// Room that any change needs, in bytes.
const ROOM: usize = 4 << 20;

/// True when the disk of the index is full. It is tried, for the index tells of an error in one of its threads without
/// the system's word.
fn is_full(index: &Path) -> bool {
    let path = index.join(".room");
    let tried = fs::write(&path, vec![0; ROOM]);
    // Only a leftover of a few megabytes when it can not be removed; the next try overwrites it.
    let _ = fs::remove_file(&path);
    tried.is_err_and(|e| matches!(e.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
}

/// The system's reason in words that staff understand; anything rare stays as the system says it.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "không có quyền truy cập".to_owned(),
        io::ErrorKind::NotFound => "không có tệp hoặc thư mục này".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".to_owned(),
        io::ErrorKind::NotADirectory => "đường dẫn đi qua một tệp, không phải thư mục".to_owned(),
        io::ErrorKind::IsADirectory => "đó là thư mục, không phải tệp".to_owned(),
        io::ErrorKind::StorageFull => "ổ đĩa đã đầy".to_owned(),
        _ => error.to_string(),
    }
}
