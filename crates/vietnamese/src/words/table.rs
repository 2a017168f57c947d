//! A set of words with a small number each: one block of text and one open-addressed table of
//! eight bytes a slot. Looked up by syllables, without joining them first.
//!
//! Both are plain bytes, so that what is laid out when the crate is built is read from the program as it
//! lies there: a [`View`] needs no setting up.

/// Where a word lies in the text, and its class; empty where the length is 0.
#[derive(Clone, Copy, Default, Debug)]
struct Slot {
    start: u32,
    len: u8,
    class: u8,
    /// High bits of the hash, to skip most comparisons.
    tag: u16,
}

/// A slot as it lies in memory and on disk.
type Bytes = [u8; 8];

impl Slot {
    #[inline]
    fn read(bytes: Bytes) -> Self {
        let all = u64::from_le_bytes(bytes);
        Self {
            start: all as u32,
            len: (all >> 32) as u8,
            class: (all >> 40) as u8,
            tag: (all >> 48) as u16,
        }
    }

    fn bytes(self) -> Bytes {
        let rest = u64::from(self.tag) << 16 | u64::from(self.class) << 8 | u64::from(self.len);
        (rest << 32 | u64::from(self.start)).to_le_bytes()
    }
}

/// Words by their canonical lower-case syllables, to be added to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    text: Vec<u8>,
    slots: Vec<Bytes>,
    count: usize,
}

/// Words by their canonical lower-case syllables, laid out. Their number of slots is a power of two, or there are none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'t> {
    pub(crate) text: &'t [u8],
    pub(crate) slots: &'t [Bytes],
}

/// The hash of one syllable.
#[inline]
pub(crate) fn hash(syllable: &str) -> u64 {
    syllable.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// The hash of a word from those of its syllables, one after the other, from 0.
#[inline]
pub(crate) fn add(word: u64, syllable: u64) -> u64 {
    (word.rotate_left(23) ^ syllable).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The hash of syllables joined by one space.
fn hash_joined(word: &str) -> u64 {
    word.split(' ').fold(0, |h, s| add(h, hash(s)))
}

impl<'t> View<'t> {
    /// A view that was laid down as bytes.
    pub(crate) const fn of(slots: &'t [u8], text: &'t [u8]) -> Self {
        Self {
            text,
            slots: slots.as_chunks().0,
        }
    }

    /// The class of a word, by its hash (see [`add`]) and its syllables.
    #[inline]
    pub(crate) fn get<'s>(self, hash: u64, syllables: impl Iterator<Item = &'s str> + Clone) -> Option<u8> {
        if self.slots.is_empty() {
            return None;
        }
        self.find(hash, syllables).ok().map(|(_, slot)| slot.class)
    }

    /// The class of a word whose syllables are joined by one space.
    pub(crate) fn look_up(self, word: &str) -> Option<u8> {
        self.get(hash_joined(word), word.split(' '))
    }

    /// Every word with its class, in no order.
    #[cfg(test)]
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'t str, u8)> {
        let slots = self.slots.iter().map(|&bytes| Slot::read(bytes));
        slots
            .filter(|slot| slot.len > 0)
            .map(move |slot| (std::str::from_utf8(self.word(slot)).unwrap_or_default(), slot.class))
    }

    /// The place of a word and its slot, or the empty place where it belongs. Wants at least one empty slot.
    #[inline]
    fn find<'s>(self, hash: u64, syllables: impl Iterator<Item = &'s str> + Clone) -> Result<(usize, Slot), usize> {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 48) as u16;
        let mut at = (hash >> 8) as usize & mask;
        loop {
            let slot = Slot::read(self.slots[at]);
            if slot.len == 0 {
                return Err(at);
            }
            if slot.tag == tag && joined_is(self.word(slot), syllables.clone()) {
                return Ok((at, slot));
            }
            at = (at + 1) & mask;
        }
    }

    fn word(self, slot: Slot) -> &'t [u8] {
        let start = slot.start as usize;
        &self.text[start..start + usize::from(slot.len)]
    }
}

impl Table {
    /// The table, to be looked up in.
    #[inline]
    pub(crate) fn view(&self) -> View<'_> {
        View {
            text: &self.text,
            slots: &self.slots,
        }
    }

    /// Puts a word in; its syllables are joined by one space. A word that is there keeps the
    /// lower class. Words of more than 255 bytes are left out.
    pub(crate) fn insert(&mut self, word: &str, class: u8) {
        let Ok(len) = u8::try_from(word.len()) else { return };
        if len == 0 {
            return;
        }
        if (self.count + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash_joined(word);
        match self.view().find(hash, word.split(' ')) {
            Ok((at, mut slot)) => {
                slot.class = slot.class.min(class);
                self.slots[at] = slot.bytes();
            }
            Err(at) => {
                let slot = Slot {
                    start: self.text.len() as u32,
                    len,
                    class,
                    tag: (hash >> 48) as u16,
                };
                self.text.extend_from_slice(word.as_bytes());
                self.slots[at] = slot.bytes();
                self.count += 1;
            }
        }
    }

    /// True when there is no word.
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn grow(&mut self) {
        let larger = vec![Bytes::default(); (self.slots.len() * 2).max(16)];
        let old = std::mem::replace(&mut self.slots, larger);
        for bytes in old {
            let view = self.view();
            let word = std::str::from_utf8(view.word(Slot::read(bytes))).unwrap_or_default();
            if !word.is_empty()
                && let Err(at) = view.find(hash_joined(word), word.split(' '))
            {
                self.slots[at] = bytes;
            }
        }
    }
}

/// Whether a word is these syllables joined by one space.
#[inline]
fn joined_is<'s>(word: &[u8], syllables: impl Iterator<Item = &'s str>) -> bool {
    let mut rest = Some(word);
    for syllable in syllables {
        let Some(tail) = rest.and_then(|r| r.strip_prefix(syllable.as_bytes())) else {
            return false;
        };
        rest = match tail.split_first() {
            Some((b' ', more)) => Some(more),
            None => None,
            Some(_) => return false,
        };
    }
    rest.is_none()
}
