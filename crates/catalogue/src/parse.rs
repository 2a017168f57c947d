//! A file of content as a record: never fails, and reports every problem at once.

use crate::declarations::builtin;
use crate::encoding::{self, MAX_FILE};
use crate::front::{Split, split};
use crate::parts::{checksum, file_stem, first_words, put, status, text_of, title_field, visibility};
use crate::recover::{self, Front};
use crate::refs::{At, FileReference, Parsed, Reference};
use crate::source::Findings;
use crate::text::{cut, short, slug};
use crate::typed::{Checker, is_ma};
use crate::yaml::{Key, Node};
use crate::{Collection, Declarations, Diagnostic, Record, Value, codes, markdown};

/// The record of a file and every problem of it, in the order of the file.
///
/// `path` is relative to `content/`, with `/`: `<collection>/…/<file>.md`; with the built-in collection any path.
/// There is no record only when the file cannot be read as text, is too large or empty, or lies outside every
/// declared collection.
pub fn parse_record(declarations: &Declarations, path: &str, bytes: &[u8]) -> (Option<Record>, Vec<Diagnostic>) {
    let parsed = parse(declarations, path, bytes);
    (parsed.record, parsed.diagnostics)
}

/// Like [`parse_record`], with everything that the file points to, for [`crate::check_links`].
pub fn parse(declarations: &Declarations, path: &str, bytes: &[u8]) -> Parsed {
    let read = encoding::read(bytes, MAX_FILE);
    let text = read.text.as_deref().unwrap_or("");
    let mut findings = Findings::new(path, text);
    for note in read.notes {
        match note.at {
            Some(range) => findings.at(note.code, range, note.message, note.remedy),
            None => findings.whole(note.code, note.message, note.remedy),
        }
    }
    let mut parsed = Parsed::default();
    if read.text.is_some() {
        if text.trim().is_empty() {
            findings.whole(
                codes::EMPTY_FILE,
                "tệp không có nội dung",
                "Viết nội dung, hoặc xoá tệp.",
            );
        } else if let Some(collection) = collection_of(declarations, path, &mut findings) {
            parsed = Reader {
                declarations,
                collection,
                text,
                path,
                findings: &mut findings,
            }
            .read();
        }
    }
    parsed.total = findings.total();
    parsed.edits = findings.take_edits();
    parsed.diagnostics = findings.finish();
    parsed
}

/// The collection that a path belongs to.
fn collection_of<'d>(
    declarations: &'d Declarations,
    path: &str,
    findings: &mut Findings<'_>,
) -> Option<&'d Collection> {
    if let [one] = declarations.collections.as_slice()
        && one.is_builtin()
    {
        return Some(one);
    }
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let found = folder.and_then(|folder| declarations.collection(folder));
    if found.is_none() {
        let known: Vec<&str> = declarations.collections.iter().map(|c| c.id.as_str()).collect();
        let near = folder.and_then(|folder| crate::text::nearest(folder, known.iter().copied()));
        let message = match folder {
            Some(folder) => format!("không có bộ dữ liệu “{}”", short(folder)),
            None => "tệp không nằm trong thư mục của bộ dữ liệu nào".to_owned(),
        };
        let remedy = match near {
            Some(near) => format!("Có phải là thư mục “{near}”?"),
            None => format!("Chuyển tệp vào một trong các thư mục: {}.", known.join(", ")),
        };
        findings.whole(codes::UNKNOWN_COLLECTION, message, remedy);
    }
    found
}

/// Reads one file whose collection is known.
struct Reader<'d, 'f, 'a> {
    declarations: &'d Declarations,
    collection: &'d Collection,
    text: &'a str,
    path: &'a str,
    findings: &'f mut Findings<'a>,
}

