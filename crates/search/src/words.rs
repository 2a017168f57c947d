//! The different tokens of many texts, each kept once under a number.

/// Which numbers a table begins with room for.
const FIRST_SLOTS: usize = 1 << 10;

/// Tokens by number, and numbers by token.
#[derive(Default)]
pub(crate) struct Words {
    /// Open addressing, a power of two; at most half of it in use.
    slots: Vec<Slot>,
    words: Vec<Word>,
    /// The written form of every token, and behind it the ASCII form where it differs.
    text: String,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    /// The number and one; 0 where the slot is free.
    next: u32,
}

struct Word {
    start: usize,
    written: usize,
    end: usize,
}

impl Words {
    /// The number of a token; the ASCII form is a function of the written one.
    #[inline]
    pub(crate) fn number(&mut self, ascii: &str, written: &str) -> u32 {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(written.as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                Slot { next: 0, .. } => break,
                slot if slot.hash == hash && self.written(slot.next - 1) == written => return slot.next - 1,
                _ => at = (at + 1) & mask,
            }
        }
        let number = self.words.len() as u32;
        self.slots[at] = Slot { hash, next: number + 1 };
        let start = self.text.len();
        self.text.push_str(written);
        let written_end = self.text.len();
        if ascii != written {
            self.text.push_str(ascii);
        }
        self.words.push(Word {
            start,
            written: written_end,
            end: self.text.len(),
        });
        number
    }

    /// The written form.
    #[inline]
    pub(crate) fn written(&self, number: u32) -> &str {
        let word = &self.words[number as usize];
        &self.text[word.start..word.written]
    }

    /// The ASCII form.
    #[inline]
    pub(crate) fn ascii(&self, number: u32) -> &str {
        let word = &self.words[number as usize];
        if word.end == word.written {
            &self.text[word.start..word.written]
        } else {
            &self.text[word.written..word.end]
        }
    }

    /// Different tokens.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Bytes in use, about.
    pub(crate) fn memory(&self) -> usize {
        self.text.len() + self.words.len() * size_of::<Word>() + self.slots.len() * size_of::<Slot>()
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(FIRST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); len]);
        for slot in old.into_iter().filter(|slot| slot.next > 0) {
            let mut at = slot.hash as usize & (len - 1);
            while self.slots[at].next > 0 {
                at = (at + 1) & (len - 1);
            }
            self.slots[at] = slot;
        }
    }
}

/// Eight bytes at a time, each folded in by a multiplication.
#[inline]
fn hash(bytes: &[u8]) -> u32 {
    let mut hash = bytes.len() as u64;
    let mut mix = |word: u64| hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        mix(u64::from_le_bytes(*word));
    }
    mix(rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)));
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_has_one_number_and_reads_back() {
        let mut words = Words::default();
        let tokens: Vec<(String, String)> = (0..5000)
            .map(|n| match n % 3 {
                0 => (format!("de{n}"), format!("dẻ{n}")),
                1 => (format!("tokenofmorethaneight{n}"), format!("tokenofmorethaneight{n}")),
                _ => (format!("{n}"), format!("{n}")),
            })
            .collect();
        let numbers: Vec<u32> = tokens.iter().map(|(a, w)| words.number(a, w)).collect();
        assert_eq!(words.len(), tokens.len());
        for ((ascii, written), number) in tokens.iter().zip(numbers) {
            assert_eq!(
                (words.ascii(number), words.written(number)),
                (ascii.as_str(), written.as_str())
            );
            assert_eq!(words.number(ascii, written), number);
        }
    }
}
