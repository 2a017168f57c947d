//! Errors become pages here, and only here.
//!
//! A handler returns an [`Error`]; [`page`], called by the guard, writes it. What is a refusal is noted in the trail.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::layout::{self, Look};

/// What goes wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Error {
    /// Nothing is here.
    NotFound,
    /// The path is there, the method is not.
    MethodNotAllowed,
    /// The form can not be followed; says why.
    BadRequest(String),
    /// The person's role does not allow it; says what it needs.
    Forbidden(String),
    /// The form does not come from a page of this session; says what the guard saw.
    NotOurForm(&'static str),
    /// Nobody is signed in, or not any more, where something was to be written.
    SignedOut,
    /// A form of ours that is too old: of a session that has ended. It is given back as it was sent, so that nothing typed
    /// is lost; the person sends it again.
    Again {
        /// Someone is signed in by now.
        signed_in: bool,
        /// Path and query that it was sent to.
        to: String,
        /// What was sent, without the token.
        fields: Vec<(String, String)>,
    },
    /// The form or the file is over its bound.
    TooLarge,
    /// Too many failures; seconds to wait.
    TooOften(i64),
    /// Our fault; the log says what.
    Internal,
}

impl Error {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Forbidden(_) | Self::NotOurForm(_) => StatusCode::FORBIDDEN,
            Self::SignedOut | Self::Again { signed_in: false, .. } => StatusCode::UNAUTHORIZED,
            Self::Again { .. } => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the trail notes; `None` for what is no refusal.
    pub(crate) fn refusal(&self) -> Option<String> {
        match self {
            Self::BadRequest(why) => Some(why.clone()),
            Self::Forbidden(what) => Some(format!("vai trò không đủ: {what}")),
            Self::NotOurForm(why) => Some((*why).to_owned()),
            Self::SignedOut | Self::Again { signed_in: false, .. } => {
                Some("chưa đăng nhập hoặc phiên đã hết".to_owned())
            }
            Self::Again { .. } => Some("biểu mẫu của phiên đã hết, được đưa lại để gửi lần nữa".to_owned()),
            Self::TooLarge => Some("quá lớn".to_owned()),
            // Signing in notes its own failures.
            Self::NotFound | Self::MethodNotAllowed | Self::TooOften(_) | Self::Internal => None,
        }
    }

    /// Heading and explanation.
    fn text(&self) -> (&'static str, String) {
        let (title, text) = match self {
            Self::NotFound => ("Không có trang này", "Địa chỉ sai, hoặc bản ghi đã đổi tên."),
            Self::MethodNotAllowed => ("Không làm được", "Địa chỉ này không nhận yêu cầu như vậy."),
            Self::BadRequest(why) => return ("Không làm được", why.clone()),
            Self::Forbidden(what) => return ("Bạn không có quyền", what.clone()),
            Self::NotOurForm(_) => (
                "Chưa ghi gì",
                "Trang bạn gửi đi đã cũ hoặc không phải do máy chủ này đưa ra. Bấm nút quay lại của trình duyệt để \
                 giữ những gì đã nhập, tải lại trang ở một thẻ khác rồi chép sang.",
            ),
            Self::Again { signed_in: true, .. } => (
                "Gửi lại một lần nữa",
                "Chưa ghi gì. Trang bạn vừa gửi thuộc phiên đăng nhập cũ, nhưng mọi thứ đã nhập vẫn còn ở đây.",
            ),
            Self::Again { .. } => (
                "Phiên đăng nhập đã hết",
                "Chưa ghi gì, nhưng mọi thứ đã nhập vẫn còn ở trang này. Đăng nhập ở thẻ mới, rồi quay lại đây bấm \
                 “Gửi lại”.",
            ),
            Self::SignedOut => (
                "Phiên đăng nhập đã hết",
                "Chưa ghi gì. Đăng nhập ở một thẻ khác, rồi quay lại đây.",
            ),
            Self::TooLarge => (
                "Quá lớn",
                "Nội dung hoặc tệp gửi lên vượt giới hạn nên không được nhận.",
            ),
            Self::TooOften(seconds) => {
                return (
                    "Xin đợi một lát",
                    format!("Đã thử quá nhiều lần. Thử lại sau {seconds} giây."),
                );
            }
            Self::Internal => ("Lỗi của máy chủ", "Đã ghi lại lỗi này. Xin thử lại sau."),
        };
        (title, text.to_owned())
    }
}

impl IntoResponse for Error {
    /// Only a note of the error: [`page`] writes the answer.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<askama::Error> for Error {
    fn from(fault: askama::Error) -> Self {
        tracing::error!(%fault, "a template failed");
        Self::Internal
    }
}

impl From<accounts::Error> for Error {
    fn from(fault: accounts::Error) -> Self {
        tracing::error!("{fault}");
        Self::Internal
    }
}

impl From<ingest::Error> for Error {
    fn from(fault: ingest::Error) -> Self {
        tracing::error!("{fault}");
        Self::Internal
    }
}

impl From<ingest::save::SaveError> for Error {
    fn from(fault: ingest::save::SaveError) -> Self {
        use ingest::save::SaveError as E;
        match fault {
            E::TooLarge => Self::TooLarge,
            E::Outside(_) | E::Exists(_) | E::Conflict { .. } => Self::BadRequest(fault.to_string()),
            E::Io { .. } => {
                tracing::error!("{fault}");
                Self::Internal
            }
        }
    }
}

/// Where no route is.
pub(crate) async fn not_found() -> Error {
    Error::NotFound
}

/// Where a route is, for another method.
pub(crate) async fn method_not_allowed() -> Error {
    Error::MethodNotAllowed
}

#[derive(Template)]
#[template(path = "error.html")]
struct Page<'a> {
    look: &'a Look,
    title: &'static str,
    text: String,
    sign_in: bool,
    /// Where a form goes that is given back, and what it holds.
    again: Option<(&'a str, &'a [(String, String)])>,
}

/// The page of an error.
pub(crate) fn page(look: &Look, error: &Error) -> Response {
    let (title, text) = error.text();
    let page = Page {
        look,
        title,
        text,
        sign_in: error.status() == StatusCode::UNAUTHORIZED,
        again: match error {
            Error::Again { to, fields, .. } => Some((to, fields)),
            _ => None,
        },
    };
    let mut response = layout::html(&page).unwrap_or_else(|_| title.into_response());
    *response.status_mut() = error.status();
    if let Error::TooOften(seconds) = error {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}
