//! From bytes to clean text: encodings, byte order mark, composed letters, hidden characters, bounds.
//!
//! The text that comes out is what every later place refers to; cleaning never changes the number of lines.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use vietnamese::legacy::{Encoding, detect_and_decode};
use vietnamese::syllable::is_legal;

use crate::{Code, codes};

/// Largest file, in bytes.
pub const MAX_FILE: usize = 1 << 20;
/// Longest line, in bytes.
pub const MAX_LINE: usize = 20_000;

/// Fewer distinct words than this do not show that a text was typed in an old font.
const MIN_LEGACY_WORDS: usize = 3;

/// A finding made before there were lines; `at` counts in the cleaned text, `None` is the whole file.
#[derive(Debug)]
pub(crate) struct Note {
    pub(crate) code: Code,
    pub(crate) at: Option<Range<usize>>,
    pub(crate) message: String,
    pub(crate) remedy: String,
}

/// Clean text with what was found; no text when nothing can be read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) text: Option<String>,
    pub(crate) notes: Vec<Note>,
}

impl Read {
    fn note(&mut self, code: Code, at: Option<Range<usize>>, message: impl Into<String>, remedy: impl Into<String>) {
        self.notes.push(Note {
            code,
            at,
            message: message.into(),
            remedy: remedy.into(),
        });
    }
}

/// Reads a file of content. `max` bounds its size: 1 MB for a record.
pub(crate) fn read(bytes: &[u8], max: usize) -> Read {
    let mut read = Read::default();
    if bytes.len() > max {
        let message = format!("tệp dài {} byte, quá {max} byte, nên không được đọc", bytes.len());
        read.note(
            codes::FILE_TOO_LARGE,
            None,
            message,
            "Chia nhỏ nội dung, hoặc để phần dài thành tệp đính kèm.",
        );
        return read;
    }
    let Some(text) = decode(bytes, &mut read) else {
        return read;
    };
    let text = compose(text, &mut read);
    let text = strip(text, &mut read);
    let text = eth(text, &mut read);
    long_lines(&text, &mut read);
    read.text = Some(text);
    read
}

/// UTF-8, or UTF-16 with a remark; otherwise says which encoding it looks like.
fn decode(bytes: &[u8], read: &mut Read) -> Option<String> {
    const SAVE: &str = "Mở tệp bằng Notepad, chọn Lưu thành…, ô Mã hoá chọn UTF-8, rồi lưu lại.";
    if let Some(wide) = utf16(bytes) {
        read.note(codes::NOT_UTF8, None, "tệp lưu bằng bảng mã UTF-16", SAVE);
        return Some(wide);
    }
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF");
    if plain.is_some() {
        read.note(
            codes::BOM,
            None,
            "tệp có dấu BOM ở đầu",
            "Khi lưu bằng Notepad, chọn UTF-8, không chọn UTF-8 with BOM.",
        );
    }
    let bytes = plain.unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text.to_owned()),
        Err(error) => error,
    };
    let broken = String::from_utf8_lossy(bytes).into_owned();
    let marks = broken.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let good = broken.chars().filter(|c| !c.is_ascii()).count() - marks;
    // Text in an 8-bit code page has hardly one valid sequence; a damaged UTF-8 file has hardly an invalid one.
    if marks <= 8 && good > marks * 4
        || bytes.iter().filter(|b| **b >= 0x80).count() <= 3 && marks <= 3 && !bytes.contains(&0)
    {
        let at = error.valid_up_to();
        let message = format!("tệp có {marks} byte hỏng, không đọc được theo UTF-8");
        read.note(
            codes::NOT_UTF8,
            Some(at..at + char::REPLACEMENT_CHARACTER.len_utf8()),
            message,
            "Gõ lại chữ ở chỗ có dấu � rồi lưu bằng UTF-8.",
        );
        return Some(broken);
    }
    if bytes.contains(&0) {
        read.note(
            codes::NOT_UTF8,
            None,
            "tệp nhị phân, không phải văn bản",
            "Chỉ đặt tệp Markdown ở đây; tệp khác để trong thư mục đính kèm.",
        );
        return None;
    }
    let latin: String = bytes.iter().map(|b| char::from(*b)).collect();
    if let Some((name, decoded)) = legacy(&latin) {
        let message = format!("tệp không phải UTF-8 mà là bảng mã {name}; nội dung được đọc tạm theo bảng mã đó");
        read.note(
            codes::NOT_UTF8,
            None,
            message,
            "Chuyển sang Unicode bằng UniKey (Ctrl+Shift+F6) rồi lưu bằng UTF-8.",
        );
        return Some(decoded);
    }
    let message = "tệp không phải UTF-8; có vẻ là bảng mã 8 bit của Windows (windows-1258 hoặc windows-1252)";
    read.note(codes::NOT_UTF8, None, message, SAVE);
    None
}

