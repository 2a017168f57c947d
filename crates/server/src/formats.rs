//! `/{collection}/{ma}` and what may stand behind it: the page of a record, and its other forms.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Record, attachments};

use crate::app::App;
use crate::cite::{bibtex, csl, ris};
use crate::cx::Cx;
use crate::error::Error;
use crate::meta::facts::Facts;
use crate::meta::{jsonld, markdown, signposting};
use crate::{files, pages, public};

/// A form of a record besides its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Markdown,
    Bibtex,
    Ris,
    Csl,
    JsonLd,
    Linkset,
}

impl Format {
    pub(crate) const ALL: [Self; 6] = [
        Self::JsonLd,
        Self::Bibtex,
        Self::Ris,
        Self::Csl,
        Self::Markdown,
        Self::Linkset,
    ];

    /// What is put behind the address of the page.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Markdown => ".md",
            Self::Bibtex => ".bib",
            Self::Ris => ".ris",
            Self::Csl => ".csl.json",
            Self::JsonLd => ".jsonld",
            Self::Linkset => ".linkset.json",
        }
    }

    /// Media type without parameters.
    pub(crate) fn plain_media(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
            Self::Bibtex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::JsonLd => "application/ld+json",
            Self::Linkset => "application/linkset+json",
        }
    }

    fn media(self) -> String {
        match self {
            // The rest is JSON, which is UTF-8 and has no such parameter.
            Self::Markdown | Self::Bibtex | Self::Ris => format!("{}; charset=utf-8", self.plain_media()),
            json => json.plain_media().to_owned(),
        }
    }

    /// The `ma` and the form that the last part of an address names.
    fn read(file: &str) -> Option<(&str, Self)> {
        Self::ALL
            .into_iter()
            .find_map(|form| Some((file.strip_suffix(form.extension())?, form)))
    }
}

/// The forms that a reader may want: name, address, media type.
pub(crate) fn named(record: &Record) -> Vec<(&'static str, String, &'static str)> {
    let named = [
        ("BibTeX", Format::Bibtex),
        ("RIS", Format::Ris),
        ("CSL-JSON", Format::Csl),
        ("JSON-LD", Format::JsonLd),
        ("Markdown", Format::Markdown),
    ];
    let one = |(name, form): (&'static str, Format)| {
        let address = format!("{}{}", record.url(), form.extension());
        (name, address, form.plain_media())
    };
    named.into_iter().map(one).collect()
}

/// The page of a record, or the form that its extension names.
pub(crate) async fn get(
    state: State<App>,
    cx: Cx,
    Path((collection, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if attachments::Kind::of(&file).is_some() {
        return files::give(&state.0, format!("{collection}/{file}"), &headers).await;
    }
    let Some((ma, form)) = Format::read(&file) else {
        return pages::record::get(state, cx, Path((collection, file))).await;
    };
    let ma = ma.to_owned();
    let app = state.0;
    app.run(move |app| {
        let found = public::one(app, &ma)?.ok_or(Error::NotFound)?;
        if found.record.collection != collection {
            let moved = format!("{}{}", found.record.url(), form.extension());
            return Ok(Redirect::permanent(&moved).into_response());
        }
        let facts = Facts::of(app, &found, &cx.origin)?;
        let text = match form {
            Format::Markdown => markdown::record(&app.declarations(), &found, &facts),
            Format::Bibtex => bibtex::entry(&facts),
            Format::Ris => ris::entry(&facts),
            Format::Csl => serde_json::Value::Array(vec![csl::item(&facts)]).to_string(),
            Format::JsonLd => jsonld::record(app, &cx, &found, &facts).to_string(),
            Format::Linkset => signposting::linkset(&facts).to_string(),
        };
        let mut response = ([(header::CONTENT_TYPE, form.media())], text).into_response();
        if let Some(link) = signposting::back(&facts) {
            response.headers_mut().insert(header::LINK, link);
        }
        if form.extension() == ".bib" || form.extension() == ".ris" {
            let name = format!("inline; filename=\"{ma}{}\"", form.extension());
            if let Ok(value) = name.parse() {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
            }
        }
        Ok(response)
    })
    .await
}
