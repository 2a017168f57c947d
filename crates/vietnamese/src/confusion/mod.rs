//! What it costs to take one written syllable for another.
//!
//! An edit is a wrong tone, one of a table of confusions (sound-alikes, lost hats, what a
//! scanner misreads), a wrong, missing or extra letter, or two letters swapped. Costs add up and
//! are in nats: a lower cost is a likelier slip, 0 is no slip.

mod table;

use crate::letters::{is_vowel, split};
use crate::syllable::{Tone, parse_bases};
use crate::tone::canonical_syllable;
use table::{DOUBLED, EXTRA, EXTRA_NEAR, FAR_KEY, Groups, MISSING, NEAR_KEY, Place, SWAPPED, all, near};

/// Longer words are not compared.
const MAX: usize = 16;
/// Edits beyond which two words are strangers.
const MAX_EDITS: usize = 2;

/// Letters by which one edit can shift two words against each other.
const SHIFT: usize = 1;

/// A word as letters without tone, and its tone.
#[derive(Clone, Copy)]
struct Word {
    letters: [char; MAX],
    len: usize,
    tone: Tone,
}

impl Word {
    fn read(text: &str) -> Option<Self> {
        let mut out = Self {
            letters: ['\0'; MAX],
            len: 0,
            tone: Tone::Ngang,
        };
        for c in text.chars() {
            let base = match split(c) {
                Some(letter) => {
                    if letter.tone != Tone::Ngang {
                        out.tone = letter.tone;
                    }
                    letter.base
                }
                None => c,
            };
            *out.letters.get_mut(out.len)? = base;
            out.len += 1;
        }
        Some(out)
    }

    fn letters(&self) -> &[char] {
        &self.letters[..self.len]
    }
}

/// The cost in nats of having meant `intended` where `typed` stands: both one word, NFC, any case;
/// syllables or not. `None` beyond two edits, or if a word has more than 16 letters.
#[must_use]
pub fn cost(intended: &str, typed: &str) -> Option<f32> {
    if intended == typed {
        return Some(0.0);
    }
    let (a, b) = (Word::read(intended)?, Word::read(typed)?);
    let tone = table::tone(a.tone, b.tone);
    let edits = MAX_EDITS - usize::from(a.tone != b.tone);
    if a.letters() == b.letters() {
        return Some(tone);
    }
    if a.len.abs_diff(b.len) > SHIFT * edits {
        return None;
    }
    Some(tone + letters_cost(a.letters(), b.letters(), edits)?)
}

/// The cheapest way from one row of letters to another within a number of edits.
fn letters_cost(a: &[char], b: &[char], edits: usize) -> Option<f32> {
    let pairs = all();
    let mut best = [[[f32::INFINITY; MAX + 1]; MAX + 1]; MAX_EDITS + 1];
    best[0][0][0] = 0.0;
    for used in 0..=edits {
        for i in 0..=a.len() {
            // What is shifted further than the edits before and after can shift is on no way.
            let (before, after) = (SHIFT * used, SHIFT * (edits - used));
            let along = i + b.len() + after;
            if along < a.len() {
                continue;
            }
            let from = i
                .saturating_sub(before)
                .max((along - a.len()).saturating_sub(2 * after));
            let to = (i + before).min(along - a.len()).min(b.len());
            for j in from..=to {
                let here = best[used][i][j];
                if !here.is_finite() {
                    continue;
                }
                let (x, y) = (a.get(i), b.get(j));
                if x.is_some() && x == y {
                    let next = &mut best[used][i + 1][j + 1];
                    *next = next.min(here);
                }
                if used == edits {
                    continue;
                }
                let mut step = |di: usize, dj: usize, cost: f32| {
                    let next = &mut best[used + 1][i + di][j + dj];
                    *next = next.min(here + cost);
                };
                if let (Some(&x), Some(&y)) = (x, y)
                    && x != y
                {
                    step(1, 1, if near(x, y) { NEAR_KEY } else { FAR_KEY });
                    if a.get(i + 1) == Some(&y) && b.get(j + 1) == Some(&x) {
                        step(2, 2, SWAPPED);
                    }
                }
                if x.is_some() {
                    step(1, 0, MISSING);
                }
                if let Some(&y) = y {
                    step(0, 1, extra(y, j.checked_sub(1).map(|p| b[p]), b.get(j + 1).copied()));
                }
                if let (Some(&x), Some(&y)) = (x, y) {
                    for pair in pairs.begin(x, y) {
                        if let Some((di, dj, cost)) = confused(pair, a, i, b, j) {
                            step(di, dj, cost);
                        }
                    }
                }
            }
        }
    }
    let end = best
        .iter()
        .map(|layer| layer[a.len()][b.len()])
        .fold(f32::INFINITY, f32::min);
    end.is_finite().then_some(end)
}

fn extra(typed: char, before: Option<char>, after: Option<char>) -> f32 {
    if before == Some(typed) || after == Some(typed) {
        DOUBLED
    } else if before.is_some_and(|c| near(c, typed)) || after.is_some_and(|c| near(c, typed)) {
        EXTRA_NEAR
    } else {
        EXTRA
    }
}

/// Whether a pair explains what stands at `i` and `j`: how many letters it takes, and its cost.
fn confused(pair: &Groups, a: &[char], i: usize, b: &[char], j: usize) -> Option<(usize, usize, f32)> {
    let place = pair.of.place;
    let forth = at(&pair.a, a, i, place).zip(at(&pair.b, b, j, place));
    if let Some((di, dj)) = forth {
        return Some((di, dj, pair.of.b_for_a));
    }
    let (di, dj) = at(&pair.b, a, i, place).zip(at(&pair.a, b, j, place))?;
    Some((di, dj, pair.of.a_for_b))
}

