//! What is taken for what, and how readily.
//!
//! Costs are in nats: −ln of how often the slip happens where it can, rounded to what judgement
//! allows (1.0 ≈ every third time, 5.0 ≈ once in 150). Their order is the point: sound-alikes and
//! tones before hats, hats before letters, near keys before far ones.

use std::sync::OnceLock;

use crate::syllable::Tone;

/// Where in the syllable a pair holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// From the first letter.
    Onset,
    /// To the last letter.
    Final,
    /// As the whole rhyme.
    Lone,
    Any,
}

/// A pair of letter groups (no tone), in both directions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) a: &'static str,
    pub(super) b: &'static str,
    /// Cost of having meant `a` where `b` stands.
    pub(super) b_for_a: f32,
    /// Cost of having meant `b` where `a` stands.
    pub(super) a_for_b: f32,
    pub(super) place: Place,
}

/// A pair with its groups as letters.
pub(super) struct Groups {
    pub(super) a: Vec<char>,
    pub(super) b: Vec<char>,
    pub(super) of: Pair,
}

/// All pairs, and which of them begin with a letter.
pub(super) struct All {
    pub(super) groups: Vec<Groups>,
    /// Positions of the pairs by the place of a letter among [`PLACES`].
    by_letter: [Vec<u8>; PLACES],
}

const PLACES: usize = 64;

fn place_of(letter: char) -> usize {
    letter as usize % PLACES
}

impl All {
    /// The pairs of which one group may stand where `x` does, and the other where `y` does.
    #[inline]
    pub(super) fn begin(&self, x: char, y: char) -> impl Iterator<Item = &Groups> {
        let with_x = self.by_letter[place_of(x)]
            .iter()
            .map(|&n| &self.groups[usize::from(n)]);
        with_x.filter(move |pair| {
            let (a, b) = (pair.a[0], pair.b[0]);
            (a == x && b == y) || (b == x && a == y)
        })
    }
}

/// All pairs. No group is empty.
pub(super) fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        let letters = |of: Pair| Groups {
            a: of.a.chars().collect(),
            b: of.b.chars().collect(),
            of,
        };
        let groups: Vec<Groups> = PAIRS.into_iter().map(letters).collect();
        let mut by_letter = [const { Vec::new() }; PLACES];
        for (n, pair) in (0_u8..).zip(&groups) {
            let places = [place_of(pair.a[0]), place_of(pair.b[0])];
            by_letter[places[0]].push(n);
            if places[1] != places[0] {
                by_letter[places[1]].push(n);
            }
        }
        All { groups, by_letter }
    })
}

const fn pair(place: Place, a: &'static str, b: &'static str, cost: f32) -> Pair {
    Pair {
        a,
        b,
        b_for_a: cost,
        a_for_b: cost,
        place,
    }
}

/// A hat lost is commoner (hasty typing, OCR) than a hat added.
const fn hat(a: &'static str, b: &'static str) -> Pair {
    Pair {
        a,
        b,
        b_for_a: HAT_LOST,
        a_for_b: HAT_ADDED,
        place: Place::Any,
    }
}

const HAT_LOST: f32 = 2.3;
const HAT_ADDED: f32 = 2.8;
const HAT_OTHER: f32 = 2.6;

use Place::{Any, Final, Lone, Onset};

