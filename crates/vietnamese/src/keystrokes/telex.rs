//! Telex: `aa ee oo dd` and `aw ow uw w` for the letters, `s f r x j` for the tones, `z` to take
//! a tone away; marks and tones anywhere after their letter.

use super::buffer::Buffer;
use crate::syllable::Tone;

/// A repeated vowel is a hat (`caya` → cây) or itself (`ngoeo`); this many are tried both ways.
const CHOICES: u32 = 2;

/// Decodes one raw Telex token (*nuooi, caays, cayas, dadtj, tuwf, wowng* and so on).
///
/// `None` if it holds no Telex key or the result is no legal syllable. Two different tones in one
/// token are refused, except over a `z`: they come from words of other languages far more often
/// than from a corrected slip. A tripled letter is the escape for the double one (*xooong* →
/// xoong).
#[must_use]
pub fn telex(token: &str) -> Option<String> {
    // TW, PTW: abbreviations of trung ương, not tư.
    let abbreviation = |c: char| c.is_ascii_uppercase() && !"AEIOUY".contains(c);
    if token.len() > 1 && token.chars().all(abbreviation) {
        return None;
    }
    (0..1 << CHOICES).find_map(|literal| decode(token, literal))
}

/// One reading: bit n of `literal` leaves the n-th repeated vowel as it is.
fn decode(token: &str, mut literal: u32) -> Option<String> {
    let mut buffer = Buffer::new();
    let mut skip_next = false;
    let mut chars = token.chars().peekable();
    while let Some(c) = chars.next() {
        let key = c.to_ascii_lowercase();
        if std::mem::take(&mut skip_next) {
            continue;
        }
        let vowel = buffer.has_vowel();
        let done = match key {
            's' | 'f' | 'r' | 'x' | 'j' if vowel => buffer.set_tone(tone(key)),
            'z' if vowel => buffer.clear_tone(),
            'w' => w(&mut buffer, c),
            'd' if buffer.letters().first() == Some(&'d') => buffer.bar(),
            'a' | 'e' | 'o' if buffer.find(key).is_some() => {
                if chars.peek().is_some_and(|next| next.eq_ignore_ascii_case(&key)) {
                    skip_next = true;
                    buffer.push(c)
                } else if literal & 1 == 1 {
                    literal >>= 1;
                    buffer.push(c)?;
                    continue;
                } else {
                    literal >>= 1;
                    buffer.hat(key)
                }
            }
            _ => {
                buffer.push(c)?;
                continue;
            }
        };
        done?;
        buffer.keys += 1;
    }
    // A bit left over would only repeat a reading already tried.
    (buffer.keys > 0 && literal == 0).then(|| buffer.finish())?
}

/// `w` is breve, horn, or ư by itself.
fn w(buffer: &mut Buffer, c: char) -> Option<()> {
    // The a of oa, ua (after q) and of a alone takes a breve; in ưa the horn is meant.
    if let Some(at) = buffer.find('a') {
        let before = at.checked_sub(1).map(|i| buffer.letters()[i]);
        let quoted = matches!(buffer.letters(), ['q', 'u', ..]);
        if before != Some('u') || quoted {
            buffer.replace(at, 'ă');
            return Some(());
        }
    }
    if buffer.horn().is_some() {
        return Some(());
    }
    if buffer.has_vowel() {
        return None;
    }
    buffer.push(if c.is_uppercase() { 'Ư' } else { 'ư' })
}

fn tone(key: char) -> Tone {
    match key {
        's' => Tone::Sac,
        'f' => Tone::Huyen,
        'r' => Tone::Hoi,
        'x' => Tone::Nga,
        _ => Tone::Nang,
    }
}
