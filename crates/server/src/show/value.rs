//! One value of a declared type as HTML.

use std::collections::BTreeMap;

use catalogue::{Declarations, Field, FieldType, Labels, Lang, Value};
use jiff::civil::Date;

use super::sections::months;
use super::{anchor, escape};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{LANGUAGES, PLACES, SUBJECTS, inner};
use crate::pages::rows;
use crate::params::SearchParams;
use crate::{format, urls};

/// The public records that values link to, by `ma`.
pub(crate) type Titles = BTreeMap<String, Linked>;

/// A record that a value links to.
pub(crate) struct Linked {
    /// Its list row, as stored.
    pub(crate) row: search::Row,
    /// Title in the language of the page, where it has one.
    pub(crate) translated: Option<String>,
}

/// The public ones of these records, with their titles in the language of the page.
pub(crate) fn titles(app: &App, cx: &Cx, mas: &[&str]) -> Result<Titles, Error> {
    let mut out = Titles::new();
    for row in app.index.titles(mas)?.into_iter().flatten() {
        let translated = match cx.lang {
            Lang::Vi => None,
            lang => app.index.record(&row.ma)?.and_then(|r| rows::translation(&r, lang)),
        };
        out.insert(
            row.ma.clone(),
            Linked {
                row,
                translated: translated.map(|(title, _)| title),
            },
        );
    }
    Ok(out)
}

/// Field of other names.
pub(super) const OTHER_NAMES: &str = "ten_khac";
/// Longest address written out, in characters.
const ADDRESS_SHOWN: usize = 48;

/// What showing a value takes.
pub(crate) struct Show<'a> {
    pub(crate) cx: &'a Cx,
    pub(crate) declarations: &'a Declarations,
    pub(crate) titles: &'a Titles,
    pub(crate) today: Date,
}

