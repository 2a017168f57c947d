//! What a person has to look at, with its place in the file that was imported.

use std::fmt;

use catalogue::{Code, Severity, codes};

/// A place in a file: for a table its sheet, row and column, for a document nothing but the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the sheet, if there are several.
    pub sheet: Option<String>,
    /// Row, from 1, as the spreadsheet numbers it.
    pub row: Option<usize>,
    /// Column, from 1.
    pub column: Option<usize>,
    /// Title of the column, or the field of a document.
    pub header: Option<String>,
}

impl Place {
    /// The letters of the column: `A`, `Z`, `AA`.
    pub fn letters(&self) -> Option<String> {
        let mut n = self.column?;
        let mut out = Vec::new();
        while n > 0 {
            n -= 1;
            out.push(char::from(b'A' + u8::try_from(n % 26).ok()?));
            n /= 26;
        }
        Some(out.into_iter().rev().collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            write!(f, "{sheet}!")?;
        }
        let cell = self.letters().unwrap_or_default();
        match self.row {
            Some(row) => write!(f, "{cell}{row}")?,
            None => f.write_str(&cell)?,
        }
        let spaced = self.row.is_some() || self.column.is_some();
        match &self.header {
            Some(header) if spaced => write!(f, " ({header})"),
            Some(header) => f.write_str(header),
            None => Ok(()),
        }
    }
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code of the table [`codes`], hundreds 09.
    pub code: Code,
    /// Error: something of the file is not where it belongs. Warning: worth a look.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// What to do, in Vietnamese.
    pub remedy: String,
}

impl Finding {
    pub(crate) fn new(code: Code, place: Place, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            code,
            severity: codes::info(code).map_or(Severity::Error, |row| row.severity),
            place,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// `text` for a message: one line, at most 60 characters.
pub(crate) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_a_spreadsheet_names_them() {
        let place = Place {
            sheet: Some("2020".into()),
            row: Some(17),
            column: Some(28),
            header: Some("Kinh phí".into()),
        };
        assert_eq!(place.to_string(), "2020!AB17 (Kinh phí)");
        let column = Place { row: None, ..place };
        assert_eq!(column.to_string(), "2020!AB (Kinh phí)");
    }
}
