//! What every page knows about its request.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use catalogue::Lang;

use crate::app::App;
use crate::assets;
use crate::params::{first, lang, pairs};
use crate::site::Site;
use crate::texts::{Texts, texts};
use crate::urls::{lang_code, with_query};

/// Language, texts and links of the page being made.
#[derive(Clone)]
pub(crate) struct Cx {
    pub(crate) lang: Lang,
    pub(crate) t: &'static Texts,
    pub(crate) site: Arc<Site>,
    path: String,
    /// The query without `lang`.
    pairs: Vec<(String, String)>,
}

/// A language that the reader can change to.
pub(crate) struct Choice {
    pub(crate) tag: &'static str,
    pub(crate) name: &'static str,
    pub(crate) href: String,
    pub(crate) current: bool,
}

impl Cx {
    pub(crate) fn new(site: &Arc<Site>, uri: &Uri) -> Self {
        let mut pairs = pairs(uri.query());
        let offered = |lang: &Lang| site.languages.contains(lang);
        let default = site.languages.first().copied().unwrap_or_default();
        let chosen = first(&pairs, "lang").and_then(lang).filter(offered).unwrap_or(default);
        pairs.retain(|(name, _)| name != "lang");
        Self {
            lang: chosen,
            t: texts(chosen),
            site: Arc::clone(site),
            path: uri.path().to_owned(),
            pairs,
        }
    }

    /// The query of the request, without `lang`.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The language to be named in links: none for the default one.
    pub(crate) fn lang_param(&self) -> Option<Lang> {
        let default = self.site.languages.first().copied().unwrap_or_default();
        (self.lang != default).then_some(self.lang)
    }

    /// For templates: the value of the hidden `lang` of forms.
    pub(crate) fn lang_value(&self) -> Option<&'static str> {
        self.lang_param().map(lang_code)
    }

    /// A path of this site in the reader's language.
    pub(crate) fn link(&self, path: &str) -> String {
        match self.lang_param() {
            None => path.to_owned(),
            Some(lang) => format!(
                "{path}{}lang={}",
                if path.contains('?') { '&' } else { '?' },
                lang_code(lang)
            ),
        }
    }

    /// This page in the languages that are offered; none where there is only one.
    pub(crate) fn languages(&self) -> Vec<Choice> {
        if self.site.languages.len() < 2 {
            return Vec::new();
        }
        let default = self.site.languages.first().copied().unwrap_or_default();
        let all = self.site.languages.iter().map(|&lang| {
            let mut pairs: Vec<(&str, &str)> = self.pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            if lang != default {
                pairs.push(("lang", lang_code(lang)));
            }
            let href = self.site.absolute(&with_query(&self.path, pairs));
            Choice {
                tag: lang.tag(),
                name: texts(lang).language,
                href,
                current: lang == self.lang,
            }
        });
        all.collect()
    }

    /// The sentence under the site's name.
    pub(crate) fn tagline(&self) -> &str {
        self.site.tagline.get(self.lang)
    }

    /// Address of a file of the program.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::url(name)
    }
}

impl FromRequestParts<App> for Cx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::new(&app.site, &parts.uri))
    }
}
