//! CSV as offices here make it: UTF-8 with or without a mark, UTF-16, or the code page of an old font; `;`, `,` or tabs.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Cell, Sheet};
use crate::Refusal;
use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_ROWS};

/// The one sheet of a CSV file.
pub(crate) fn sheet(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let text = decode(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Refusal::Broken(error.to_string()))?;
        if rows.len() >= MAX_ROWS {
            return Err(Refusal::TooMuch(format!("hơn {MAX_ROWS} dòng")));
        }
        if record.len() > MAX_COLUMNS {
            return Err(Refusal::TooMuch(format!("hơn {MAX_COLUMNS} cột")));
        }
        if record.iter().any(|cell| cell.len() > MAX_CELL) {
            return Err(Refusal::TooMuch(format!(
                "có ô dài quá {MAX_CELL} byte; kiểm tra dấu ngoặc kép"
            )));
        }
        let line = record
            .position()
            .map_or(rows.len() + 1, |at| usize::try_from(at.line()).unwrap_or(0));
        rows.push((line, record.iter().map(Cell::text).collect()));
    }
    Ok(Sheet { name: None, rows })
}

/// The text. A code page of 8 bits is read as Windows-1252; the letters of old fonts are sorted out with the table.
fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let (text, bad) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), false),
        [0xFF, 0xFE, ..] => wide(UTF_16LE, bytes),
        [0xFE, 0xFF, ..] => wide(UTF_16BE, bytes),
        [first, 0, _, 0, ..] if *first != 0 => wide(UTF_16LE, bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), false),
            Err(_) => (WINDOWS_1252.decode(bytes).0.into_owned(), false),
        },
    };
    if bad || text.contains('\0') {
        return Err(Refusal::Broken("không phải tệp chữ".to_owned()));
    }
    Ok(text)
}

fn wide(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, _, bad) = encoding.decode(bytes);
    (text.into_owned(), bad)
}

/// The sign that separates cells: of those that stand outside quotes in the first lines, the one that is there most evenly.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(20).collect();
    let count = |line: &str, mark: u8| {
        let mut quoted = false;
        let outside = line.bytes().filter(|b| {
            if *b == b'"' {
                quoted = !quoted;
            }
            *b == mark && !quoted
        });
        outside.count()
    };
    let score = |mark: u8| lines.iter().filter(|line| count(line, mark) > 0).count();
    [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|mark| (score(*mark), *mark != b','))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_apart() {
        assert_eq!(delimiter("Tên;Năm\n\"Sấy; nghiền\";2018\nA, b;2019\n"), b';');
        assert_eq!(delimiter("Tên,Năm\nSấy,2018\n"), b',');
        assert_eq!(delimiter("Tên\tNăm\nA, b\t2018\n"), b'\t');
    }
}
