//! The grammar of the written syllable: onset × rhyme × tone, by rule and not from a word list.
//!
//! The rules are those of school orthography (Bộ Giáo dục, decision 240/QĐ 1984, and the rhyme
//! tables of the primary-school readers): c/g/ng before a ă â o ô ơ u ư and k/gh/ngh before
//! e ê i y; `qu` before its own rhymes; `yê` only without an onset; only sắc and nặng before a
//! final p t c ch. Rhymes that live in loans (`oong`, `uyt` in *buýt*, `uyn`) are in; the product
//! is otherwise left open, because names and loans fill gaps that a word list would forbid.

use crate::letters::{is_vowel, join, split};

/// The six tones in dictionary order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[repr(u8)]
pub enum Tone {
    /// Level, unmarked.
    #[default]
    Ngang,
    /// Grave.
    Huyen,
    /// Hook above.
    Hoi,
    /// Tilde.
    Nga,
    /// Acute.
    Sac,
    /// Dot below.
    Nang,
}

impl Tone {
    /// All tones in dictionary order.
    pub const ALL: [Self; 6] = [Self::Ngang, Self::Huyen, Self::Hoi, Self::Nga, Self::Sac, Self::Nang];
}

/// A legal written syllable, taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Syllable {
    /// One of the onsets, lower case; empty where the syllable starts with its vowel.
    pub onset: &'static str,
    /// One of the rhymes, lower case, without tone. After `gi` an `i` of the rhyme that the
    /// spelling swallows is restored (`giếng` is `gi` + `iêng`), after `qu` the `u` is not repeated.
    pub rhyme: &'static str,
    /// The tone.
    pub tone: Tone,
}

pub(crate) const ONSETS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x",
];

pub(crate) const RHYMES: [&str; 159] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng", "eo",
    "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt",
    "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe",
    "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u",
    "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên",
    "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y",
    "yêm", "yên", "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên", "ênh",
    "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ", "ơi",
    "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp",
    "ươt", "ươu",
];

/// What may follow `qu`; everything else there would be a slip.
const AFTER_QU: [&str; 44] = [
    "a", "ac", "ach", "ai", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "en", "eng", "eo", "et", "i", "inh",
    "it", "y", "ych", "yn", "ynh", "yt", "yên", "yêt", "âc", "ân", "âng", "ât", "ây", "ê", "êch", "ên", "ênh", "êt",
    "ôc", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt",
];

/// `quơ`, `quớt`, `quờn`: the glide before ơ, kept apart only to keep the table above readable.
const AFTER_QU_HORN: [&str; 3] = ["ơ", "ơn", "ơt"];

/// Onsets that may stand before a lone `y`. The first seven are spelt with `i` as well and sound
/// the same (see [`crate::tone`]); `th` and `n` live in given names.
const BEFORE_Y: [&str; 10] = ["", "h", "k", "l", "m", "s", "t", "v", "th", "n"];

/// The longest syllable in letters (`nghiêng`).
pub(crate) const MAX_LETTERS: usize = 7;

/// A written syllable as base letters and a tone; what [`parse`] works on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bases {
    letters: [char; MAX_LETTERS],
    len: usize,
    pub(crate) tone: Tone,
}

impl Bases {
    /// Reads letters of any case, NFC. `None` if a character is no Vietnamese letter, if there are
    /// more than seven or none, or if two of them carry a tone.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut out = Self {
            letters: ['\0'; MAX_LETTERS],
            len: 0,
            tone: Tone::Ngang,
        };
        for c in text.chars() {
            let letter = split(c)?;
            *out.letters.get_mut(out.len)? = letter.base;
            out.len += 1;
            if letter.tone != Tone::Ngang {
                if out.tone != Tone::Ngang {
                    return None;
                }
                out.tone = letter.tone;
            }
        }
        (out.len > 0).then_some(out)
    }

    /// The base letters.
    pub(crate) fn letters(&self) -> &[char] {
        &self.letters[..self.len]
    }
}

/// Takes a syllable apart. Any case, NFC, the tone mark on any vowel.
///
/// `None` if the text is no legal syllable (see the module text for the rules).
#[must_use]
pub fn parse(text: &str) -> Option<Syllable> {
    let bases = Bases::read(text)?;
    parse_bases(bases.letters(), bases.tone)
}

/// Whether the text is one legal written syllable: any case, NFC, tone mark on any vowel.
#[must_use]
pub fn is_legal(text: &str) -> bool {
    parse(text).is_some()
}

/// [`parse`] on letters already taken apart.
pub(crate) fn parse_bases(letters: &[char], tone: Tone) -> Option<Syllable> {
    if letters.len() > MAX_LETTERS {
        return None;
    }
    let (onset, rest) = cut_onset(letters)?;
    let rhyme = match onset {
        "gi" => rhyme_after_gi(rest)?,
        "qu" => AFTER_QU.iter().chain(&AFTER_QU_HORN).find(|r| same(r, rest))?,
        _ => find_rhyme(rest)?,
    };
    (spelling_allows(onset, rhyme) && tone_allows(rhyme, tone)).then_some(Syllable { onset, rhyme, tone })
}

