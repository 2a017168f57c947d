//! The two methods whose keys are no letters: VNI (digits) and VIQR (ASCII signs, RFC 1456).

use super::buffer::Buffer;
use crate::syllable::Tone;

/// Formulas and units that happen to be VNI for a syllable (*co2* would be *cò*).
const FORMULAS: [&str; 9] = ["co2", "so2", "so3", "so4", "no2", "no3", "po4", "ca2", "ha2"];

/// Decodes one raw VNI token: `1`–`5` sắc huyền hỏi ngã nặng, `6` hat, `7` horn, `8` breve, `9`
/// đ, each anywhere after its letter (*nuo6i, ca61y, ca6y1*).
///
/// `None` if it holds no such digit or the result is no legal syllable; also for codes: a token
/// of capitals and digits (*CO2, VA06*), one vowel with a tone digit (*a4, o2*; but *y1* is ý),
/// and a few chemical formulas.
#[must_use]
pub fn vni(token: &str) -> Option<String> {
    if FORMULAS.iter().any(|f| f.eq_ignore_ascii_case(token)) {
        return None;
    }
    let mut letters = token.chars().filter(|c| c.is_alphabetic());
    let label = matches!(token.as_bytes(), [b'a' | b'e' | b'i' | b'o' | b'u', b'1'..=b'5']);
    if label || letters.all(char::is_uppercase) {
        return None;
    }
    decode(token, |buffer, c| {
        Some(match c {
            '1' => buffer.set_tone(Tone::Sac),
            '2' => buffer.set_tone(Tone::Huyen),
            '3' => buffer.set_tone(Tone::Hoi),
            '4' => buffer.set_tone(Tone::Nga),
            '5' => buffer.set_tone(Tone::Nang),
            '6' => hat(buffer),
            '7' => buffer.horn(),
            '8' => breve(buffer),
            '9' => buffer.bar(),
            _ => return None,
        })
    })
}

/// Decodes one raw VIQR token: `'` sắc, `` ` `` huyền, `?` hỏi, `~` ngã, `.` nặng, `^` hat, `+`
/// horn, `(` breve, `dd` đ (*nuo^i, ca^'y, ho.c*).
///
/// `None` if it holds no such sign or the result is no legal syllable. A single `.`, `?` or `'`
/// at the end of the token counts as punctuation, unless another sign shows the method.
#[must_use]
pub fn viqr(token: &str) -> Option<String> {
    let is_sign = |c: char| "'`?~.^+(".contains(c);
    let signs = token.chars().filter(|&c| is_sign(c)).count();
    let bar = token.get(..2).is_some_and(|t| t.eq_ignore_ascii_case("dd"));
    if signs == 1 && !bar && token.ends_with(['.', '?', '\'']) {
        return None;
    }
    viqr_within(token)
}

/// [`viqr`] for a token of a text that is known to be VIQR: a single sign at its end is a key too (*de?*).
#[must_use]
pub fn viqr_within(token: &str) -> Option<String> {
    decode(token, |buffer, c| {
        Some(match c {
            '\'' => buffer.set_tone(Tone::Sac),
            '`' => buffer.set_tone(Tone::Huyen),
            '?' => buffer.set_tone(Tone::Hoi),
            '~' => buffer.set_tone(Tone::Nga),
            '.' => buffer.set_tone(Tone::Nang),
            '^' => hat(buffer),
            '+' => buffer.horn(),
            '(' => breve(buffer),
            'd' | 'D' if buffer.letters() == ['d'] => buffer.bar(),
            _ => return None,
        })
    })
}

/// Runs a token through a method. The method gives `None` for what is no key of its own, and
/// `Some(None)` for a key that finds no letter.
fn decode(token: &str, method: impl Fn(&mut Buffer, char) -> Option<Option<()>>) -> Option<String> {
    let mut buffer = Buffer::new();
    for c in token.chars() {
        match method(&mut buffer, c) {
            Some(done) => {
                done?;
                buffer.keys += 1;
            }
            None => buffer.push(c)?,
        }
    }
    (buffer.keys > 0).then(|| buffer.finish())?
}

/// The last vowel that takes a hat.
fn hat(buffer: &mut Buffer) -> Option<()> {
    let &base = buffer.letters().iter().rfind(|c| matches!(c, 'a' | 'e' | 'o'))?;
    buffer.hat(base)
}

fn breve(buffer: &mut Buffer) -> Option<()> {
    let at = buffer.find('a')?;
    buffer.replace(at, 'ă');
    Some(())
}
