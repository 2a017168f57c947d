//! A set of words with a small number each: one block of text and one open-addressed table of
//! eight bytes a slot. Looked up by syllables, without joining them first.

/// Where a word lies in the text, and its class; empty where the length is 0.
#[derive(Clone, Copy, Default, Debug)]
struct Slot {
    start: u32,
    len: u8,
    class: u8,
    /// High bits of the hash, to skip most comparisons.
    tag: u16,
}

/// Words by their canonical lower-case syllables.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    text: String,
    slots: Vec<Slot>,
    count: usize,
}

/// The hash of one syllable.
#[inline]
pub(super) fn hash(syllable: &str) -> u64 {
    syllable.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// The hash of a word from those of its syllables, one after the other, from 0.
#[inline]
pub(super) fn add(word: u64, syllable: u64) -> u64 {
    (word.rotate_left(23) ^ syllable).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Table {
    /// An empty table with room for that many words.
    pub(super) fn with_capacity(words: usize) -> Self {
        let slots = vec![Slot::default(); (words * 2 + 2).next_power_of_two()];
        Self {
            slots,
            ..Self::default()
        }
    }

    /// Puts a word in; its syllables are joined by one space. A word that is there keeps the
    /// lower class. Words of more than 255 bytes are left out.
    pub(super) fn insert(&mut self, word: &str, class: u8) {
        let Ok(len) = u8::try_from(word.len()) else { return };
        if len == 0 {
            return;
        }
        if (self.count + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = word.split(' ').fold(0, |h, s| add(h, self::hash(s)));
        match self.find(hash, word.split(' ')) {
            Ok(at) => self.slots[at].class = self.slots[at].class.min(class),
            Err(at) => {
                let start = self.text.len() as u32;
                self.text.push_str(word);
                self.slots[at] = Slot {
                    start,
                    len,
                    class,
                    tag: (hash >> 48) as u16,
                };
                self.count += 1;
            }
        }
    }

    /// True when there is no word.
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The class of a word, by its hash (see [`add`]) and its syllables.
    #[inline]
    pub(super) fn get<'s>(&self, hash: u64, syllables: impl Iterator<Item = &'s str> + Clone) -> Option<u8> {
        if self.count == 0 {
            return None;
        }
        self.find(hash, syllables).ok().map(|at| self.slots[at].class)
    }

    /// Sets bits in the number of a word that is there.
    pub(super) fn or(&mut self, word: &str, bits: u8) {
        let hash = word.split(' ').fold(0, |h, s| add(h, self::hash(s)));
        if self.count > 0
            && let Ok(at) = self.find(hash, word.split(' '))
        {
            self.slots[at].class |= bits;
        }
    }

    /// Every word with its class, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        self.slots
            .iter()
            .filter(|s| s.len > 0)
            .map(|&s| (self.word(s), s.class))
    }

    /// The slot of a word, or the empty one where it belongs.
    #[inline]
    fn find<'s>(&self, hash: u64, syllables: impl Iterator<Item = &'s str> + Clone) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 48) as u16;
        let mut at = (hash >> 8) as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.len == 0 {
                return Err(at);
            }
            if slot.tag == tag && joined_is(self.word(slot), syllables.clone()) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
    }

    fn word(&self, slot: Slot) -> &str {
        let start = slot.start as usize;
        &self.text[start..start + usize::from(slot.len)]
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![Slot::default(); (old.len() * 2).max(16)];
        for slot in old.into_iter().filter(|s| s.len > 0) {
            let word = self.word(slot);
            let hash = word.split(' ').fold(0, |h, s| add(h, self::hash(s)));
            if let Err(at) = self.find(hash, word.split(' ')) {
                self.slots[at] = slot;
            }
        }
    }
}

/// Whether a word is these syllables joined by one space.
fn joined_is<'s>(word: &str, syllables: impl Iterator<Item = &'s str>) -> bool {
    let mut rest = Some(word);
    for syllable in syllables {
        let Some(tail) = rest.and_then(|r| r.strip_prefix(syllable)) else {
            return false;
        };
        rest = match tail.strip_prefix(' ') {
            Some(more) => Some(more),
            None if tail.is_empty() => None,
            None => return false,
        };
    }
    rest.is_none()
}