/// The longest onset that leaves a rhyme. `gi` gives its `i` back in `gì`, `gìn`.
fn cut_onset(letters: &[char]) -> Option<(&'static str, &[char])> {
    let onset = match letters {
        ['g', 'i', ..] => "gi",
        ['q', 'u', _, ..] => "qu",
        _ => {
            let n = letters.iter().position(|&c| is_vowel(c))?;
            ONSETS.iter().find(|o| same(o, &letters[..n]))?
        }
    };
    let n = onset.chars().count();
    Some((onset, &letters[n..]))
}

fn rhyme_after_gi(rest: &[char]) -> Option<&'static str> {
    match rest {
        [] => return Some("i"),
        // The spelling swallows one i: giêng, giết are gi + iêng, iêt.
        ['ê', _, ..] => {
            let mut long = ['i'; MAX_LETTERS];
            long[1..=rest.len()].copy_from_slice(rest);
            if let Some(rhyme) = find_rhyme(&long[..=rest.len()]) {
                return Some(rhyme);
            }
        }
        [c, ..] if !is_vowel(*c) => {
            let mut long = ['i'; MAX_LETTERS];
            long[1..=rest.len()].copy_from_slice(rest);
            return find_rhyme(&long[..=rest.len()]);
        }
        _ => {}
    }
    find_rhyme(rest).filter(|r| !r.starts_with(['i', 'y']))
}

fn find_rhyme(letters: &[char]) -> Option<&'static str> {
    let at = RHYMES
        .binary_search_by(|r| r.chars().cmp(letters.iter().copied()))
        .ok()?;
    Some(RHYMES[at])
}

fn same(text: &str, letters: &[char]) -> bool {
    text.chars().eq(letters.iter().copied())
}

fn spelling_allows(onset: &str, rhyme: &str) -> bool {
    let front = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "k" | "gh" | "ngh" if !front => return false,
        "c" | "g" | "ng" if front => return false,
        // `p` alone begins only loans (pin, pa-nô, Pác Bó), which take any rhyme.
        _ => {}
    }
    match rhyme {
        "y" => onset == "qu" || BEFORE_Y.contains(&onset),
        "yêm" | "yên" | "yêng" | "yêt" | "yêu" => onset.is_empty() || onset == "qu",
        "iêc" | "iêm" | "iên" | "iêng" | "iêp" | "iêt" | "iêu" | "uơ" | "oong" | "ooc" => !onset.is_empty(),
        _ => true,
    }
}

/// Final p t c ch are spoken with sắc or nặng only.
pub(crate) fn is_stopped(rhyme: &str) -> bool {
    rhyme.ends_with(['p', 't', 'c']) || rhyme.ends_with("ch")
}

fn tone_allows(rhyme: &str, tone: Tone) -> bool {
    !is_stopped(rhyme) || matches!(tone, Tone::Sac | Tone::Nang)
}

/// Writes onset, rhyme and tone (lower case, no tone in the rhyme) as one syllable with the tone
/// mark in its canonical place (*hòa, thủy, hoàn, quý, giếng*). Legality is not checked.
#[must_use]
pub fn compose(onset: &str, rhyme: &str, tone: Tone) -> String {
    let mut out = String::with_capacity(12);
    compose_into(onset, rhyme, tone, &mut out);
    out
}

/// [`compose`], appended to a buffer.
pub(crate) fn compose_into(onset: &str, rhyme: &str, tone: Tone, out: &mut String) {
    out.push_str(onset);
    let rhyme = if onset == "gi" && rhyme.starts_with('i') {
        &rhyme[1..]
    } else {
        rhyme
    };
    if onset == "gi" && !rhyme.starts_with(is_vowel) {
        out.pop();
        out.push(join('i', tone, false));
        out.push_str(rhyme);
        return;
    }
    let place = tone_place(rhyme);
    for (i, c) in rhyme.chars().enumerate() {
        out.push(if i == place { join(c, tone, false) } else { c });
    }
}

/// Which letter of a rhyme (counted in characters) carries the tone mark: the last vowel with a
/// hat, horn or breve; else the last vowel before a final consonant; else the first of two vowels
/// and the middle of three.
fn tone_place(rhyme: &str) -> usize {
    let (mut hat, mut vowels, mut len) = (None, 0, 0);
    for (i, c) in rhyme.chars().enumerate() {
        if is_vowel(c) {
            vowels += 1;
            if !c.is_ascii() {
                hat = Some(i);
            }
        }
        len += 1;
    }
    match hat {
        Some(i) => i,
        None if vowels < len => vowels.max(1) - 1,
        None => usize::from(vowels > 2),
    }
}

impl Syllable {
    /// The written form, lower case, tone mark in its canonical place.
    #[must_use]
    pub fn written(&self) -> String {
        compose(self.onset, self.rhyme, self.tone)
    }
}

/// Every legal written form once, lower case, tone mark in its canonical place.
pub fn legal_forms() -> impl Iterator<Item = String> {
    ONSETS.into_iter().flat_map(|onset| {
        let rhymes: Vec<&'static str> = match onset {
            "qu" => AFTER_QU.into_iter().chain(AFTER_QU_HORN).collect(),
            _ => RHYMES.to_vec(),
        };
        rhymes.into_iter().flat_map(move |rhyme| {
            Tone::ALL.into_iter().filter_map(move |tone| {
                let form = compose(onset, rhyme, tone);
                // Only the form whose own parse gives this pair: `gia` is gi + a, never g + ia.
                let back = parse(&form)?;
                (back.onset == onset && back.rhyme == rhyme).then_some(form)
            })
        })
    })
}
