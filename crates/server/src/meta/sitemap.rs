//! `/sitemap.xml`: every page that has an address of its own, no page that is made of filters. Over 50,000 it is an index
//! of `/sitemap-1.xml` and so on.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use search::SearchRequest;

use crate::app::App;
use crate::error::Error;
use crate::facets::{PLACE_KEY, SUBJECT_KEY};
use crate::moment;
use crate::origin::Origin;
use crate::xml::Xml;
use crate::{public, urls};

/// Most addresses in one file (sitemaps.org).
const MOST: usize = 50_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
/// Pages that are always there.
const PAGES: [&str; 9] = [
    "/",
    "/gioi-thieu",
    "/ban-do",
    "/mua-vu",
    "/chinh-sach",
    "/su-kien",
    "/tim",
    "/api",
    "/llms.txt",
];

/// A page; the moment of its last change where it is known.
struct Entry {
    path: String,
    changed: Option<i64>,
}

/// The whole map, or the index of its parts.
pub(crate) async fn get(State(app): State<App>, origin: Origin) -> Result<Response, Error> {
    app.run(move |app| {
        Ok(answer(
            document(&entries(app)?, &origin, MOST, None).ok_or(Error::NotFound)?,
        ))
    })
    .await
}

/// One part.
pub(crate) async fn part(State(app): State<App>, origin: Origin, Path(part): Path<String>) -> Result<Response, Error> {
    let n = part.strip_suffix(".xml").and_then(|n| n.parse().ok());
    let n: usize = n.ok_or(Error::NotFound)?;
    app.run(move |app| {
        Ok(answer(
            document(&entries(app)?, &origin, MOST, Some(n)).ok_or(Error::NotFound)?,
        ))
    })
    .await
}

fn answer(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], text).into_response()
}

fn document(entries: &[Entry], origin: &Origin, most: usize, part: Option<usize>) -> Option<String> {
    let mut xml = Xml::new();
    match part {
        None if entries.len() > most => {
            xml.open("sitemapindex", &[("xmlns", NAMESPACE)]);
            for (n, chunk) in entries.chunks(most).enumerate() {
                xml.open("sitemap", &[]);
                xml.leaf("loc", &[], &origin.url(&format!("/sitemap/{}.xml", n + 1)));
                if let Some(changed) = chunk.iter().filter_map(|e| e.changed).max() {
                    xml.leaf("lastmod", &[], &moment::iso(changed));
                }
                xml.close();
            }
        }
        part => {
            let chunk = match part {
                None => entries,
                Some(n) => entries.chunks(most).nth(n.checked_sub(1)?)?,
            };
            xml.open("urlset", &[("xmlns", NAMESPACE)]);
            for entry in chunk {
                xml.open("url", &[]).leaf("loc", &[], &origin.url(&entry.path));
                if let Some(changed) = entry.changed {
                    xml.leaf("lastmod", &[], &moment::iso(changed));
                }
                xml.close();
            }
        }
    }
    Some(xml.finish())
}

/// Pages, terms with records, records: in an order that does not change with an edit.
fn entries(app: &App) -> Result<Vec<Entry>, Error> {
    let mut out: Vec<Entry> = PAGES
        .iter()
        .map(|path| Entry {
            path: (*path).to_owned(),
            changed: None,
        })
        .collect();
    let facets = app.facets();
    let request = SearchRequest {
        limit: 0,
        facets: search::Facets::of(&[PLACE_KEY, SUBJECT_KEY]),
        ..SearchRequest::default()
    };
    for counts in app.index.search(&request)?.facets {
        let page = match counts.key.as_str() {
            PLACE_KEY => urls::place,
            SUBJECT_KEY => urls::subject,
            _ => continue,
        };
        let mut codes: Vec<String> = counts
            .values
            .into_iter()
            .filter(|v| v.count > 0 && facets.knows(&counts.key, &v.value))
            .map(|v| v.value)
            .collect();
        codes.sort();
        out.extend(codes.iter().map(|code| Entry {
            path: page(code),
            changed: None,
        }));
    }
    for entry in public::entries(app, None)? {
        let Some(row) = app.index.titles(&[entry.ma.as_str()])?.pop().flatten() else {
            continue;
        };
        out.push(Entry {
            path: row.url(),
            changed: Some(public::modified(&row.updated, entry.first, entry.changed)),
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Site;

    #[test]
    fn what_is_too_long_is_split() {
        let entries: Vec<Entry> = (0..5)
            .map(|n| Entry {
                path: format!("/a/{n}"),
                changed: (n == 3).then_some(0),
            })
            .collect();
        let origin = Origin::of(&Site::default(), Some("kh.vn"));
        let of = |part| document(&entries, &origin, 2, part);
        let index = of(None).expect("an index");
        assert_eq!(index.matches("<sitemap>").count(), 3);
        assert!(index.contains("<loc>http://kh.vn/sitemap/2.xml</loc><lastmod>1970-01-01T00:00:00Z</lastmod>"));
        let last = of(Some(3)).expect("the last part");
        assert!(last.contains("<loc>http://kh.vn/a/4</loc>") && !last.contains("/a/3"));
        assert!(of(Some(0)).is_none() && of(Some(4)).is_none());
        let whole = document(&entries, &origin, 5, None).expect("whole");
        assert_eq!(whole.matches("<url>").count(), 5);
    }
}
