//! Tables: a row is a record, a column a field.

pub(crate) mod csv;
pub(crate) mod mapping;
mod rows;
pub(crate) mod xlsx;

use catalogue::{Collection, Declarations, codes};

pub use mapping::Mapping;

use crate::draft::Attachment;
use crate::finding::{Finding, Place, short};
use crate::legacy::{self, Coded};
use crate::{Import, Options, Refusal};
use mapping::{Names, Target};

/// Rows from the top among which the titles of the columns are looked for.
const HEADER_ROWS: usize = 30;

/// A sheet: its rows with their numbers, as the spreadsheet counts them.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: Option<String>,
    pub(crate) rows: Vec<(usize, Vec<Cell>)>,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) content: Content,
    /// What its font says about its letters.
    pub(crate) coded: Option<Coded>,
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Content {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// `#REF!` and its like.
    Error(String),
}

impl Cell {
    pub(crate) fn text(text: &str) -> Self {
        let content = match text.trim() {
            "" => Content::Empty,
            text => Content::Text(text.to_owned()),
        };
        Self { content, coded: None }
    }

    /// The words of the cell; numbers without an exponent, with a decimal comma as people write them here.
    pub(crate) fn words(&self) -> String {
        match &self.content {
            Content::Empty => String::new(),
            Content::Text(text) => legacy::clean(text).trim().to_owned(),
            Content::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Content::Number(n) => n.to_string().replace('.', ","),
            Content::Error(sign) => sign.clone(),
        }
    }

    fn is_empty(&self) -> bool {
        self.content == Content::Empty
    }
}

/// The columns of one sheet.
pub(crate) struct Header {
    /// Position of the row of titles in the rows of the sheet.
    pub(crate) at: usize,
    pub(crate) titles: Vec<String>,
    pub(crate) targets: Vec<Target>,
    score: f64,
}

/// Reads the sheets of a table.
pub(crate) fn read(
    declarations: &Declarations,
    options: &Options<'_>,
    name: &str,
    mut sheets: Vec<Sheet>,
    original: Attachment,
) -> Result<Import, Refusal> {
    let mut findings = Vec::new();
    for sheet in &mut sheets {
        findings.extend(decode(sheet));
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Refusal::NoContent);
    }
    let collection = match options.collection {
        Some(id) => declarations.collection(id).ok_or(Refusal::NoContent)?,
        None => guess(declarations, options, &sheets)?,
    };
    let names = Names::new(collection);
    let mut reader = rows::Reader::new(declarations, collection, name, &original.path, options.today);
    let mut mapping = Mapping::default();
    let mut any = false;
    for sheet in &sheets {
        let place = Place {
            sheet: sheet.name.clone(),
            ..Place::default()
        };
        let Some(header) = header(&names, options.mapping, sheet) else {
            let message = "trang này không có dòng tiêu đề cột khớp với bộ dữ liệu, nên không nhập";
            findings.push(Finding::new(
                codes::IMPORT_NO_HEADER,
                place,
                message,
                "Thêm dòng tiêu đề, hoặc bỏ qua nếu trang không chứa bản ghi.",
            ));
            continue;
        };
        any = true;
        findings.extend(columns(&place, sheet, &header));
        mapping.learn(&header.titles, &header.targets);
        reader.sheet(sheet, &header);
    }
    if !any {
        return Err(Refusal::NoHeader(collection.labels.vi.clone()));
    }
    let (drafts, rows) = reader.finish();
    findings.extend(rows);
    Ok(Import {
        collection: collection.id.clone(),
        folder: crate::draft::folder_of(collection),
        drafts,
        findings,
        mapping: Some(mapping),
        original,
    })
}

