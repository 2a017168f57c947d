//! Which file an address of the server becomes in the copy.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use catalogue::Lang;
use jiff::civil::Date;
use search::SearchError;

use crate::app::App;
use crate::facets::{COLLECTION, Facets, PLACES, SUBJECTS};
use crate::pages::events::EVENTS;
use crate::params;
use crate::urls::{lang_code, with_query};

/// The page that opens the copy, at its root.
pub(super) const HOME: &str = "index.html";
/// Folder of everything else.
pub(super) const PAGES: &str = "trang";
/// Folder of the data of the search.
pub(super) const DATA: &str = "trang/du-lieu";
/// Path of the search in the routes of the copy.
pub(super) const SEARCH: &str = "/_xuat/tim";
/// Path of a list in the routes of the copy.
pub(super) const LIST: &str = "/_xuat/ds";
/// Path of the page about the copy in its routes.
pub(super) const NOTE: &str = "/_xuat/ban-nay";
/// Path under which pages of the copy name its data.
pub(super) const DATA_PATH: &str = "/_xuat/du-lieu/";
/// Pages of the whole catalogue.
pub(super) const FIXED: [&str; 5] = ["gioi-thieu", "ban-do", SEASON, "chinh-sach", "su-kien"];
/// The page of seasons.
const SEASON: &str = "mua-vu";
/// Parameter of the page of seasons.
const MONTH: &str = "thang";
/// Parameter of further pages of a list.
pub(super) const PAGE: &str = "trang";
/// Longest name of a list that is spelt out, in bytes.
const LONGEST: usize = 80;
/// Names that Windows keeps for itself.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What a link becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Outside of the catalogue, or within the page: as it is.
    Kept,
    /// A file of the copy.
    File(Page),
    /// Not in the copy, as it takes a server.
    Gone,
    /// A record, place or subject that is not there.
    Missing,
}

/// A file of the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// Its path in the copy.
    pub(super) file: String,
    /// What the routes are asked for to make it.
    pub(super) request: String,
    /// What follows the file in a link: a query for its script, a place in the page.
    pub(super) rest: String,
}

/// All that the copy has.
pub(super) struct Addresses {
    default: Lang,
    languages: Vec<Lang>,
    base: Option<String>,
    month: i8,
    facets: Arc<Facets>,
    /// Those of [`FIXED`] that this catalogue has.
    fixed: Vec<&'static str>,
    /// Collection of each record.
    records: HashMap<String, String>,
    collections: Vec<String>,
    subjects: HashSet<String>,
    places: HashSet<String>,
    /// Files beside the records that are given out.
    files: Arc<HashSet<String>>,
}

impl Addresses {
    pub(super) fn new(
        app: &App,
        records: &[String],
        fixed: Vec<&'static str>,
        files: Arc<HashSet<String>>,
    ) -> Result<Self, SearchError> {
        let declarations = app.declarations();
        let codes = |id: &str| -> HashSet<String> {
            let terms = declarations.vocabulary(id).map_or(&[][..], |v| v.terms.as_slice());
            terms.iter().map(|term| term.code.clone()).collect()
        };
        let mas: Vec<&str> = records.iter().map(String::as_str).collect();
        let rows = app.index.titles(&mas)?;
        Ok(Self {
            default: app.site.languages.first().copied().unwrap_or_default(),
            languages: app.site.languages.clone(),
            base: app.site.base_url.clone(),
            month: Date::month(app.today()),
            facets: app.facets(),
            fixed,
            records: rows.into_iter().flatten().map(|row| (row.ma, row.collection)).collect(),
            collections: declarations.collections.iter().map(|c| c.id.clone()).collect(),
            subjects: codes(SUBJECTS),
            places: codes(PLACES),
            files,
        })
    }

    /// Where writing begins; everything else is linked from there.
    pub(super) fn seeds(&self) -> Vec<String> {
        let mut paths: Vec<String> = ["/", SEARCH, NOTE].iter().map(|path| (*path).to_owned()).collect();
        paths.extend(self.fixed.iter().map(|name| format!("/{name}")));
        paths.extend(self.collections.iter().map(|id| format!("/{id}")));
        let mut records: Vec<String> = self.records.iter().map(|(ma, id)| format!("/{id}/{ma}")).collect();
        records.sort();
        paths.extend(records);
        let in_all = |path: String| {
            let each = self.languages.iter();
            each.map(move |lang| with_query(&path, [("lang", lang_code(*lang))]))
        };
        paths.into_iter().flat_map(in_all).collect()
    }

