//! Lists of other records: those it names, those that name it, those like it.

use catalogue::Record;

use super::Group;
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::pages::rows;

/// Records shown in each list of related ones.
pub(super) const RELATED: usize = 8;
/// Records shown as similar.
const SIMILAR: usize = 4;

/// Adds what names the record and what is like it, without what is `shown` elsewhere on the page.
pub(super) fn add(
    app: &App,
    cx: &Cx,
    record: &Record,
    shown: &[String],
    from: &[search::Row],
    groups: &mut Vec<Group>,
) -> Result<(), Error> {
    let is_new = |row: &&search::Row| !shown.contains(&row.ma);
    let from: Vec<search::Row> = from.iter().filter(is_new).take(RELATED).cloned().collect();
    if !from.is_empty() {
        groups.push(Group {
            id: "_tu".to_owned(),
            title: cx.t.linked_from.to_owned(),
            rows: rows::of_rows(app, cx, &from)?,
        });
    }
    let mut similar = app.index.similar(&record.ma, SIMILAR + shown.len().min(RELATED))?;
    similar.retain(|row| is_new(&row) && !from.iter().any(|f| f.ma == row.ma));
    similar.truncate(SIMILAR);
    if !similar.is_empty() {
        groups.push(Group {
            id: "_gan".to_owned(),
            title: cx.t.similar.to_owned(),
            rows: rows::of_rows(app, cx, &similar)?,
        });
    }
    Ok(())
}
