//! How wide text is, and how many lines it takes. All in the size of its letters.
//!
//! Widths are those of Noto Sans, one of the wider faces that screens have: in a narrower one there is room to spare.

/// How much wider bold letters are.
pub(super) const BOLD: f64 = 1.06;

/// Widths of words. A line may end between any two of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    words: Vec<f64>,
    /// The word that goes on.
    open: f64,
}

impl Words {
    /// Words of plain text, `scale` times as wide as they are.
    pub(super) fn of(text: &str, scale: f64) -> Self {
        let mut words = Self::default();
        words.push(text, scale);
        words
    }

    /// Goes on with `text`; HTML entities are letters.
    pub(super) fn push(&mut self, text: &str, scale: f64) {
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '&' => {
                    letters.by_ref().find(|c| *c == ';');
                    self.open += width('a') * scale;
                }
                c if c == '\u{a0}' || !c.is_whitespace() => {
                    let is_han = c >= '\u{2e80}';
                    if is_han {
                        self.close();
                    }
                    self.open += width(c) * scale;
                    if is_han {
                        self.close();
                    }
                }
                _ => self.close(),
            }
        }
    }

    /// A mark between words, as wide as `room`.
    pub(super) fn gap(&mut self, room: f64) {
        self.close();
        self.open = room;
        self.close();
    }

    /// Goes on with other words.
    pub(super) fn append(&mut self, mut more: Self) {
        self.close();
        more.close();
        self.words.append(&mut more.words);
    }

    /// Ends the word.
    pub(super) fn close(&mut self) {
        if self.open > 0.0 {
            self.words.push(self.open);
            self.open = 0.0;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.open <= 0.0
    }

    /// Everything on one line.
    pub(super) fn width(&self) -> f64 {
        self.all().map(|word| word + BLANK).sum()
    }

    pub(super) fn longest(&self) -> f64 {
        self.all().fold(0.0, f64::max)
    }

    /// Lines in a column of `room`; a word that is wider goes on in the next.
    pub(super) fn lines(&self, room: f64) -> usize {
        let (mut lines, mut at) = (0, f64::INFINITY);
        for word in self.all() {
            if at + word > room {
                let more = ((word / room.max(1.0)).ceil() - 1.0).max(0.0);
                lines += 1 + more as usize;
                at = word - more * room;
            } else {
                at += word;
            }
            at += BLANK;
        }
        lines
    }

    fn all(&self) -> impl Iterator<Item = f64> {
        self.words.iter().copied().chain((self.open > 0.0).then_some(self.open))
    }
}

const BLANK: f64 = 0.26;

fn width(letter: char) -> f64 {
    match letter {
        '\u{a0}' | 'i' | 'j' | 'l' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | '\'' => 0.26,
        '!' | ',' | '.' | ':' | ';' | 'J' | '(' | ')' => 0.3,
        '-' | '[' | ']' | 'f' | 'I' | 't' | '/' | '“' | '”' | '²' | '³' => 0.37,
        'r' | '"' | '°' | '•' => 0.43,
        'z' | 'c' | 's' | '?' => 0.48,
        'v' | 'y' | 'L' | 'F' | 'k' | 'x' | '–' | 'ý' | 'ỳ' | 'ỷ' | 'ỹ' | 'ỵ' => 0.53,
        'm' | 'M' | 'W' | '@' => 0.94,
        'w' | '%' | '…' | 'O' | 'Q' | 'N' | 'H' | 'D' | 'G' | 'U' | 'Đ' => 0.79,
        'ư' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' | 'A'..='Z' => 0.66,
        'b' | 'd' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' => 0.62,
        '\u{300}'..='\u{36f}' => 0.0,
        c if c >= '\u{2e80}' => 1.0,
        c if c.is_uppercase() => 0.72,
        'à'..='ỹ' => 0.6,
        _ => 0.57,
    }
}

#[cfg(test)]
mod tests {
    use super::{BLANK, Words, width};

    #[test]
    fn lines_end_between_words() {
        let words = Words::of("nam nam nam", 1.0);
        let word = width('n') + width('a') + width('m');
        assert_eq!(words.lines(3.0 * word + 2.0 * BLANK + 0.01), 1);
        assert_eq!(words.lines(3.0 * word), 2);
        assert_eq!(words.lines(word), 3);
        assert_eq!(
            Words::of("nam\u{a0}nam nam", 1.0).lines(1.5 * word),
            3,
            "longer than a line"
        );
        assert_eq!(Words::of("", 1.0).lines(10.0), 0);
    }

    #[test]
    fn entities_are_letters_and_chinese_breaks_anywhere() {
        assert!((Words::of("&quot;", 1.0).width() - Words::of("a", 1.0).width()).abs() < 1e-9);
        assert_eq!(Words::of("板栗干燥", 1.0).lines(2.6), 2);
    }
}