impl<'a> Reader<'_, '_, 'a> {
    fn read(mut self) -> Parsed {
        let (Front { members, broken }, body_at) = self.front();
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut checker = Checker {
            declarations: self.declarations,
            findings: self.findings,
            folder,
            lenient: self.collection.is_builtin(),
            broken: &broken,
            links: Vec::new(),
            files: Vec::new(),
        };
        // Something missing is reported at the first line, where the author begins to write.
        let mut values = checker.members(None, 0, &self.collection.fields, &members);
        let places = members
            .iter()
            .map(|(key, node)| (key.text.clone(), checker.place_of(&node.span)));
        let fields = places.collect();
        let (mut links, mut files) = (checker.links, checker.files);

        let (ma, ma_at) = self.ma(&members, broken.iter().any(|key| key == "ma"));
        let source = self.text.get(body_at..).unwrap_or("");
        let given = title_field(&values).or_else(|| builtin::title(self.collection, &members));
        let options = markdown::Options {
            folder,
            drop_title: given.is_none(),
        };
        let (output, found) = markdown::render(source, &options);
        for finding in found {
            let range = finding.range.start + body_at..finding.range.end + body_at;
            self.findings.at(finding.code, range, finding.message, finding.remedy);
        }
        self.targets(&output.targets, body_at, &mut links, &mut files);
        if self.collection.body_required && source.trim().is_empty() {
            let end = self.text.trim_end().len();
            self.findings.at(
                codes::EMPTY_BODY,
                end..end,
                "bản ghi chưa có nội dung",
                "Viết nội dung dưới dòng --- thứ hai.",
            );
        }

        let stem = file_stem(self.path);
        let title_from_path = given.is_none() && output.first_heading.is_none();
        let title = given.or(output.first_heading).unwrap_or_else(|| stem.to_owned());
        put(&self.collection.fields, &mut values, "ma", Value::Text(ma.clone()));
        self.fail_closed(body_at, &mut values);
        let record = Record {
            ma,
            collection: self.collection.id.clone(),
            title,
            title_from_path,
            summary: text_of(&values, "tom_tat").unwrap_or_else(|| first_words(&output.rendered)),
            path: self.path.to_owned(),
            status: status(&values),
            visibility: visibility(&values),
            updated: text_of(&values, "ngay_sua")
                .or_else(|| text_of(&values, "ngay_tao"))
                .unwrap_or_default(),
            values,
            body: output.rendered,
        };
        Parsed {
            record: Some(record),
            ma_at,
            links,
            files,
            fields,
            ..Parsed::default()
        }
    }

    /// The members of the front matter and where the body begins.
    fn front(&mut self) -> (Front, usize) {
        match split(self.text) {
            Split::Both { front, body } => {
                let members = recover::read(self.text.get(front.clone()).unwrap_or(""), front.start, self.findings);
                (members, body)
            }
            Split::NoFront if self.collection.is_builtin() => (Front::default(), 0),
            Split::Unclosed { .. } if self.collection.is_builtin() => (Front::default(), 0),
            Split::NoFront => {
                let first = self.text.lines().next().unwrap_or("").trim_end().len();
                self.findings.at(
                    codes::NO_FRONT_MATTER,
                    0..first,
                    "bản ghi không bắt đầu bằng dòng ---",
                    "Thêm dòng --- ở đầu tệp, rồi các trường, rồi một dòng --- nữa trước nội dung.",
                );
                (Front::default(), 0)
            }
            Split::Unclosed { front, body } => {
                self.findings.at(
                    codes::UNCLOSED_FRONT_MATTER,
                    0..3,
                    "phần thông tin đầu tệp không có dòng --- để kết thúc",
                    "Thêm một dòng --- sau trường cuối cùng, trước nội dung.",
                );
                let members = recover::read(self.text.get(front.clone()).unwrap_or(""), front.start, self.findings);
                (members, body)
            }
        }
    }