impl Show<'_> {
    /// Text of a record: Vietnamese, and marked so on a page that is not.
    pub(crate) fn text(&self, text: &str) -> String {
        super::vietnamese(self.cx, text)
    }

    /// A label, marked where it is only there in Vietnamese.
    pub(crate) fn label(&self, labels: &Labels) -> String {
        super::label(self.cx, labels)
    }

    /// A link to a record, in the language of the page where its title is.
    pub(crate) fn record(&self, ma: &str) -> Option<String> {
        let linked = self.titles.get(ma)?;
        let href = escape(&self.cx.link(&linked.row.url()));
        Some(match &linked.translated {
            Some(title) => format!("<a href=\"{href}\">{}</a>", escape(title)),
            None => format!("<a href=\"{href}\">{}</a>", self.text(&linked.row.title)),
        })
    }

    /// A value as HTML; empty where there is nothing to show, as for a link to a record that is not public.
    /// `key` is the dotted name, for links to the records with the same value.
    pub(crate) fn value(&self, key: &str, field: &Field, value: &Value) -> String {
        if field.name == OTHER_NAMES {
            return self.names(value);
        }
        self.typed(key, field, &field.kind, value)
    }

    /// Other names with their languages, side by side.
    fn names(&self, value: &Value) -> String {
        let text = |group: &Value, name: &str| group.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let one = |group: &Value| {
            let (name, lang) = (text(group, "ten"), text(group, "ngon_ngu"));
            let term = self.declarations.vocabulary(LANGUAGES).and_then(|v| v.term(&lang));
            match term {
                Some(term) if lang != "vi" => format!(
                    "<span lang=\"{}\">{}</span> <small>({})</small>",
                    escape(&lang),
                    escape(&name),
                    self.label(&term.labels)
                ),
                _ => self.text(&name),
            }
        };
        value.items().iter().map(one).collect::<Vec<_>>().join(", ")
    }

    fn typed(&self, key: &str, field: &Field, kind: &FieldType, value: &Value) -> String {
        let lang = self.cx.lang;
        match (kind, value) {
            (FieldType::List { of }, Value::List(items)) => self.list(key, field, of, items),
            (_, Value::List(items)) => self.list(key, field, kind, items),
            (FieldType::Group { fields }, Value::Group(members)) => self.group(key, fields, members),
            (FieldType::Choice { vocabulary }, Value::Choice(code)) => self.choice(key, field, vocabulary, code),
            (FieldType::Url, Value::Text(address)) => format!(
                "<a class=\"url\" rel=\"noopener nofollow\" href=\"{}\">{}</a>",
                escape(address),
                escape(&short_address(address))
            ),
            (FieldType::Number { unit, .. }, Value::Number(n)) => escape(&format::range(*n, *n, unit.as_deref(), lang)),
            (FieldType::Range { unit }, Value::Range(from, to)) => {
                escape(&format::range(*from, *to, unit.as_deref(), lang))
            }
            (_, Value::Text(text) | Value::Name(text)) => self.text(text),
            (_, Value::Markdown { html, .. }) if lang == Lang::Vi => html.clone(),
            (_, Value::Markdown { html, .. }) => format!("<div lang=\"vi\">{html}</div>"),
            (_, Value::Choice(code)) => escape(code),
            (_, Value::Year(year)) => year.to_string(),
            (_, Value::Date(date)) => format!(
                "<time datetime=\"{}\">{}</time>",
                escape(date),
                escape(&format::date(date, lang))
            ),
            (_, Value::Number(n)) => escape(&format::number(*n, lang)),
            (_, Value::Money(from, to)) => escape(&format::money(*from, *to, lang)),
            (_, Value::Range(from, to)) => escape(&format::range(*from, *to, None, lang)),
            (_, Value::Place(code)) => self.place(code),
            (_, Value::Link(ma)) => self.record(ma).unwrap_or_default(),
            (_, Value::Flag(flag)) => escape(if *flag { self.cx.t.yes } else { self.cx.t.no }),
            (_, Value::Group(members)) => self.group(key, &[], members),
        }
    }

    /// Short things side by side, sentences and groups one below the other.
    fn list(&self, key: &str, field: &Field, of: &FieldType, items: &[Value]) -> String {
        if let FieldType::Number {
            min: Some(1.0),
            max_value: Some(12.0),
            ..
        } = inner(of)
        {
            return months(self, &Value::List(items.to_vec()));
        }
        let shown: Vec<String> = items
            .iter()
            .map(|item| self.typed(key, field, of, item))
            .filter(|html| !html.is_empty())
            .collect();
        let inline = match inner(of) {
            FieldType::Choice { .. }
            | FieldType::Place
            | FieldType::Year
            | FieldType::Number { .. }
            | FieldType::Tags => true,
            FieldType::Text { .. } => items.iter().all(|i| i.as_str().is_none_or(|t| t.chars().count() <= 40)),
            _ => false,
        };
        match shown.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            _ if inline => shown.join(", "),
            _ => format!("<ul><li>{}</li></ul>", shown.join("</li><li>")),
        }
    }

    fn group(&self, key: &str, fields: &[Field], members: &[(String, Value)]) -> String {
        let mut out = String::new();
        for (name, value) in members {
            let Some(field) = fields.iter().find(|f| f.name == *name) else {
                continue;
            };
            let html = self.value(&format!("{key}.{name}"), field, value);
            if !html.is_empty() {
                out.push_str(&format!(
                    "<div><dt>{}</dt><dd>{html}</dd></div>",
                    self.label(&field.label)
                ));
            }
        }
        if out.is_empty() {
            out
        } else {
            format!("<dl class=\"sub\">{out}</dl>")
        }
    }

    /// A coded value: a subject leads to its page, what can be filtered by to the records that share it.
    fn choice(&self, key: &str, field: &Field, vocabulary: &str, code: &str) -> String {
        let term = self.declarations.vocabulary(vocabulary).and_then(|v| v.term(code));
        let label = term.map_or_else(|| escape(code), |t| self.label(&t.labels));
        if vocabulary == SUBJECTS {
            anchor(&self.cx.link(&urls::subject(code)), &label)
        } else if field.facet {
            anchor(
                &urls::results(&SearchParams::filter(key, code), self.cx.lang_param()),
                &label,
            )
        } else {
            label
        }
    }

    fn place(&self, code: &str) -> String {
        let term = self.declarations.vocabulary(PLACES).and_then(|v| v.term(code));
        term.map_or_else(
            || escape(code),
            |t| anchor(&self.cx.link(&urls::place(code)), &self.label(&t.labels)),
        )
    }
}

/// An address without its scheme, cut where it is long.
pub(crate) fn short_address(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    if bare.chars().count() <= ADDRESS_SHOWN {
        return bare.to_owned();
    }
    format!("{}…", bare.chars().take(ADDRESS_SHOWN).collect::<String>())
}
