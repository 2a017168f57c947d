//! The code charts.
//!
//! * TCVN3: TCVN 5712:1993, table VN3 (the half without capitals that carry a tone).
//! * VISCII: RFC 1456, table 1.
//! * VNI: the code chart of the VNI-Windows fonts (VNI Software), where a mark is a code point of
//!   its own after the letter.
//! * Windows-1252: the best-fit table published by the Unicode Consortium.

/// U+00A1 and up; `.` where VN3 puts no letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ\
......àảãáạ.ằẳẵắ.\
......ặầẩẫấậè.ẻẽ\
éẹềểễếệìỉ...ĩíịò\
.ỏõóọồổỗốộờởỡớợù\
.ủũúụừửữứựỳỷỹýỵ.";

/// U+0080 and up.
const VISCII: &str = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ\
ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ\
Õắằặấầẩậẽẹếềểễệố\
ồổỗỠƠộờởịỰỨỪỬơớƯ\
ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ\
ĐứÒÓÔạỷừửÙÚỹỵÝỡư\
àáâãảăữẫèéêẻìíĩỉ\
đựòóôõỏọụùúũủýợỮ";

/// The six letters that VISCII puts on control codes.
const VISCII_CONTROLS: [(char, char); 6] = [
    ('\u{2}', 'Ẳ'),
    ('\u{5}', 'Ẵ'),
    ('\u{6}', 'Ẫ'),
    ('\u{14}', 'Ỷ'),
    ('\u{19}', 'Ỹ'),
    ('\u{1e}', 'Ỵ'),
];

/// VNI letters of one code point.
const VNI_SINGLE: [(char, char); 18] = [
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('Í', 'Í'),
    ('Ì', 'Ì'),
    ('Æ', 'Ỉ'),
    ('Ó', 'Ĩ'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
];

/// VNI marks, in lower case, with what they make of a letter: the letters in the order of
/// [`VNI_LETTERS`], `.` where the pair does not exist.
const VNI_MARKS: [(char, &str); 16] = [
    ('ù', "áéóúýớứ"),
    ('ø', "àèòùỳờừ"),
    ('û', "ảẻỏủỷởử"),
    ('õ', "ãẽõũỹỡữ"),
    ('ï', "ạẹọụ.ợự"),
    ('â', "âêô...."),
    ('á', "ấếố...."),
    ('à', "ầềồ...."),
    ('å', "ẩểổ...."),
    ('ã', "ẫễỗ...."),
    ('ä', "ậệộ...."),
    ('ê', "ă......"),
    ('é', "ắ......"),
    ('è', "ằ......"),
    ('ú', "ẳ......"),
    ('ü', "ẵ......"),
];

/// Letters that take a mark in VNI; `ô` is ơ and `ö` is ư there.
const VNI_LETTERS: [char; 7] = ['a', 'e', 'o', 'u', 'y', 'ô', 'ö'];

pub(super) fn tcvn3(c: char) -> Option<char> {
    nth(TCVN3, c, 0xa1)
}

pub(super) fn viscii(c: char) -> Option<char> {
    if let Some(&(_, letter)) = VISCII_CONTROLS.iter().find(|(code, _)| *code == c) {
        return Some(letter);
    }
    nth(VISCII, c, 0x80)
}

fn nth(chart: &str, c: char, start: u32) -> Option<char> {
    let at = (c as u32).checked_sub(start)?;
    chart.chars().nth(at as usize).filter(|&letter| letter != '.')
}

pub(super) fn vni_single(c: char) -> Option<char> {
    VNI_SINGLE
        .iter()
        .find(|(code, _)| *code == c)
        .map(|&(_, letter)| letter)
}

/// A letter and its mark; the case is the letter's.
pub(super) fn vni_pair(letter: char, mark: char) -> Option<char> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let column = VNI_LETTERS.iter().position(|&l| l == lower(letter))?;
    let small = lower(mark);
    let made = match (small, column) {
        // ë is the one mark whose letter is fixed by the chart: ặ.
        ('ë', 0) => 'ặ',
        _ => {
            let (_, row) = VNI_MARKS.iter().find(|(code, _)| *code == small)?;
            row.chars().nth(column).filter(|&c| c != '.')?
        }
    };
    let split = crate::letters::split(made)?;
    Some(crate::letters::join(split.base, split.tone, letter.is_uppercase()))
}

/// 0x80–0x9F of Windows-1252; the five free codes are read as Latin-1.
pub(super) fn windows_1252(b: u8) -> char {
    const TABLE: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    TABLE
        .chars()
        .nth(usize::from(b.wrapping_sub(0x80)))
        .unwrap_or(char::from(b))
}
