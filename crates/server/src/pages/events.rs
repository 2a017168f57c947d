//! `/su-kien`: what is coming and what was, and `/lich/….ics` for the calendars of readers.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::{Record, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use search::{MAX_LIMIT, SearchRequest, Sort};

use super::rows::{self, RowView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::COLLECTION;
use crate::format;
use crate::origin::Origin;
use crate::site::Site;

/// The collection of events.
pub(crate) const EVENTS: &str = "su-kien";
/// File of all events.
const ALL: &str = "tat-ca";
/// Days that an event is taken to last at the most.
const LONGEST: i32 = 60;
/// Longest line of a calendar, in bytes (RFC 5545, 3.1).
const LINE: usize = 75;

#[derive(Template)]
#[template(path = "events.html")]
struct Page<'a> {
    cx: &'a Cx,
    parts: Vec<Part>,
    all: String,
    /// Where more are than are shown.
    more: Option<(String, String)>,
}

struct Part {
    id: &'static str,
    title: &'static str,
    /// Said where there is none.
    none: &'static str,
    /// What one can still put into a calendar.
    coming: bool,
    events: Vec<Event>,
}

/// An event as lists show it.
pub(crate) struct Event {
    pub(crate) when: String,
    pub(crate) iso: String,
    pub(crate) ics: String,
    pub(crate) row: RowView,
}

/// Address of the calendar file of a record.
pub(crate) fn ics_url(ma: &str) -> String {
    format!("/lich/{ma}.ics")
}

/// Whether its last day is over.
pub(super) fn is_past(record: &Record, today: Date) -> bool {
    days(record).is_some_and(|(_, last)| last < today)
}

/// The list of events.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let mut events = super::records_of(app, EVENTS, &[])?;
        let more = super::all_of(app, &cx, EVENTS, &[], events.len())?;
        events.sort_by(|a, b| text(b, "bat_dau").cmp(text(a, "bat_dau")));
        let today = app.today();
        let (mut coming, past): (Vec<Record>, Vec<Record>) = events
            .into_iter()
            .partition(|e| days(e).is_some_and(|(_, last)| last >= today));
        // What comes first is what one can still go to.
        coming.reverse();
        super::html(&Page {
            parts: vec![
                Part {
                    id: "sap-toi",
                    coming: true,
                    title: cx.t.events_coming,
                    none: cx.t.events_none,
                    events: views(app, &cx, &coming)?,
                },
                Part {
                    id: "da-qua",
                    coming: false,
                    title: cx.t.events_past,
                    none: cx.t.no_records,
                    events: views(app, &cx, &past)?,
                },
            ],
            all: ics_url(ALL),
            more,
            cx: &cx,
        })
    })
    .await
}

/// The next events, at most `most`, of those that were changed last.
pub(crate) fn coming(app: &App, cx: &Cx, most: usize) -> Result<Vec<Event>, Error> {
    let request = SearchRequest {
        filters: BTreeMap::from([(COLLECTION.to_owned(), vec![EVENTS.to_owned()])]),
        sort: Sort::Newest,
        limit: MAX_LIMIT,
        facets: search::Facets::None,
        snippets: false,
        ..SearchRequest::default()
    };
    let today = app.today();
    // Rows hold the first day only; one that began long ago is over.
    let early = today.checked_sub(LONGEST.days()).unwrap_or(today).to_string();
    let begins = |row: &[(String, Value)]| {
        let value = row.iter().find(|(name, _)| name == "bat_dau");
        value
            .and_then(|(_, v)| v.as_str())
            .is_some_and(|day| day >= early.as_str())
    };
    let mut found = Vec::new();
    for hit in app.index.search(&request)?.hits.iter().filter(|hit| begins(&hit.row)) {
        found.extend(app.index.record(&hit.id)?);
    }
    found.retain(|e| days(e).is_some_and(|(_, last)| last >= today));
    found.sort_by(|a, b| text(a, "bat_dau").cmp(text(b, "bat_dau")));
    found.truncate(most);
    views(app, cx, &found)
}

fn views(app: &App, cx: &Cx, records: &[Record]) -> Result<Vec<Event>, Error> {
    let mas: Vec<&str> = records.iter().map(|r| r.ma.as_str()).collect();
    let found: Vec<_> = app.index.titles(&mas)?.into_iter().flatten().collect();
    let rows = rows::of_rows(app, cx, &found)?;
    let view = |(record, row): (&Record, RowView)| Event {
        when: when(cx, record),
        iso: text(record, "bat_dau").to_owned(),
        ics: ics_url(&record.ma),
        row,
    };
    Ok(records.iter().zip(rows).map(view).collect())
}

/// The calendar of one event, or of all.
pub(crate) async fn ics(State(app): State<App>, origin: Origin, Path(file): Path<String>) -> Result<Response, Error> {
    app.run(move |app| {
        let name = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
        let records = if name == ALL {
            super::records_of(app, EVENTS, &[])?
        } else {
            let record = app.index.record(name)?.filter(|r| r.collection == EVENTS);
            vec![record.ok_or(Error::NotFound)?]
        };
        let text = calendar(&app.site, &origin, &records);
        let disposition = format!("attachment; filename=\"{name}.ics\"");
        let headers = [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        Ok((headers, text).into_response())
    })
    .await
}

fn text<'a>(record: &'a Record, name: &str) -> &'a str {
    record.value(name).and_then(Value::as_str).unwrap_or_default()
}

/// First and last day.
fn days(record: &Record) -> Option<(Date, Date)> {
    let first: Date = text(record, "bat_dau").parse().ok()?;
    let last = text(record, "ket_thuc").parse().unwrap_or(first);
    Some((first, last.max(first)))
}

fn when(cx: &Cx, record: &Record) -> String {
    match days(record) {
        Some((first, last)) if first != last => format!(
            "{} – {}",
            format::date(&first.to_string(), cx.lang),
            format::date(&last.to_string(), cx.lang)
        ),
        _ => format::date(text(record, "bat_dau"), cx.lang),
    }
}

/// An iCalendar object (RFC 5545) of whole days.
fn calendar(site: &Site, origin: &Origin, records: &[Record]) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| push_folded(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//{}//VI", escaped(&site.name)));
    line("X-WR-CALNAME", &escaped(&site.name));
    // Programs that subscribe to it look again once a day.
    line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    for record in records {
        let Some((first, last)) = days(record) else { continue };
        // The last day is named by the one after it.
        let after = last.checked_add(1.day()).unwrap_or(last);
        let day = |date: Date| date.strftime("%Y%m%d").to_string();
        let changed: Date = record.updated.parse().unwrap_or(first);
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@nhipcau", record.ma));
        line("DTSTAMP", &format!("{}T000000Z", day(changed)));
        line("DTSTART;VALUE=DATE", &day(first));
        line("DTEND;VALUE=DATE", &day(after));
        line("SUMMARY", &escaped(&record.title));
        line("DESCRIPTION", &escaped(&record.summary));
        if !text(record, "dia_diem").is_empty() {
            line("LOCATION", &escaped(text(record, "dia_diem")));
        }
        line("URL", &origin.url(&record.url()));
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters.
fn push_folded(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        push_folded(&mut out, &format!("SUMMARY:{}", "ế".repeat(60)));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(
            out.replace("\r\n ", "").trim_end(),
            format!("SUMMARY:{}", "ế".repeat(60))
        );
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\r"), "a\\,b\\;c\\\\d\\ne");
    }
}
