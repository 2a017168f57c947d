//! Word documents: text, headings, lists, tables, images, notes, and the fonts of old documents.
//!
//! A small reader of our own, because the font of every run is needed: a document in `.VnTime` is decoded run by run,
//! and list marks that a style defines are found by following the style.

mod blocks;
mod fields;
mod outline;
mod runs;
mod styles;
mod write;

use std::collections::HashMap;

use catalogue::{Declarations, codes};

use crate::archive::Archive;
use crate::draft::{Attachment, Draft, folder_of, ma_of, original_field};
use crate::finding::{Finding, Place, short};
use crate::limits::MAX_IMAGES;
use crate::table_fields::{ordered, put};
use crate::xml::{self, Node};
use crate::yaml::Yaml;
use crate::{Import, Options, Refusal, images};
use blocks::{Block, Reader};
use runs::{Context, Met};
use styles::{Numberings, Styles};

/// The main part of a document.
const DOCUMENT: &str = "word/document.xml";

/// Reads a document into one draft.
pub(crate) fn read(
    declarations: &Declarations,
    options: &Options<'_>,
    name: &str,
    bytes: &[u8],
    original: Attachment,
) -> Result<Import, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let text = archive.text(DOCUMENT)?;
    let text = text.ok_or_else(|| Refusal::Broken("không có phần nội dung của Word".to_owned()))?;
    let root = xml::parse(&text)?;
    drop(text);
    let body = root.down(&["document", "body"]);
    let body = body.ok_or_else(|| Refusal::Broken("không có phần nội dung của Word".to_owned()))?;
    let part = |archive: &mut Archive<'_>, name: &str| -> Result<Option<Node>, Refusal> {
        archive.text(name)?.map(|text| xml::parse(&text)).transpose()
    };
    let styles = Styles::read(part(&mut archive, "word/styles.xml")?.as_ref());
    let numberings = Numberings::read(part(&mut archive, "word/numbering.xml")?.as_ref());
    let relations = relations(part(&mut archive, "word/_rels/document.xml.rels")?.as_ref());
    let links = relations.links;
    let context = Context {
        styles: &styles,
        links: &links,
    };
    let mut reader = Reader::new(context, &numberings);
    reader.body(body);
    let (blocks, met, nested) = (reader.blocks, reader.met, reader.nested_tables);
    if blocks.is_empty() {
        return Err(Refusal::NoContent);
    }
    let mut notes = HashMap::new();
    for (file, kind) in [("word/footnotes.xml", 'f'), ("word/endnotes.xml", 'e')] {
        if let Some(root) = part(&mut archive, file)? {
            notes.extend(notes_of(&root, kind, &styles));
        }
    }
    let parts = Parts {
        blocks,
        met,
        nested,
        notes,
        images: relations.images,
    };
    let mut import = draft(declarations, options, name, parts, &mut archive, &original.path)?;
    import.original = original;
    Ok(import)
}

/// What a document was taken apart into.
struct Parts {
    blocks: Vec<Block>,
    met: Met,
    nested: usize,
    notes: HashMap<String, String>,
    images: HashMap<String, String>,
}

/// The targets of the document's relations, by their ids.
struct Relations {
    /// Addresses outside.
    links: HashMap<String, String>,
    /// Parts of the archive.
    images: HashMap<String, String>,
}

fn relations(root: Option<&Node>) -> Relations {
    let (mut links, mut images) = (HashMap::new(), HashMap::new());
    let all = root
        .and_then(|root| root.child("Relationships"))
        .into_iter()
        .flat_map(Node::nodes);
    for relation in all {
        let (Some(id), Some(target)) = (relation.get("Id"), relation.get("Target")) else {
            continue;
        };
        if relation.get("TargetMode") == Some("External") {
            links.insert(id.to_owned(), target.to_owned());
        } else {
            let part = target
                .strip_prefix('/')
                .map_or_else(|| format!("word/{target}"), str::to_owned);
            images.insert(id.to_owned(), part);
        }
    }
    Relations { links, images }
}

