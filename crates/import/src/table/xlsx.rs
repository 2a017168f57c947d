//! Excel workbooks, cell by cell: a sheet that claims a billion cells costs no more than those that are there.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use super::{Cell, Content, Sheet};
use crate::Refusal;
use crate::archive::Archive;
use crate::legacy;
use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_ROWS};

/// Every sheet that holds something, in the order of the workbook.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    Archive::open(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let names = book.sheet_names();
    let several = names.len() > 1;
    let mut sheets = Vec::new();
    let mut total = 0;
    for name in names {
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart or a macro sheet.
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => continue,
            Err(error) => return Err(refused(error)),
        };
        let mut rows: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(refused)? {
            let font = cells
                .styles()
                .get(style)
                .and_then(|style| style.font.as_ref()?.name.as_deref());
            let content = content(cell.get_value());
            if content == Content::Empty {
                continue;
            }
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize + 1, column as usize);
            if column >= MAX_COLUMNS {
                return Err(Refusal::TooMuch(format!("hơn {MAX_COLUMNS} cột")));
            }
            if !rows.contains_key(&row) {
                total += 1;
                if total > MAX_ROWS {
                    return Err(Refusal::TooMuch(format!("hơn {MAX_ROWS} dòng")));
                }
            }
            let cells = rows.entry(row).or_default();
            if cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            if let Some(at) = cells.get_mut(column) {
                let coded = font.and_then(legacy::of_font);
                *at = Cell { content, coded };
            }
        }
        if !rows.is_empty() {
            sheets.push(Sheet {
                name: several.then_some(name),
                rows: rows.into_iter().collect(),
            });
        }
    }
    Ok(sheets)
}

fn content(value: &DataRef<'_>) -> Content {
    let text = |text: &str| match text.trim() {
        "" => Content::Empty,
        _ => Content::Text(text.chars().take(MAX_CELL).collect()),
    };
    match value {
        DataRef::Empty => Content::Empty,
        DataRef::String(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s.split('T').next().unwrap_or(s)),
        DataRef::Int(n) => Content::Number(*n as f64),
        DataRef::Float(n) => Content::Number(*n),
        DataRef::Bool(true) => Content::Text("có".to_owned()),
        DataRef::Bool(false) => Content::Text("không".to_owned()),
        DataRef::DateTime(at) => day(at),
        DataRef::Error(error) => Content::Error(sign(error)),
    }
}

fn day(at: &ExcelDateTime) -> Content {
    if at.is_duration() || at.as_f64() < 1.0 {
        return Content::Number(at.as_f64());
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    Content::Text(format!("{year:04}-{month:02}-{day:02}"))
}

fn sign(error: &CellErrorType) -> String {
    error.to_string()
}

fn refused(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Locked,
        other => Refusal::Broken(other.to_string()),
    }
}
