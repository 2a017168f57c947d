//! What every page knows about its request.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Uri, header};
use catalogue::Lang;

use crate::app::App;
use crate::assets;
use crate::meta::jsonld;
use crate::origin::Origin;
use crate::params::{SearchParams, first, lang, pairs};
use crate::site::Site;
use crate::texts::{Texts, texts};
use crate::urls::{self, lang_code, with_query};

/// Most choices of other forms that a form keeps, and most characters of one.
const MAX_KEPT: (usize, usize) = (64, 40);

/// Language, texts and links of the page being made.
#[derive(Clone)]
pub(crate) struct Cx {
    pub(crate) lang: Lang,
    pub(crate) t: &'static Texts,
    pub(crate) site: Arc<Site>,
    /// The stated address of the site, else where the reader reached it.
    pub(crate) origin: Origin,
    path: String,
    pairs: Vec<(String, String)>,
    /// The search that the page shows.
    search: Option<SearchParams>,
}

/// A language that the reader can change to.
pub(crate) struct Choice {
    pub(crate) tag: &'static str,
    pub(crate) name: &'static str,
    pub(crate) href: String,
    /// The same as a whole address, for search engines.
    pub(crate) whole: String,
    pub(crate) current: bool,
}

impl Cx {
    pub(crate) fn new(site: &Arc<Site>, uri: &Uri, host: Option<&str>) -> Self {
        let pairs = pairs(uri.query());
        let offered = |lang: &Lang| site.languages.contains(lang);
        let default = site.languages.first().copied().unwrap_or_default();
        let chosen = first(&pairs, "lang").and_then(lang).filter(offered).unwrap_or(default);
        Self {
            lang: chosen,
            t: texts(chosen),
            origin: Origin::of(site, host),
            site: Arc::clone(site),
            path: uri.path().to_owned(),
            pairs,
            search: None,
        }
    }

    /// The query of the request.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// What the address says besides, for the hidden boxes of a form that has some of the names as its `own`.
    pub(crate) fn kept(&self, own: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let is_name = |name: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            (1..=24).contains(&name.len()) && name.chars().all(plain) && name != "lang" && !own(name)
        };
        let kept = self
            .pairs
            .iter()
            .filter(|(name, value)| is_name(name) && !value.is_empty() && value.chars().count() <= MAX_KEPT.1);
        kept.take(MAX_KEPT.0).cloned().collect()
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

    /// True on a page that is not Vietnamese: records are, so their texts are marked there.
    pub(crate) fn foreign(&self) -> bool {
        self.lang != Lang::Vi
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

    /// Tells the search that this page shows: what the address says besides is not carried on.
    pub(crate) fn carry(&mut self, params: &SearchParams) {
        self.search = Some(params.clone());
    }

    /// This page with one more choice in its address, or without it.
    pub(crate) fn here(&self, choice: Option<(&'static str, &'static str)>) -> String {
        let lang = self.lang_param().map(|lang| ("lang", lang_code(lang)));
        with_query(&self.path, choice.into_iter().chain(lang))
    }

    /// The whole address of a path: at the stated address of the site, else where the reader reached it.
    pub(crate) fn absolute(&self, path: &str) -> String {
        self.origin.url(path)
    }

    /// The whole address of this page, which search engines are to know it by.
    pub(crate) fn canonical(&self) -> String {
        self.origin.url(&self.path_in(self.lang_param()))
    }

    /// The graph of this page where it is about no record, for an element `script`.
    pub(crate) fn graph(&self) -> String {
        jsonld::embedded(&jsonld::page(self))
    }

    /// The feed of the search that this page shows.
    pub(crate) fn feed(&self) -> String {
        self.search.as_ref().map(urls::feed).unwrap_or_default()
    }

    /// The path of this page in a language.
    fn path_in(&self, named: Option<Lang>) -> String {
        match &self.search {
            Some(params) => urls::results(params, named),
            None => with_query(&self.path, named.map(|lang| ("lang", lang_code(lang)))),
        }
    }

    /// This page in the languages that are offered; none where there is only one.
    pub(crate) fn languages(&self) -> Vec<Choice> {
        if self.site.languages.len() < 2 {
            return Vec::new();
        }
        let default = self.site.languages.first().copied().unwrap_or_default();
        let choice = |&lang: &Lang| {
            let named = (lang != default).then_some(lang);
            let here = self.path_in(named);
            Choice {
                tag: lang.tag(),
                name: texts(lang).language,
                href: self.site.absolute(&here),
                whole: self.origin.url(&here),
                current: lang == self.lang,
            }
        };
        self.site.languages.iter().map(choice).collect()
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
        let host = parts.headers.get(header::HOST).and_then(|v| v.to_str().ok());
        Ok(Self::new(&app.site, &parts.uri, host))
    }
}