const PAIRS: [Pair; 55] = [
    // Onsets that fall together in one region or another.
    pair(Onset, "s", "x", 1.2),
    pair(Onset, "ch", "tr", 1.2),
    pair(Onset, "d", "gi", 1.2),
    pair(Onset, "di", "gi", 1.2),
    pair(Onset, "r", "d", 1.5),
    pair(Onset, "r", "gi", 1.5),
    pair(Onset, "v", "d", 1.8),
    pair(Onset, "v", "gi", 2.0),
    pair(Onset, "l", "n", 1.5),
    pair(Onset, "tr", "t", 2.2),
    // Spelling of one sound.
    pair(Onset, "g", "gh", 1.0),
    pair(Onset, "ng", "ngh", 1.0),
    pair(Onset, "c", "k", 1.0),
    pair(Onset, "cu", "qu", 1.5),
    pair(Onset, "ph", "f", 1.0),
    pair(Onset, "đ", "z", 3.0),
    pair(Onset, "d", "z", 1.5),
    pair(Onset, "gi", "j", 1.5),
    pair(Lone, "i", "y", 0.5),
    // Finals of the south.
    pair(Final, "n", "ng", 1.5),
    pair(Final, "t", "c", 1.5),
    pair(Final, "nh", "n", 1.8),
    pair(Final, "ch", "t", 1.8),
    pair(Final, "nh", "ng", 2.2),
    pair(Final, "ch", "c", 2.2),
    // Rhymes that fall together.
    pair(Final, "ươu", "iêu", 1.2),
    pair(Final, "ưu", "iu", 1.5),
    pair(Final, "ươu", "ưu", 1.5),
    pair(Final, "iêu", "iu", 1.6),
    pair(Final, "uôi", "ui", 1.8),
    pair(Final, "ươi", "ưi", 1.8),
    pair(Final, "iêm", "im", 1.8),
    pair(Final, "iêp", "ip", 1.8),
    pair(Final, "ay", "ai", 2.0),
    pair(Final, "ây", "ay", 2.0),
    pair(Final, "au", "ao", 2.0),
    pair(Final, "âu", "au", 2.0),
    pair(Final, "oi", "oai", 2.2),
    pair(Any, "qui", "quy", 0.5),
    // Hats, horn, breve, bar.
    hat("đ", "d"),
    hat("â", "a"),
    hat("ă", "a"),
    hat("ê", "e"),
    hat("ô", "o"),
    hat("ơ", "o"),
    hat("ư", "u"),
    hat("ươ", "uo"),
    pair(Any, "ă", "â", HAT_OTHER),
    pair(Any, "ô", "ơ", HAT_OTHER),
    pair(Any, "ươ", "uô", HAT_OTHER),
    pair(Any, "ươ", "uơ", 2.0),
    pair(Any, "ươ", "ưo", 2.0),
    // What a scanner sees.
    pair(Any, "m", "rn", 3.0),
    pair(Any, "l", "i", 3.2),
    pair(Any, "h", "b", 3.4),
];

pub(super) const NEAR_KEY: f32 = 3.5;
pub(super) const FAR_KEY: f32 = 5.0;
pub(super) const SWAPPED: f32 = 3.5;
pub(super) const DOUBLED: f32 = 3.0;
/// An extra letter whose key lies beside the one before or after it.
pub(super) const EXTRA_NEAR: f32 = 3.6;
pub(super) const EXTRA: f32 = 4.2;
pub(super) const MISSING: f32 = 4.2;

/// Having meant one tone where another stands.
pub(super) fn tone(intended: Tone, typed: Tone) -> f32 {
    use Tone::{Hoi, Nang, Nga, Ngang};
    match (intended, typed) {
        _ if intended == typed => 0.0,
        (Hoi, Nga) | (Nga, Hoi) => 1.0,
        (_, Ngang) => 1.5,
        // The tones of Nghệ An and Quảng Bình.
        (Nga | Hoi, Nang) | (Nang, Nga | Hoi) => 1.8,
        (Ngang, _) => 2.2,
        _ => 2.0,
    }
}

/// The letters whose keys touch that of a letter on a QWERTY keyboard.
const KEYS: [(char, &str); 26] = [
    ('a', "qwsz"),
    ('b', "vghn"),
    ('c', "xdfv"),
    ('d', "serfcx"),
    ('e', "wsdr"),
    ('f', "drtgvc"),
    ('g', "ftyhbv"),
    ('h', "gyujnb"),
    ('i', "ujko"),
    ('j', "huikmn"),
    ('k', "jiolm"),
    ('l', "kop"),
    ('m', "njk"),
    ('n', "bhjm"),
    ('o', "iklp"),
    ('p', "ol"),
    ('q', "wa"),
    ('r', "edft"),
    ('s', "awedxz"),
    ('t', "rfgy"),
    ('u', "yhji"),
    ('v', "cfgb"),
    ('w', "qase"),
    ('x', "zsdc"),
    ('y', "tghu"),
    ('z', "asx"),
];

/// The same as bits: of `a`, `b` and so on, from the lowest.
const AROUND: [u32; 26] = {
    let mut out = [0; 26];
    let mut key = 0;
    while key < KEYS.len() {
        let (letter, around) = KEYS[key];
        let around = around.as_bytes();
        let mut at = 0;
        while at < around.len() {
            out[letter as usize - 'a' as usize] |= 1 << (around[at] - b'a');
            at += 1;
        }
        key += 1;
    }
    out
};

/// Whether two keys touch on a QWERTY keyboard; letters with marks stand for their key.
pub(super) fn near(a: char, b: char) -> bool {
    let place = |c: char| (crate::letters::plain(c) as usize).wrapping_sub('a' as usize);
    let (a, b) = (place(a), place(b));
    b < AROUND.len() && AROUND.get(a).is_some_and(|around| around & (1 << b) != 0)
}