/// The collection whose fields the titles of the columns name best.
fn guess<'d>(
    declarations: &'d Declarations,
    options: &Options<'_>,
    sheets: &[Sheet],
) -> Result<&'d Collection, Refusal> {
    let mut scored: Vec<(f64, &Collection)> = declarations
        .collections
        .iter()
        .map(|collection| {
            let names = Names::new(collection);
            let scores = sheets.iter().filter_map(|sheet| header(&names, options.mapping, sheet));
            (scores.map(|header| header.score).fold(0.0, f64::max), collection)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let ids = || declarations.collections.iter().map(|c| c.id.clone()).collect();
    match scored.as_slice() {
        [(best, one), rest @ ..] if *best > 0.0 && rest.first().is_none_or(|(next, _)| best - next > 0.5) => Ok(one),
        _ => Err(Refusal::WhichCollection(ids())),
    }
}

/// The row of titles: the one near the top that names most fields, the title among them.
fn header(names: &Names<'_>, saved: Option<&Mapping>, sheet: &Sheet) -> Option<Header> {
    let mut best: Option<Header> = None;
    for (at, (_, cells)) in sheet.rows.iter().take(HEADER_ROWS).enumerate() {
        let titles: Vec<String> = cells.iter().map(|cell| legacy::one_line(&cell.words())).collect();
        if titles.iter().filter(|title| !title.is_empty()).count() < 2 {
            continue;
        }
        let (targets, score) = mapping::targets(names, saved, &titles);
        let has_title = targets
            .iter()
            .any(|target| matches!(target, Target::Field { name, .. } if name == "ten"));
        if has_title && best.as_ref().is_none_or(|best| score > best.score) {
            best = Some(Header {
                at,
                titles,
                targets,
                score,
            });
        }
    }
    best
}

/// What there is to say about the columns: those without a field, and two for one.
fn columns(place: &Place, sheet: &Sheet, header: &Header) -> Vec<Finding> {
    let mut found = Vec::new();
    let row = sheet.rows.get(header.at).map(|(row, _)| *row);
    for (at, (title, target)) in header.titles.iter().zip(&header.targets).enumerate() {
        let place = Place {
            row,
            column: Some(at + 1),
            header: Some(short(title)).filter(|title| !title.is_empty()),
            ..place.clone()
        };
        let rows = sheet.rows.iter().skip(header.at + 1);
        let filled = rows
            .filter(|(_, cells)| cells.get(at).is_some_and(|cell| !cell.is_empty()))
            .count();
        match target {
            Target::Unknown if title.is_empty() && filled > 0 => found.push(Finding::new(
                codes::IMPORT_COLUMN,
                place,
                format!("cột không có tiêu đề mà có {filled} ô chữ"),
                "Ghi tiêu đề cho cột; chữ trong cột đã được giữ ở cuối nội dung.",
            )),
            Target::Unknown if filled > 0 => found.push(Finding::new(
                codes::IMPORT_COLUMN,
                place,
                format!("không rõ cột “{}” thuộc trường nào", short(title)),
                "Chữ trong cột đã được giữ ở cuối nội dung; muốn vào đúng trường thì sửa tệp ánh xạ cột.",
            )),
            Target::Twice(field) => found.push(Finding::new(
                codes::IMPORT_COLUMN_TWICE,
                place,
                format!("cột “{}” trùng trường “{field}” với một cột trước", short(title)),
                "Chữ trong cột đã được giữ ở cuối nội dung; sửa tệp ánh xạ cột nếu cột này mới đúng.",
            )),
            _ => {}
        }
    }
    found
}

/// Cells in old fonts as Unicode: by the font of the cell, else by what all such cells together look like.
fn decode(sheet: &mut Sheet) -> Vec<Finding> {
    let foreign = |text: &str| text.chars().any(|c| matches!(c, '\u{80}'..='\u{ff}'));
    let cells = || sheet.rows.iter().flat_map(|(_, cells)| cells);
    let sample: Vec<&str> = cells()
        .filter_map(|cell| match &cell.content {
            Content::Text(text) if cell.coded.is_none() && foreign(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    // Cells of Unicode text among them would hide the others: each cell is asked whether it holds letters of its own.
    let unmarked: Vec<&str> = sample
        .iter()
        .copied()
        .filter(|text| legacy::detect(text).is_some())
        .collect();
    let guessed = legacy::detect(&unmarked.join("\n")).map(|(encoding, _)| encoding);
    let mut changed = 0;
    let mut first = None;
    let mut name = "";
    for (row, cells) in &mut sheet.rows {
        for (at, cell) in cells.iter_mut().enumerate() {
            let Content::Text(text) = &cell.content else { continue };
            let decoded = match (cell.coded, guessed) {
                (Some(coded), _) => {
                    name = legacy::name(coded.encoding);
                    legacy::decode(text, Some(coded))
                }
                (None, Some(encoding)) if foreign(text) && !legacy::is_unicode(text) => {
                    let decoded = vietnamese::legacy::decode_text(encoding, text);
                    if !legacy::reads_better(text, &decoded) {
                        continue;
                    }
                    name = legacy::name(encoding);
                    decoded
                }
                _ => continue,
            };
            if decoded != *text {
                changed += 1;
                first = first.or(Some((*row, at + 1)));
                cell.content = Content::Text(decoded);
            }
        }
    }
    let finding = first.map(|(row, column)| {
        let place = Place {
            sheet: sheet.name.clone(),
            row: Some(row),
            column: Some(column),
            header: None,
        };
        Finding::new(
            codes::IMPORT_LEGACY,
            place,
            format!("{changed} ô gõ theo phông cũ, bảng mã {name}, đã đổi sang Unicode"),
            "Đọc lại vài ô, nhất là chữ hoa có dấu và tên riêng.",
        )
    });
    finding.into_iter().collect()
}
