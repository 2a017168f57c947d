//! Texts in the three languages of the interface.

use serde::{Deserialize, Serialize};

/// A language of the interface. Vietnamese is the default and the fallback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Vietnamese (`vi`).
    #[default]
    #[serde(rename = "vi")]
    Vi,
    /// English (`en`).
    #[serde(rename = "en")]
    En,
    /// Simplified Chinese (`zh-CN` in HTML, `zh` in content).
    #[serde(rename = "zh")]
    Zh,
}

impl Lang {
    /// All languages, the default first.
    pub const ALL: [Lang; 3] = [Lang::Vi, Lang::Zh, Lang::En];

    /// The BCP 47 tag for `lang` and `hreflang`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
            Lang::Zh => "zh-CN",
        }
    }
}

/// One text in up to three languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Labels {
    /// Vietnamese; always there.
    pub vi: String,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Simplified Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
}

impl Labels {
    /// The text in `lang`, or the Vietnamese one.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => None,
            Lang::En => self.en.as_deref(),
            Lang::Zh => self.zh.as_deref(),
        }
        .unwrap_or(&self.vi)
    }
}