/// The texts of footnotes or endnotes, by kind and id.
fn notes_of(root: &Node, kind: char, styles: &Styles) -> Vec<(String, String)> {
    let links = HashMap::new();
    let context = Context { styles, links: &links };
    let holder = root.nodes().next();
    let notes = holder
        .into_iter()
        .flat_map(Node::nodes)
        .filter(|note| note.get("type").is_none());
    notes
        .filter_map(|note| {
            let mut met = Met::default();
            let lines: Vec<String> = note
                .nodes()
                .filter(|node| node.name == "p")
                .map(|paragraph| {
                    let style = paragraph.child("pPr").and_then(|p| p.val("pStyle"));
                    runs::to_markdown(&context.runs(paragraph, style, &mut met), false)
                })
                .filter(|line| !line.is_empty())
                .collect();
            Some((format!("{kind}{}", note.get("id")?), lines.join(" ")))
        })
        .collect()
}

/// The draft that the parts make.
fn draft(
    declarations: &Declarations,
    options: &Options<'_>,
    name: &str,
    mut parts: Parts,
    archive: &mut Archive<'_>,
    original: &str,
) -> Result<Import, Refusal> {
    let mut findings = Vec::new();
    let collection = match options.collection {
        Some(id) => declarations.collection(id).ok_or(Refusal::NoContent)?,
        None => fields::guess(declarations, &parts.blocks)?,
    };
    let (title, sure) = outline::title(&mut parts.blocks, name);
    if !sure {
        let message = format!("tên bản ghi được đoán: “{}”", short(&title));
        findings.push(guessed("ten", message, "Đọc lại tên; sửa nếu chưa đúng."));
    }
    let mut guesses: Vec<String> = if sure { Vec::new() } else { vec!["ten".to_owned()] };
    if outline::headings(&mut parts.blocks) {
        let message = "tệp không dùng kiểu Đề mục, các đề mục được đoán theo chữ đậm và số thứ tự";
        findings.push(guessed(
            "noi-dung",
            message.to_owned(),
            "Xem lại các đề mục trong nội dung.",
        ));
    }
    let found = fields::take(declarations, collection, &mut parts.blocks);
    findings.extend(found.findings);
    guesses.extend(found.guessed);
    let mut values = found.fields;
    put(
        &mut values,
        collection,
        "ten",
        Yaml::Text(title.chars().take(200).collect()),
    );
    if let Some(summary) = fields::summary(collection, &values, &parts.blocks) {
        let message = format!("tóm tắt được lấy từ đoạn đầu: “{}”", short(&summary));
        findings.push(guessed(
            "tom_tat",
            message,
            "Viết lại thành một câu dễ hiểu, có con số.",
        ));
        guesses.push("tom_tat".to_owned());
        put(&mut values, collection, "tom_tat", Yaml::Text(summary));
    }
    let ma = ma_of(collection, &title);
    let pictures = pictures(&parts, &ma, archive, &mut findings)?;
    let body = write::body(&parts.blocks, &pictures.names, &notes_in_order(&parts));
    let (body, cut) = Draft::bounded(format!("{body}\n{}", crate::table_fields::aside(&found.kept)));
    findings.extend(lost(&parts, cut));
    if collection.field("tep").is_some() {
        put(&mut values, collection, "tep", original_field(name, original));
    }
    let draft = Draft {
        collection: collection.id.clone(),
        folder: folder_of(collection),
        ma,
        title,
        fields: ordered(collection, values),
        body,
        attachments: pictures.files,
        findings,
        guessed: guesses,
        today: options.today,
    };
    Ok(Import {
        collection: collection.id.clone(),
        folder: crate::draft::folder_of(collection),
        drafts: vec![draft],
        findings: Vec::new(),
        mapping: None,
        original: Attachment {
            path: original.to_owned(),
            bytes: Vec::new(),
        },
    })
}

