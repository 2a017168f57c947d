//! What a centre says about itself.

use catalogue::{Labels, Lang};
use serde::Deserialize;

/// Facts about the site that the configuration states.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// Name of the site, shown on every page.
    pub name: String,
    /// One sentence under it on the home page.
    pub tagline: Labels,
    /// Who runs it.
    pub organisation: Option<String>,
    /// Telephone for questions, as people write it.
    pub phone: Option<String>,
    /// Electronic mail for questions.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Origin for absolute addresses, `https://…` without a final slash.
    pub base_url: Option<String>,
    /// Sites that may show `/nhung` in a frame, as a content security policy names them: `https://*.caobang.gov.vn`.
    pub embed_in: Vec<String>,
    /// Languages of the interface that are offered; the first is the default.
    pub languages: Vec<Lang>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Nhịp Cầu".to_owned(),
            tagline: Labels {
                vi: "Tìm kỹ thuật, công nghệ, kết quả nghiên cứu, mô hình và chính sách hỗ trợ.".to_owned(),
                en: Some(
                    "Find techniques, technologies, research results, working models and support policies.".to_owned(),
                ),
                zh: Some("查找技术指南、可转让技术、科研成果、示范点与支持政策。".to_owned()),
            },
            organisation: None,
            phone: None,
            email: None,
            address: None,
            base_url: None,
            embed_in: Vec::new(),
            languages: Lang::ALL.to_vec(),
        }
    }
}

impl Site {
    /// True when it says how to reach someone.
    pub(crate) fn has_contact(&self) -> bool {
        self.phone.is_some() || self.email.is_some() || self.address.is_some()
    }

    /// The telephone number as a link wants it: digits and a leading plus.
    pub(crate) fn phone_link(&self) -> String {
        let digits = |c: &char| c.is_ascii_digit() || *c == '+';
        self.phone
            .as_deref()
            .unwrap_or_default()
            .chars()
            .filter(digits)
            .collect()
    }

    /// The address of a path of this site, absolute where the origin is known.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!(
            "{}{path}",
            self.base_url.as_deref().unwrap_or_default().trim_end_matches('/')
        )
    }
}
