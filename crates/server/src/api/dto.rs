//! Shapes that several answers of the API share.

use serde::Serialize;
use utoipa::ToSchema;

/// A text in up to three languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Labels {
    vi: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<String>,
}

impl From<&catalogue::Labels> for Labels {
    fn from(labels: &catalogue::Labels) -> Self {
        Self {
            vi: labels.vi.clone(),
            en: labels.en.clone(),
            zh: labels.zh.clone(),
        }
    }
}

/// RFC 9457.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    pub(crate) r#type: &'static str,
    pub(crate) title: &'static str,
    pub(crate) status: u16,
    pub(crate) detail: String,
}