    /// What a link on a page becomes.
    pub(super) fn target(&self, href: &str) -> Target {
        let own = self
            .base
            .as_deref()
            .map(|base| base.trim_end_matches('/'))
            .and_then(|base| href.strip_prefix(base))
            .filter(|rest| rest.is_empty() || rest.starts_with('/'))
            .map(|rest| if rest.is_empty() { "/" } else { rest });
        let href = own.unwrap_or(href);
        if href.starts_with('?') || (href.starts_with('/') && href.starts_with("//")) {
            return Target::Gone;
        }
        if !href.starts_with('/') {
            return Target::Kept;
        }
        let (href, fragment) = href.split_once('#').map_or((href, None), |(href, at)| (href, Some(at)));
        let (path, query) = href.split_once('?').map_or((href, ""), |(path, query)| (path, query));
        let mut target = self.page(path, &params::pairs(Some(query)));
        if let (Target::File(page), Some(fragment)) = (&mut target, fragment) {
            page.rest = format!("#{fragment}");
        }
        target
    }

    fn page(&self, path: &str, pairs: &[(String, String)]) -> Target {
        let lang = params::first(pairs, "lang")
            .and_then(params::lang)
            .filter(|lang| self.languages.contains(lang))
            .unwrap_or(self.default);
        let file = |name: &str, request: &str| Target::File(self.file(name, request, lang));
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match *parts.as_slice() {
            [""] => Target::File(Page {
                file: if lang == self.default {
                    HOME.to_owned()
                } else {
                    self.named("index.html", lang)
                },
                request: with_query("/", self.lang_pair(lang)),
                rest: String::new(),
            }),
            [SEASON] if self.has(SEASON) => self.month(params::first(pairs, MONTH), lang),
            [name] if self.has(name) => file(&format!("{name}.html"), path),
            [name] if FIXED.contains(&name) => Target::Gone,
            ["tim"] => self.results(pairs, lang),
            ["_xuat", "tim"] => file("tim.html", SEARCH),
            ["_xuat", "ban-nay"] => file("ban-nay.html", NOTE),
            ["_xuat", "ds"] => self.list(pairs, lang),
            ["_xuat", "du-lieu", name] => raw(&format!("{DATA}/{name}"), path),
            ["tinh", _, name] => raw(&format!("{PAGES}/tinh/{name}"), path),
            ["noi", code] if self.places.contains(code) => file(&format!("noi/{}.html", safe(code)), path),
            ["chu-de", code] if self.subjects.contains(code) => file(&format!("chu-de/{}.html", safe(code)), path),
            ["lich", name] if self.has_calendar(name) => raw(&format!("{PAGES}/lich/{}", safe(name)), path),
            [id] if self.collections.iter().any(|c| c == id) => {
                self.list(&[(COLLECTION.to_owned(), id.to_owned())], lang)
            }
            [_, ma] if self.records.contains_key(ma) => {
                let id = &self.records[ma];
                file(&format!("{}/{}.html", safe(id), safe(ma)), &format!("/{id}/{ma}"))
            }
            _ if self.files.contains(path.trim_start_matches('/')) && path.bytes().all(plain) => {
                raw(&format!("{PAGES}{path}"), path)
            }
            ["noi" | "chu-de", _] => Target::Missing,
            [id, _] if self.collections.iter().any(|c| c == id) => Target::Missing,
            _ => Target::Gone,
        }
    }

    /// True when this page of the whole catalogue is there.
    fn has(&self, name: &str) -> bool {
        self.fixed.contains(&name)
    }

    fn has_calendar(&self, name: &str) -> bool {
        let Some(ma) = name.strip_suffix(".ics") else {
            return false;
        };
        ma == "tat-ca" || self.records.get(ma).is_some_and(|id| id == EVENTS)
    }

    fn month(&self, asked: Option<&str>, lang: Lang) -> Target {
        let month = asked
            .and_then(|n| n.parse().ok())
            .filter(|n| (1..=12).contains(n))
            .unwrap_or(self.month);
        Target::File(Page {
            request: with_query(
                "/mua-vu",
                [(MONTH, month.to_string().as_str())]
                    .into_iter()
                    .chain(self.lang_pair(lang)),
            ),
            ..self.file(&format!("mua-vu-{month}.html"), "/mua-vu", lang)
        })
    }

    /// A page of results: words go to the search of the copy, a filter to its list.
    fn results(&self, pairs: &[(String, String)], lang: Lang) -> Target {
        let filters: Vec<&(String, String)> = pairs
            .iter()
            .filter(|(key, value)| self.facets.has(key) && !value.is_empty())
            .collect();
        match (params::first(pairs, "q").filter(|q| !q.is_empty()), filters.as_slice()) {
            (Some(q), _) => Target::File(Page {
                rest: with_query("", [("q", q)]),
                ..self.file("tim.html", SEARCH, lang)
            }),
            (None, []) => Target::File(self.file("tim.html", SEARCH, lang)),
            (None, [(key, month)]) if key == MONTH && self.has(SEASON) => self.month(Some(month), lang),
            (None, _) => self.list(pairs, lang),
        }
    }

