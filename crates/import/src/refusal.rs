//! Why a file is refused as a whole.

use crate::limits;

/// Every message is one Vietnamese sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No bytes.
    #[error("tệp trống")]
    Empty,
    /// More bytes than [`limits::MAX_FILE`].
    #[error("tệp lớn hơn {} MB; tách nhỏ hoặc bớt ảnh rồi nhập lại", limits::MAX_FILE >> 20)]
    TooLarge,
    /// An ending that is not known.
    #[error("chỉ nhập được tệp .docx, .xlsx và .csv")]
    UnknownKind,
    /// Word or Excel of 1997–2003.
    #[error("tệp ở dạng Word, Excel cũ (.doc, .xls); mở bằng Word hoặc Excel rồi Lưu thành .docx hoặc .xlsx")]
    OldFormat,
    /// Locked with a password.
    #[error("tệp có mật khẩu; mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại")]
    Locked,
    /// Not what its ending says, or damaged.
    #[error("tệp hỏng hoặc không đúng định dạng ({0}); mở bằng Word hoặc Excel rồi lưu lại")]
    Broken(String),
    /// Made to harm: unpacks to far too much, leaves its folder, or calls for other files.
    #[error("tệp không an toàn nên không được đọc: {0}")]
    Hostile(String),
    /// More rows, columns or elements than are read.
    #[error("tệp quá nhiều dữ liệu: {0}")]
    TooMuch(String),
    /// The collection asked for is not declared.
    #[error("không có bộ dữ liệu “{0}”; các bộ dữ liệu: {known}", known = .1.join(", "))]
    UnknownCollection(String, Vec<String>),
    /// The file does not tell which collection it belongs to.
    #[error("không rõ tệp thuộc bộ dữ liệu nào; ghi thêm --collection, chọn một trong: {}", .0.join(", "))]
    WhichCollection(Vec<String>),
    /// A table without a row of column titles.
    #[error("không thấy dòng tiêu đề cột nào khớp với các trường của “{0}”; dòng tiêu đề phải có cột tên")]
    NoHeader(String),
    /// Nothing to make a record of.
    #[error("tệp không có nội dung để nhập")]
    NoContent,
}