fn guessed(field: &str, message: String, remedy: &str) -> Finding {
    let place = Place {
        header: Some(field.to_owned()),
        ..Place::default()
    };
    Finding::new(codes::IMPORT_GUESSED, place, message, remedy)
}

/// The notes in the order in which the text calls them.
fn notes_in_order(parts: &Parts) -> Vec<String> {
    let text = |id: &String| parts.notes.get(id).cloned().unwrap_or_default();
    parts.met.notes.iter().map(text).collect()
}

/// The images that could be kept.
struct Pictures {
    files: Vec<Attachment>,
    /// Paths by relation id.
    names: HashMap<String, String>,
}

fn pictures(
    parts: &Parts,
    ma: &str,
    archive: &mut Archive<'_>,
    findings: &mut Vec<Finding>,
) -> Result<Pictures, Refusal> {
    let mut pictures = Pictures {
        files: Vec::new(),
        names: HashMap::new(),
    };
    let mut number = 0;
    for block in &parts.blocks {
        let Block::Image(id, _) = block else { continue };
        if pictures.names.contains_key(id) {
            continue;
        }
        number += 1;
        let kept = if number > MAX_IMAGES {
            Err(format!("quá {MAX_IMAGES} ảnh"))
        } else {
            let bytes = parts
                .images
                .get(id)
                .map(|part| archive.bytes(part))
                .transpose()?
                .flatten();
            match bytes {
                Some(bytes) => images::encoded(&bytes),
                None => Err("ảnh nằm ngoài tệp".to_owned()),
            }
        };
        match kept {
            Ok((bytes, ending)) => {
                let path = format!("tep/{ma}-anh-{number}.{ending}");
                pictures.names.insert(id.clone(), path.clone());
                pictures.files.push(Attachment { path, bytes });
            }
            Err(why) => findings.push(Finding::new(
                codes::IMPORT_IMAGE,
                Place::default(),
                format!("ảnh thứ {number} không lấy được: {why}"),
                "Ảnh vẫn còn trong tệp gốc; mở bằng Word, lưu ảnh thành PNG hoặc JPEG rồi thêm vào.",
            )),
        }
    }
    Ok(pictures)
}

/// What only the original still shows.
fn lost(parts: &Parts, cut: bool) -> Vec<Finding> {
    let met = &parts.met;
    let counted = [
        (
            codes::IMPORT_LEGACY,
            met.legacy,
            "đoạn chữ gõ theo phông cũ đã đổi sang Unicode",
            "Đọc lại một lượt, nhất là chữ hoa có dấu và tên riêng.",
        ),
        (
            codes::IMPORT_LOST,
            met.deleted,
            "chỗ đã xoá hoặc ẩn trong Word không được nhập",
            "Mở tệp gốc, chấp nhận hoặc bỏ các thay đổi đang theo dõi nếu cần giữ.",
        ),
        (
            codes::IMPORT_LOST,
            met.formulas,
            "công thức được giữ dạng chữ thường",
            "So với tệp gốc; công thức khó thì chèn thành ảnh.",
        ),
        (
            codes::IMPORT_LOST,
            parts.nested,
            "bảng nằm trong bảng được giữ dạng chữ",
            "So với tệp gốc; tách thành bảng riêng nếu cần.",
        ),
    ];
    let tell = |code, message: String, remedy| Finding::new(code, Place::default(), message, remedy);
    let met = counted.into_iter().filter(|(_, count, ..)| *count > 0);
    let mut found: Vec<Finding> = met
        .map(|(code, count, what, remedy)| tell(code, format!("{count} {what}"), remedy))
        .collect();
    if cut {
        found.push(tell(
            codes::IMPORT_LOST,
            "nội dung dài hơn một bản ghi được phép, phần cuối bị cắt".to_owned(),
            "Toàn văn còn trong tệp gốc đính kèm; giữ lại phần cốt yếu trong nội dung.",
        ));
    }
    found
}