    /// A list: one file for each choice of filters. Where a filter besides the collection is on, the collections are
    /// parts of one page.
    fn list(&self, pairs: &[(String, String)], lang: Lang) -> Target {
        let mut filters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, value) in pairs
            .iter()
            .filter(|(key, value)| self.facets.has(key) && !value.is_empty())
        {
            filters.entry(key).or_default().push(value);
        }
        let part = (filters.len() > 1).then(|| filters.remove(COLLECTION)).flatten();
        if filters.is_empty() {
            return Target::File(self.file("tim.html", SEARCH, lang));
        }
        let mut own: Vec<(&str, &str)> = Vec::new();
        for (key, values) in &mut filters {
            values.sort_unstable();
            values.dedup();
            own.extend(values.iter().map(|value| (*key, *value)));
        }
        let spelt: Vec<String> = own
            .iter()
            .map(|(key, value)| match *key {
                COLLECTION => safe(value),
                key => format!("{}-{}", safe(key), safe(value)),
            })
            .collect();
        let mut name = spelt.join("--");
        if name.len() > LONGEST {
            name = blake3::hash(name.as_bytes()).to_hex().chars().take(16).collect();
        }
        let page: usize = params::first(pairs, PAGE).and_then(|n| n.parse().ok()).unwrap_or(1);
        let number = page.to_string();
        if page > 1 {
            name = format!("{name}.{page}");
            own.push((PAGE, &number));
        }
        let request = with_query(LIST, own.into_iter().chain(self.lang_pair(lang)));
        Target::File(Page {
            request,
            rest: match part.as_deref() {
                Some([id]) => format!("#{id}"),
                _ => String::new(),
            },
            ..self.file(&format!("ds/{name}.html"), LIST, lang)
        })
    }

    fn file(&self, name: &str, path: &str, lang: Lang) -> Page {
        Page {
            file: self.named(name, lang),
            request: with_query(path, self.lang_pair(lang)),
            rest: String::new(),
        }
    }

    fn named(&self, name: &str, lang: Lang) -> String {
        if lang == self.default {
            format!("{PAGES}/{name}")
        } else {
            format!("{PAGES}/{}/{name}", lang_code(lang))
        }
    }

    fn lang_pair(&self, lang: Lang) -> Option<(&'static str, &'static str)> {
        (lang != self.default).then(|| ("lang", lang_code(lang)))
    }
}

/// A file that is the same in all languages.
fn raw(file: &str, path: &str) -> Target {
    Target::File(Page {
        file: file.to_owned(),
        request: path.to_owned(),
        rest: String::new(),
    })
}

/// True for what stands in the names of files that need no other spelling anywhere.
fn plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_./".contains(&byte)
}

/// A name that every file system takes, FAT included: lower-case letters, digits, `.`, `-` and `_`.
fn safe(code: &str) -> String {
    let mut out = String::new();
    for byte in code.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(char::from(byte)),
            b':' => out.push('-'),
            other => out.push_str(&format!("~{other:02x}")),
        }
    }
    if RESERVED.contains(&out.as_str()) {
        out.push('_');
    }
    out
}

/// The way from one file of the copy to another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let here: Vec<&str> = from.split('/').collect();
    let there: Vec<&str> = to.split('/').collect();
    let folders = here.len() - 1;
    let shared = here[..folders]
        .iter()
        .zip(&there[..there.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let mut out = "../".repeat(folders - shared);
    out.push_str(&there[shared..].join("/"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_files() {
        assert_eq!(relative("index.html", "trang/tim.html"), "trang/tim.html");
        assert_eq!(relative("trang/ky-thuat/a.html", "index.html"), "../../index.html");
        assert_eq!(
            relative("trang/zh/ky-thuat/a.html", "trang/zh/ky-thuat/b.html"),
            "b.html"
        );
        assert_eq!(relative("trang/zh/tim.html", "trang/tinh/site.css"), "../tinh/site.css");
        assert_eq!(relative("trang/noi/a.html", "trang/noi.html"), "../noi.html");
    }

    #[test]
    fn names_fit_every_disk() {
        assert_eq!(safe("2025:01477"), "2025-01477");
        assert_eq!(safe("Dược/x"), "~44~c6~b0~e1~bb~a3c~2fx");
        assert_eq!(safe("con"), "con_");
    }
}