    /// The identifier: as written when it is well-formed, else from the file name.
    fn ma(&mut self, members: &[(Key, Node)], is_broken: bool) -> (String, At) {
        let stem = file_stem(self.path);
        let builtin = self.collection.is_builtin();
        let derived = if builtin {
            slug(self.path.strip_suffix(".md").unwrap_or(self.path), 80)
        } else {
            slug(stem, 80)
        };
        let derived = if is_ma(&derived) {
            derived
        } else {
            format!("ban-ghi-{:08x}", checksum(self.path))
        };
        let node = members
            .iter()
            .find(|(key, _)| key.text == "ma")
            .map(|(key, node)| (key, node));
        let Some((_, node)) = node.filter(|(_, node)| !node.is_empty()) else {
            if !builtin && !is_broken {
                let at = node.map_or(0..0, |(key, _)| key.span.clone());
                self.findings.at(
                    codes::MA_MISSING,
                    at,
                    "bản ghi chưa có mã",
                    format!("Thêm dòng “ma: {derived}”."),
                );
            }
            return (derived, At::default());
        };
        let place = self.findings.locate(&node.span);
        let at = At {
            line: place.line,
            column: place.column,
            length: place.length,
            source: place.source,
        };
        let written = node.text().unwrap_or("").trim();
        let prefix = &self.collection.prefix;
        if node.text().is_none() {
            // A list or a group; reported as a wrong type.
            return (derived, at);
        }
        if !is_ma(written) {
            let base = slug(written, 80);
            let proposed = if is_ma(&base) { base } else { derived.clone() };
            self.findings.at(
                codes::MA_MALFORMED,
                node.span.clone(),
                format!("mã “{}” viết sai dạng", short(written)),
                format!("Chỉ dùng a–z, 0–9 và dấu gạch nối, 2–80 ký tự, ví dụ {proposed}."),
            );
            return (derived, at);
        }
        if !prefix.is_empty()
            && !written
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.starts_with('-'))
        {
            self.findings.at(
                codes::MA_PREFIX,
                node.span.clone(),
                format!("mã của bộ dữ liệu này bắt đầu bằng “{prefix}-”"),
                format!("Đổi thành {prefix}-{}.", cut(written, 70)),
            );
        }
        if !builtin && written != stem {
            self.findings.at(
                codes::MA_FILE_NAME,
                node.span.clone(),
                format!("mã “{written}” khác tên tệp “{}”", short(stem)),
                format!("Đổi tên tệp thành {written}.md."),
            );
        }
        (written.to_owned(), at)
    }

    /// What was meant to hold a record back must do so even when it is misspelt.
    ///
    /// A state or a visibility that is written but could not be read counts as the narrowest one, and so does
    /// a consent that the collection requires and that is not there.
    fn fail_closed(&self, body_at: usize, values: &mut Vec<(String, Value)>) {
        let front = self.text.get(..body_at).unwrap_or("");
        for (name, narrowest) in [("trang_thai", "nhap"), ("quyen_xem", "noi-bo")] {
            let written = front
                .lines()
                .any(|line| line.trim_start_matches([' ', '\t', '"', '\'']).starts_with(name));
            if written && text_of(values, name).is_none() {
                put(
                    &self.collection.fields,
                    values,
                    name,
                    Value::Choice(narrowest.to_owned()),
                );
            }
        }
        let consent = self
            .collection
            .field("dong_y_cong_khai")
            .is_some_and(|field| field.required);
        if consent && !values.iter().any(|(name, _)| name == "dong_y_cong_khai") {
            put(&self.collection.fields, values, "dong_y_cong_khai", Value::Flag(false));
        }
    }

    /// Records and files that the body points to.
    fn targets(
        &self,
        targets: &[markdown::Target],
        body_at: usize,
        links: &mut Vec<Reference>,
        files: &mut Vec<FileReference>,
    ) {
        for target in targets {
            let place = self
                .findings
                .locate(&(target.range.start + body_at..target.range.end + body_at));
            let at = At {
                line: place.line,
                column: place.column,
                length: place.length,
                source: place.source,
            };
            let field = String::new();
            match target.path.strip_suffix(".md") {
                Some(record) => {
                    let ma = record.rsplit('/').next().unwrap_or(record).to_owned();
                    links.push(Reference {
                        ma,
                        to: Vec::new(),
                        field,
                        at,
                    });
                }
                // An address without an extension is a page of the site, perhaps another record.
                None if !target.path.rsplit('/').next().is_some_and(|name| name.contains('.')) => {}
                None => files.push(FileReference {
                    path: target.path.clone(),
                    field,
                    at,
                }),
            }
        }
    }
}
