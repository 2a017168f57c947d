//! Fields that a document spells out: rows of two cells, and lines of `label: value` at its head.

use catalogue::{Collection, Declarations, FieldType, codes};

use super::blocks::Block;
use crate::Refusal;
use crate::cell;
use crate::finding::{Finding, Place, short};
use crate::table_fields::{Names, Target, kind_of, put, targets};
use crate::yaml::Yaml;

/// Lines from the top among which `label: value` is a field.
const HEAD: usize = 40;
/// Longest summary, in characters.
const SUMMARY: usize = 240;
/// A shorter paragraph is no summary.
const MIN_SUMMARY: usize = 40;

/// What was found, and what is left for a person.
pub(super) struct Found {
    pub(super) fields: Yaml,
    pub(super) findings: Vec<Finding>,
    pub(super) guessed: Vec<String>,
    pub(super) kept: Vec<(String, String, Option<String>)>,
}

/// Pairs of label and value that a block spells out.
fn pairs(block: &Block) -> Vec<(String, String)> {
    match block {
        Block::Paragraph(p) => {
            let pair = p
                .text
                .split_once(':')
                .map(|(label, value)| (clean(label), value.trim().to_owned()));
            pair.into_iter()
                .filter(|(label, value)| label.chars().count() <= 60 && !value.is_empty())
                .collect()
        }
        Block::Item(_, _, text) => {
            let plain = text.replace(['*', '\\'], "");
            let pair = plain
                .split_once(':')
                .map(|(label, value)| (clean(label), value.trim().to_owned()));
            pair.into_iter()
                .filter(|(label, value)| label.chars().count() <= 60 && !value.is_empty())
                .collect()
        }
        Block::Table(rows) => rows
            .iter()
            .filter_map(|row| {
                let filled: Vec<&str> = row
                    .iter()
                    .map(|cell| cell.text.as_str())
                    .filter(|text| !text.is_empty())
                    .collect();
                match filled.as_slice() {
                    [label, value] => Some((clean(label), (*value).to_owned())),
                    // A number before the label.
                    [number, label, value] if number.len() <= 4 => Some((clean(label), (*value).to_owned())),
                    _ => None,
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A label without its number and its colon.
fn clean(label: &str) -> String {
    let label = label.trim().trim_end_matches(':').trim();
    let rest = label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    if rest.is_empty() { label } else { rest }.to_owned()
}

/// The collection whose fields the labels of the document name best.
pub(super) fn guess<'d>(declarations: &'d Declarations, blocks: &[Block]) -> Result<&'d Collection, Refusal> {
    let labels: Vec<String> = blocks
        .iter()
        .take(HEAD)
        .flat_map(pairs)
        .map(|(label, _)| label)
        .collect();
    let mut scored: Vec<(f64, &Collection)> = declarations
        .collections
        .iter()
        .map(|collection| (targets(&Names::new(collection), None, &labels).1, collection))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    match scored.as_slice() {
        [(_, one)] => Ok(one),
        [(best, one), (next, _), ..] if *best >= 2.0 && best - next > 0.5 => Ok(one),
        _ => Err(Refusal::WhichCollection(
            declarations.collections.iter().map(|c| c.id.clone()).collect(),
        )),
    }
}

/// Takes the fields out of the blocks. A table is taken whole when most of its rows are fields; what of it fits none
/// is kept aside.
pub(super) fn take(declarations: &Declarations, collection: &Collection, blocks: &mut Vec<Block>) -> Found {
    let mut found = Found {
        fields: Yaml::Map(Vec::new()),
        findings: Vec::new(),
        guessed: Vec::new(),
        kept: Vec::new(),
    };
    let names = Names::new(collection);
    let mut at = 0;
    let mut taken: Vec<String> = Vec::new();
    while at < blocks.len().min(HEAD) {
        let Some(block) = blocks.get(at) else { break };
        let said = pairs(block);
        let labels: Vec<String> = said.iter().map(|(label, _)| label.clone()).collect();
        let (targets, _) = targets(&names, None, &labels);
        let known = targets
            .iter()
            .filter(|target| matches!(target, Target::Field { .. }))
            .count();
        let rows = match block {
            Block::Table(rows) => rows.len(),
            _ => 1,
        };
        // One label alone does not make a form of a table of figures.
        let form = matches!(block, Block::Table(_)) && known < 2;
        if known == 0 || form || known * 2 < rows || said.len() < rows {
            at += 1;
            continue;
        }
        let mut stays = false;
        for ((label, value), target) in said.iter().zip(&targets) {
            match target {
                Target::Field { name, factor } if !taken.contains(name) => {
                    taken.push(name.clone());
                    found.set(declarations, collection, name, *factor, label, value);
                }
                _ if rows == 1 => stays = true,
                Target::Nothing => {}
                _ => found.kept.push((label.clone(), value.clone(), None)),
            }
        }
        if stays {
            at += 1;
        } else {
            blocks.remove(at);
        }
    }
    found
}

impl Found {
    fn set(
        &mut self,
        declarations: &Declarations,
        collection: &Collection,
        name: &str,
        factor: f64,
        label: &str,
        value: &str,
    ) {
        let Some(kind) = kind_of(collection, name) else { return };
        let (yaml, faults) = cell::value(declarations, &kind, value, factor);
        if let Some(yaml) = yaml {
            put(&mut self.fields, collection, name, yaml);
            self.guessed.push(name.to_owned());
        }
        let place = Place {
            header: Some(label.to_owned()),
            ..Place::default()
        };
        if let Some(fault) = faults.first() {
            self.kept
                .push((label.to_owned(), value.to_owned(), Some(fault.message.clone())));
        } else {
            let message = format!("“{}” được đưa vào trường {name}", short(value));
            self.findings.push(Finding::new(
                codes::IMPORT_GUESSED,
                place.clone(),
                message,
                "Đọc lại; sửa nếu chưa đúng.",
            ));
        }
        for fault in faults {
            self.findings
                .push(Finding::new(fault.code, place.clone(), fault.message, fault.remedy));
        }
    }
}

/// The first sentence or two of the text, where the collection wants a summary and the document gives none.
pub(super) fn summary(collection: &Collection, values: &Yaml, blocks: &[Block]) -> Option<String> {
    let field = collection.field("tom_tat")?;
    let there = matches!(values, Yaml::Map(members) if members.iter().any(|(name, _)| name == "tom_tat"));
    if there {
        return None;
    }
    let max = match field.kind {
        FieldType::Text { max } => max.min(SUMMARY),
        _ => SUMMARY,
    };
    let text = blocks.iter().find_map(|block| match block {
        Block::Paragraph(p) if p.text.chars().count() >= MIN_SUMMARY && !p.bold && !p.centred => Some(&p.text),
        _ => None,
    })?;
    let mut out = String::new();
    for sentence in text.split_inclusive(". ") {
        if (out.chars().count() + sentence.trim_end().chars().count()) > max {
            break;
        }
        out.push_str(sentence);
    }
    if out.is_empty() {
        let cut: String = text.chars().take(max - 1).collect();
        let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
        return Some(format!("{cut}…"));
    }
    Some(out.trim().to_owned())
}
