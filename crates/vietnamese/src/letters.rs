//! The table that everything else reads: each precomposed Vietnamese letter taken apart into
//! its base letter (hat, horn, breve and bar kept), its tone and its case.

use crate::syllable::Tone;

/// The twelve vowels by tone: ngang, huyền, hỏi, ngã, sắc, nặng.
pub(crate) const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// The same vowels in upper case.
const UPPER: [[char; 6]; 12] = [
    ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
];

/// One letter taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Letter {
    /// Lower case, hat, horn, breve and bar kept, tone removed; `'\0'` for "no Vietnamese letter".
    pub(crate) base: char,
    /// The tone that stands on it.
    pub(crate) tone: Tone,
    /// Whether it was written in upper case.
    pub(crate) upper: bool,
}

const NONE: Letter = Letter {
    base: '\0',
    tone: Tone::Ngang,
    upper: false,
};

const LOW_START: u32 = 0xC0;
const LOW_LEN: usize = 0x1B0 - 0xC0 + 1;
const HIGH_START: u32 = 0x1EA0;
const HIGH_LEN: usize = 0x1EF9 - 0x1EA0 + 1;

static ASCII: [Letter; 128] = ascii_table();
static LOW: [Letter; LOW_LEN] = table(LOW_START);
static HIGH: [Letter; HIGH_LEN] = table(HIGH_START);

const fn ascii_table() -> [Letter; 128] {
    let mut out = [NONE; 128];
    let mut b = b'a';
    while b <= b'z' {
        out[b as usize] = Letter {
            base: b as char,
            tone: Tone::Ngang,
            upper: false,
        };
        let up = b.to_ascii_uppercase();
        out[up as usize] = Letter {
            base: b as char,
            tone: Tone::Ngang,
            upper: true,
        };
        b += 1;
    }
    out
}

const fn table<const N: usize>(start: u32) -> [Letter; N] {
    let mut out = [NONE; N];
    let mut v = 0;
    while v < 12 {
        let mut t = 0;
        while t < 6 {
            let lower = VOWELS[v][t] as u32;
            if lower >= start && ((lower - start) as usize) < N {
                out[(lower - start) as usize] = Letter {
                    base: VOWELS[v][0],
                    tone: Tone::ALL[t],
                    upper: false,
                };
            }
            let upper = UPPER[v][t] as u32;
            if upper >= start && ((upper - start) as usize) < N {
                out[(upper - start) as usize] = Letter {
                    base: VOWELS[v][0],
                    tone: Tone::ALL[t],
                    upper: true,
                };
            }
            t += 1;
        }
        v += 1;
    }
    if start == LOW_START {
        out[('đ' as u32 - LOW_START) as usize] = Letter {
            base: 'đ',
            tone: Tone::Ngang,
            upper: false,
        };
        out[('Đ' as u32 - LOW_START) as usize] = Letter {
            base: 'đ',
            tone: Tone::Ngang,
            upper: true,
        };
    }
    out
}

/// Takes a letter apart; `None` for anything outside a–z and the Vietnamese alphabet.
#[inline]
pub(crate) fn split(c: char) -> Option<Letter> {
    let u = c as u32;
    let letter = if u < 0x80 {
        ASCII[u as usize]
    } else if u < HIGH_START {
        *LOW.get(u.wrapping_sub(LOW_START) as usize)?
    } else {
        *HIGH.get((u - HIGH_START) as usize)?
    };
    (letter.base != '\0').then_some(letter)
}

/// Whether a base letter (as [`Letter::base`] gives it) is a vowel.
#[inline]
pub(crate) fn is_vowel(base: char) -> bool {
    matches!(
        base,
        'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y'
    )
}

/// The base letter with a tone and a case put back. A consonant takes no tone.
pub(crate) fn join(base: char, tone: Tone, upper: bool) -> char {
    match VOWELS.iter().position(|row| row[0] == base) {
        Some(v) if upper => UPPER[v][tone as usize],
        Some(v) => VOWELS[v][tone as usize],
        None if upper && base == 'đ' => 'Đ',
        None if upper => base.to_ascii_uppercase(),
        None => base,
    }
}

/// The base letter without hat, horn, breve or bar: always one of a–z.
pub(crate) fn plain(base: char) -> char {
    match base {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        other => other,
    }
}
