//! Why the content or the index folder could not be worked with. Every message is one Vietnamese sentence for people.

use std::io;
use std::path::{Path, PathBuf};

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
    /// A refusal of the index as one of ours: a full disk is told apart, whatever layer met it.
    pub(crate) fn write(index: &Path, error: WriteError) -> Self {
        let mut at: Option<&dyn std::error::Error> = Some(&error);
        while let Some(cause) = at {
            let full = match cause.downcast_ref::<io::Error>() {
                Some(io) => io.kind() == io::ErrorKind::StorageFull || io.kind() == io::ErrorKind::QuotaExceeded,
                None => false,
            };
            // tantivy turns an error of one of its threads into text.
            if full || cause.to_string().contains("os error 28") || cause.to_string().contains("StorageFull") {
                return Error::DiskFull(index.to_owned());
            }
            at = cause.source();
        }
        Error::Write(error)
    }
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