/// UTF-16 with a byte order mark, or recognisable by its zero bytes.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (little, body) = match bytes {
        [0xFF, 0xFE, body @ ..] => (true, body),
        [0xFE, 0xFF, body @ ..] => (false, body),
        [b'-', 0, b'-', 0, ..] => (true, bytes),
        [0, b'-', 0, b'-', ..] => (false, bytes),
        _ => return None,
    };
    let units = body.chunks_exact(2).map(|pair| match pair {
        [a, b] if little => u16::from_le_bytes([*a, *b]),
        [a, b] => u16::from_be_bytes([*a, *b]),
        _ => 0,
    });
    Some(
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// The font encoding that a text was typed in, and the text in Unicode.
fn legacy(text: &str) -> Option<(&'static str, String)> {
    let (encoding, decoded) = detect_and_decode(text)?;
    // Two words such as `m²` decide nothing about a line of a table.
    let changed = text
        .split_whitespace()
        .zip(decoded.split_whitespace())
        .filter(|(old, new)| old != new)
        .map(|(old, _)| old)
        .collect::<std::collections::HashSet<_>>();
    if changed.len() < MIN_LEGACY_WORDS {
        return None;
    }
    let name = match encoding {
        Encoding::Tcvn3 => "TCVN3 (phông .VnTime)",
        Encoding::Vni => "VNI (phông VNI-Times)",
        Encoding::Viscii => "VISCII",
    };
    Some((name, decoded))
}

/// Like [`legacy`] for a text of which only some lines were pasted from an old document.
fn legacy_lines(text: &str) -> Option<(&'static str, String)> {
    let mut found = None;
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match legacy(line) {
            Some((name, decoded)) => {
                found = found.or(Some(name));
                out.push_str(&decoded);
            }
            None => out.push_str(line),
        }
    }
    found.map(|name| (name, out))
}

/// Old font encodings and decomposed letters become composed Unicode.
fn compose(text: String, read: &mut Read) -> String {
    if let Some((name, decoded)) = legacy(&text).or_else(|| legacy_lines(&text)) {
        let first = text
            .lines()
            .zip(decoded.lines())
            .position(|(old, new)| old != new)
            .unwrap_or(0);
        let decoded: String = decoded.nfc().collect();
        let at = line_range(&decoded, first);
        read.note(
            codes::LEGACY_FONT,
            Some(at),
            format!("chữ gõ theo phông cũ, bảng mã {name}"),
            "Chuyển sang Unicode bằng UniKey (Ctrl+Shift+F6) rồi lưu lại; nội dung được đọc tạm theo bảng mã đó.",
        );
        return decoded;
    }
    if text.chars().all(is_composed) || is_nfc(&text) {
        return text;
    }
    let first = text.lines().position(|line| !is_nfc(line)).unwrap_or(0);
    let composed: String = text.nfc().collect();
    let at = line_range(&composed, first);
    read.note(
        codes::NOT_NFC,
        Some(at),
        "chữ có dấu ở dạng tổ hợp rời",
        "Không cần gõ lại; lưu bằng dạng dựng sẵn (NFC) nếu trình soạn thảo cho chọn.",
    );
    composed
}

/// Letters and signs of Vietnamese that are NFC in whatever company; for all others there are tables.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{1EA0}'..='\u{1EF9}' | '\u{2010}'..='\u{2027}')
}