/// The number of letters of a group, if it stands at that index and in its place.
fn at(group: &[char], letters: &[char], i: usize, place: Place) -> Option<usize> {
    let n = group.len();
    if letters.get(i..i + n) != Some(group) {
        return None;
    }
    let ends = i + n == letters.len();
    let holds = match place {
        Place::Any => true,
        Place::Onset => i == 0,
        Place::Final => ends,
        Place::Lone => ends && i > 0 && !letters[..i].iter().copied().any(is_vowel),
    };
    holds.then_some(n)
}

/// Appends the legal syllables within one cheap step of `typed` (another tone, or one confusion
/// of sound, spelling or hat; no plain typing slips), each once, canonical and lower case, with
/// the cost of having meant it. `typed` is one word, NFC, any case, and need not be legal.
pub fn neighbours(typed: &str, out: &mut Vec<(String, f32)>) {
    let Some(word) = Word::read(typed) else { return };
    let first = out.len();
    let own = written(word.letters(), word.tone);
    let mut add = |letters: &[char], tone: Tone, cost: f32| {
        let Some(form) = written(letters, tone) else { return };
        if own.as_ref() == Some(&form) {
            return;
        }
        match out[first..].iter_mut().find(|(known, _)| *known == form) {
            Some((_, known)) => *known = known.min(cost),
            None => out.push((form, cost)),
        }
    };
    for tone in Tone::ALL {
        if tone != word.tone {
            add(word.letters(), tone, table::tone(tone, word.tone));
        }
    }
    for i in 0..word.len {
        for Groups { a, b, of: pair } in &all().groups {
            for (from, to, cost) in [(b, pair.a, pair.b_for_a), (a, pair.b, pair.a_for_b)] {
                let Some(n) = at(from, word.letters(), i, pair.place) else {
                    continue;
                };
                let mut letters = ['\0'; MAX + 2];
                let new = word.letters[..i].iter().copied().chain(to.chars());
                let mut len = 0;
                for c in new.chain(word.letters[i + n..word.len].iter().copied()) {
                    letters[len] = c;
                    len += 1;
                }
                add(&letters[..len], word.tone, cost);
            }
        }
    }
}

/// The canonical form of letters and tone, if legal.
fn written(letters: &[char], tone: Tone) -> Option<String> {
    Some(canonical_syllable(parse_bases(letters, tone)?).written())
}

#[cfg(test)]
mod tests {
    use super::{cost, neighbours};

    fn ordered(typed: &str, likelier_first: &[&str]) {
        let costs: Vec<f32> = likelier_first.iter().map(|w| cost(w, typed).unwrap()).collect();
        assert!(
            costs.windows(2).all(|w| w[0] < w[1]),
            "{typed}: {likelier_first:?} {costs:?}"
        );
    }

    #[test]
    fn no_edit_shifts_further_than_thought() {
        let shift = |pair: &super::Groups| pair.a.len().abs_diff(pair.b.len());
        assert_eq!(super::all().groups.iter().map(shift).max(), Some(super::SHIFT));
    }

    #[test]
    fn tone_before_hat_before_letter() {
        ordered("cây", &["cây", "cấy", "cay", "câm"]);
        ordered("dê", &["dê", "dế", "de", "bê"]);
        ordered("nghỉ", &["nghĩ", "nghị", "nghé"]);
        ordered("xâu", &["sâu", "bâu"]);
        ordered("lon", &["non", "kon", "bon"]);
        ordered("lan", &["lang", "lai"]);
        ordered("ki", &["ky", "li"]);
        ordered("dương", &["dường", "đương", "tương"]);
    }

    #[test]
    fn single_steps() {
        for (intended, typed) in [
            ("trồng", "chồng"),
            ("dâu", "giâu"),
            ("gì", "dì"),
            ("rượu", "riệu"),
            ("nước", "nuớc"),
            ("nghe", "nge"),
            ("chanh", "chan"),
            ("hoc", "ohc"),
            ("cây", "ccây"),
            ("thuốc", "thuố"),
            ("phở", "fở"),
            ("đất", "dất"),
        ] {
            let cost = cost(intended, typed);
            assert!(cost.is_some_and(|c| c < 4.5), "{intended} {typed} {cost:?}");
        }
        assert!(cost("nước", "nuoc").is_some());
        assert_eq!(cost("nước", "hạt"), None);
        assert_eq!(cost("công", "nghệ"), None);
        assert_eq!(cost("a", "abcdefghijklmnopqrstu"), None);
        assert_eq!(cost("", ""), Some(0.0));
    }

    #[test]
    fn neighbours_are_legal_and_priced_like_cost() {
        for typed in ["chồng", "xâu", "lan", "mat", "dì", "kĩ", "nuớc", "giá", "quả"] {
            let mut out = Vec::new();
            neighbours(typed, &mut out);
            assert!(!out.is_empty(), "{typed}");
            for (form, step) in &out {
                assert!(crate::syllable::is_legal(form), "{form}");
                assert_ne!(form, typed);
                let whole = cost(form, typed).unwrap();
                assert!(whole <= step + 1e-4, "{typed} {form} {step} {whole}");
            }
        }
        let mut out = Vec::new();
        neighbours("chồng", &mut out);
        assert!(out.iter().any(|(f, _)| f == "trồng"));
        assert!(out.iter().any(|(f, _)| f == "chông"));
    }
}
