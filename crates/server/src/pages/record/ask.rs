//! Whom to ask: the organisations and people that the record names, those on the same subject, and the Centre.

use catalogue::{Declarations, Record, Value};
use search::SearchRequest;

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, SUBJECT_KEY};
use crate::format;
use crate::params::SearchParams;
use crate::show::{Show, anchor, escape};
use crate::texts::fill;
use crate::urls;

/// Collections of those who can be asked.
pub(super) const ASKED: [&str; 3] = ["to-chuc", "chuyen-gia", "doanh-nghiep"];
/// How they are reached, as fields of theirs.
const REACHED: [&str; 4] = ["dien_thoai", "email", "dia_chi", "web"];
/// Most that are named.
const SHOWN: usize = 4;

/// Who can be asked.
pub(super) struct Ask {
    pub(super) parties: Vec<Party>,
    /// Address and text of the list of others on the same subject, or of all.
    pub(super) others: Option<(String, String)>,
}

/// An organisation, an enterprise or an expert; HTML.
pub(super) struct Party {
    pub(super) ma: String,
    pub(super) name: String,
    /// Telephone, mail, address, website; empty where the record of the party states none.
    pub(super) ways: Vec<String>,
}

/// Who can be asked about a record.
pub(super) fn of(app: &App, show: &Show<'_>, record: &Record, linked: &[&str]) -> Result<Ask, Error> {
    let cx = show.cx;
    let mut parties: Vec<Party> = Vec::new();
    for ma in linked {
        let is_party = show
            .titles
            .get(*ma)
            .is_some_and(|l| ASKED.contains(&l.row.collection.as_str()));
        if !is_party || parties.len() == SHOWN || parties.iter().any(|p| p.ma == *ma) {
            continue;
        }
        if let (Some(name), Some(party)) = (show.record(ma), app.index.record(ma)?) {
            parties.push(Party {
                ma: (*ma).to_owned(),
                name,
                ways: ways(show, &party),
            });
        }
    }
    Ok(Ask {
        parties,
        others: others(app, cx, record)?,
    })
}

fn ways(show: &Show<'_>, party: &Record) -> Vec<String> {
    let way = |name: &&str| {
        let text = party.value(name).and_then(Value::as_str)?;
        Some(match *name {
            "dien_thoai" => {
                let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
                anchor(&format!("tel:{digits}"), &escape(text))
            }
            "email" => anchor(&format!("mailto:{text}"), &escape(text)),
            "web" => {
                let shown = crate::show::short_address(text);
                format!(
                    "<a class=\"url\" rel=\"noopener nofollow\" href=\"{}\">{}</a>",
                    escape(text),
                    escape(&shown)
                )
            }
            _ => show.text(text),
        })
    };
    REACHED.iter().filter_map(way).collect()
}

/// The search for all who can be asked; `None` where no such collection is declared.
pub(crate) fn asked(declarations: &Declarations) -> Option<SearchParams> {
    let there = ASKED.iter().filter(|id| declarations.collection(id).is_some());
    let there: Vec<String> = there.map(|id| (*id).to_owned()).collect();
    let mut params = SearchParams::default();
    params.filters.insert(COLLECTION.to_owned(), there);
    params.is_filtered().then_some(params)
}

/// Those on the same subjects, counted; where there are none, the list of organisations.
fn others(app: &App, cx: &Cx, record: &Record) -> Result<Option<(String, String)>, Error> {
    let Some(params) = asked(&app.declarations()).filter(|_| !ASKED.contains(&record.collection.as_str())) else {
        return Ok(None);
    };
    let subjects = super::subjects(record);
    if !subjects.is_empty() {
        let mut narrowed = params.clone();
        narrowed.filters.insert(SUBJECT_KEY.to_owned(), subjects);
        let request = SearchRequest {
            limit: 0,
            facets: search::Facets::None,
            snippets: false,
            ..narrowed.request(cx.lang)
        };
        let n = app.index.search(&request)?.total;
        if n > 0 {
            let text = fill(cx.t.ask_subject, &[("n", &format::count(n, cx.lang))]);
            return Ok(Some((urls::results(&narrowed, cx.lang_param()), text)));
        }
    }
    Ok(Some((urls::results(&params, cx.lang_param()), cx.t.ask_all.to_owned())))
}