/// Bytes of a line without its end.
fn line_range(text: &str, number: usize) -> Range<usize> {
    crate::front::lines(text)
        .nth(number)
        .map_or(0..0, |(at, line)| at..at + line.trim_end().len())
}

/// Drops characters that cannot be seen, and says where the first of each kind was.
fn strip(text: String, read: &mut Read) -> String {
    if !text.contains(|c| Unseen::of(c).is_some()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let (mut controls, mut hidden) = (Vec::new(), Vec::new());
    for c in text.chars() {
        match Unseen::of(c) {
            None => out.push(c),
            Some(Unseen::Break) => out.push(' '),
            Some(Unseen::Control) => {
                controls.push((out.len(), c));
                out.push(' ');
            }
            Some(Unseen::Hidden) => hidden.push((out.len(), c)),
        }
    }
    if let Some((at, c)) = controls.first() {
        let message = format!(
            "có {} ký tự điều khiển, ký tự đầu là U+{:04X}",
            controls.len(),
            u32::from(*c)
        );
        read.note(
            codes::CONTROL_CHARACTER,
            Some(*at..*at + 1),
            message,
            "Xoá ký tự ở chỗ này và gõ lại chữ bên cạnh.",
        );
    }
    if let Some((at, c)) = hidden.first() {
        let message = format!("có {} ký tự ẩn, ký tự đầu là U+{:04X}", hidden.len(), u32::from(*c));
        read.note(
            codes::INVISIBLE_CHARACTER,
            Some(*at..*at),
            message,
            "Xoá ký tự ẩn: đặt con trỏ ở chỗ này, bấm Delete, gõ lại chữ bên cạnh nếu cần.",
        );
    }
    out
}

/// The letter eth in the place of `đ`: some keyboards and old converters write it, and nothing finds it.
///
/// Only in words that are Vietnamese with the other letter; an Icelandic name keeps its own.
fn eth(text: String, read: &mut Read) -> String {
    let is_eth = |c: char| matches!(c, 'ð' | 'Ð' | 'Ɖ' | 'ɖ');
    if !text.contains(is_eth) {
        return text;
    }
    let turned = |word: &str| {
        let change = |c| match c {
            'ð' | 'ɖ' => 'đ',
            'Ð' | 'Ɖ' => 'Đ',
            other => other,
        };
        word.chars().map(change).collect::<String>()
    };
    let mut out = String::with_capacity(text.len());
    let (mut first, mut count) = (None, 0);
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let written = turned(letters);
        if letters.contains(is_eth) && is_legal(&written) {
            let start = out.len();
            first.get_or_insert(start..start + written.len());
            count += 1;
            out.push_str(&written);
            out.push_str(&word[letters.len()..]);
        } else {
            out.push_str(word);
        }
    }
    if let Some(at) = first {
        let message = format!("có {count} tiếng viết chữ ð (eth) thay cho đ");
        read.note(
            codes::ETH,
            Some(at),
            message,
            "Gõ lại bằng chữ đ; hai chữ nhìn giống nhau nhưng máy tìm không khớp.",
        );
    }
    out
}

/// A character that cannot be seen.
enum Unseen {
    /// Ends a line or a paragraph, in ways of its own.
    Break,
    Control,
    Hidden,
}

impl Unseen {
    fn of(c: char) -> Option<Self> {
        match c {
            '\n' | '\t' | '\r' => None,
            '\u{85}' | '\u{2028}' | '\u{2029}' => Some(Self::Break),
            _ if c.is_control() || is_bidi(c) => Some(Self::Control),
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' => Some(Self::Hidden),
            _ => None,
        }
    }
}

/// Characters that turn the direction of writing: they can make a text look like another.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn long_lines(text: &str, read: &mut Read) {
    for (at, line) in crate::front::lines(text)
        .filter(|(_, line)| line.len() > MAX_LINE)
        .take(3)
    {
        let message = format!("dòng dài {} byte, quá {MAX_LINE} byte", line.len());
        read.note(
            codes::LINE_TOO_LONG,
            Some(at..at + 1),
            message,
            "Ngắt dòng ở cuối câu; một dòng trống tách hai đoạn.",
        );
    }
}
