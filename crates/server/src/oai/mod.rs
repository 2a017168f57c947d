//! `/oai`: OAI-PMH 2.0, by which libraries and national databases take in what is new, changed and gone.
//!
//! `args` reads a request, `verbs` answers it, `token` says where a list goes on, `dc` and `full` write a record, `sets`
//! are the collections and the fields of science. The moments come from the history, so deletions are told for ever.

mod args;
mod dc;
mod full;
mod sets;
mod token;
mod verbs;

use axum::Router;
use axum::extract::{RawForm, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;
use crate::moment;
use crate::origin::Origin;
use crate::xml::Xml;
use args::Fault;

/// The routes, which are validated by nothing: an answer says what time it is.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/oai", get(answer).post(answer))
        .route("/oai/record.xsd", get(schema))
}

/// The schema of [`full`].
async fn schema() -> Response {
    let text = include_str!("record.xsd");
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response()
}

/// Answers a request, whose arguments are the query of a GET or the form of a POST.
async fn answer(State(app): State<App>, origin: Origin, RawForm(form): RawForm) -> Result<Response, Error> {
    app.run(move |app| {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
        let asked = args::read(&pairs);
        let now = moment::iso(app.history()?.now());
        let base = origin.url("/oai");
        let mut xml = Xml::new();
        xml.open(
            "OAI-PMH",
            &[
                ("xmlns", "http://www.openarchives.org/OAI/2.0/"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                (
                    "xsi:schemaLocation",
                    "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
                ),
            ],
        );
        xml.leaf("responseDate", &[], &now);
        // The arguments are repeated only where they are in order, as the protocol wants.
        let repeated: Vec<(&str, &str)> = match &asked {
            Err(Fault {
                code: "badVerb" | "badArgument",
                ..
            }) => Vec::new(),
            _ => pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect(),
        };
        let answered = match asked {
            Ok(request) => verbs::answer(app, &origin, &request)?,
            Err(fault) => Err(fault),
        };
        let repeated = match &answered {
            Err(Fault {
                code: "badVerb" | "badArgument",
                ..
            }) => Vec::new(),
            _ => repeated,
        };
        xml.leaf("request", &repeated, &base);
        match answered {
            Ok(body) => {
                xml.raw(&body);
            }
            Err(fault) => {
                xml.leaf("error", &[("code", fault.code)], &fault.why);
            }
        }
        Ok(([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], xml.finish()).into_response())
    })
    .await
}
