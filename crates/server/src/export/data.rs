//! What the search of the copy reads: scripts that hand over one value each, because a page opened from a disk can load
//! scripts and nothing else.

use catalogue::Lang;
use search::{Portable, SearchError};
use serde_json::{Value, json};

use crate::app::App;
use crate::pages::rows;
use crate::urls::lang_code;

/// Records in one file of titles.
const EACH: usize = 250;

/// Name and text of every file.
pub(super) fn files(app: &App, portable: &Portable) -> Result<Vec<(String, String)>, SearchError> {
    let declarations = app.declarations();
    let kinds: Vec<&str> = declarations.collections.iter().map(|c| c.id.as_str()).collect();
    let first: Vec<&str> = portable.pieces.iter().map(|(ascii, _)| ascii.as_str()).collect();
    let mut out = vec![
        script(
            "dau",
            &json!({"n": portable.records.len(), "first": first, "each": EACH, "kinds": kinds}),
        ),
        script("ten", &json!(portable.names)),
    ];
    for (n, (_, lines)) in portable.pieces.iter().enumerate() {
        out.push(script(&format!("tu{n}"), &json!(lines)));
    }
    for (n, mas) in portable.records.chunks(EACH).enumerate() {
        titles(app, &kinds, n, mas, &mut out)?;
    }
    Ok(out)
}

/// Titles and sentences of some records: all of them in Vietnamese, and in other languages where they are translated.
fn titles(
    app: &App,
    kinds: &[&str],
    n: usize,
    mas: &[String],
    out: &mut Vec<(String, String)>,
) -> Result<(), SearchError> {
    let foreign: Vec<Lang> = app.site.languages.iter().copied().filter(|l| *l != Lang::Vi).collect();
    let mut own = String::new();
    let mut translated = vec![String::new(); foreign.len()];
    for ma in mas {
        if let Some(record) = app.index.record(ma)? {
            let kind = kinds.iter().position(|id| *id == record.collection).unwrap_or_default();
            let (title, summary) = (line(&record.title), line(&record.summary));
            own.push_str(&format!("{kind}\t{ma}\t{title}\t{summary}"));
            for (lang, text) in foreign.iter().zip(&mut translated) {
                if let Some((title, summary)) = rows::translation(&record, *lang) {
                    text.push_str(&format!("{}\t{}", line(&title), line(&summary)));
                }
            }
        }
        own.push('\n');
        translated.iter_mut().for_each(|text| text.push('\n'));
    }
    out.push(script(&format!("bai{n}"), &json!(own)));
    for (lang, text) in foreign.into_iter().zip(translated) {
        out.push(script(&format!("bai{n}-{}", lang_code(lang)), &json!(text)));
    }
    Ok(())
}

/// A text without what separates lines and their parts.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file that hands over a value under a name.
fn script(name: &str, value: &Value) -> (String, String) {
    (format!("{name}.js"), format!("nhipcau(\"{name}\",{value})\n"))
}
