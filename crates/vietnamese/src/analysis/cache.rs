//! The forms of tokens already seen, by their raw bytes.
//!
//! Running text repeats itself: nearly every token was there before, in the same bytes. The cache
//! is a table of sets of four, so its size is bounded and a look-up touches few lines of memory.

use super::forms::Forms;

/// Longest raw token kept, in bytes; longer ones are rare and take the slow path each time.
const MAX_RAW: usize = 24;
const WAYS: usize = 4;
const FIRST_SETS: usize = 64;
const MAX_SETS: usize = 2048;

/// A raw token as three words (little-endian, zero-filled) and its length in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Key {
    words: [u64; 3],
    len: u8,
}

/// The key of `bytes[start..end]`; `None` if it is too long to be kept.
#[inline]
pub(super) fn key(bytes: &[u8], start: usize, end: usize) -> Option<Key> {
    let len = end - start;
    if len > MAX_RAW {
        return None;
    }
    let mut words = [word(bytes, start, len), 0, 0];
    if len > 8 {
        words[1] = word(bytes, start + 8, len - 8);
        if len > 16 {
            words[2] = word(bytes, start + 16, len - 16);
        }
    }
    Some(Key { words, len: len as u8 })
}

/// Up to eight bytes from `at`: one load where the text goes on far enough, else byte by byte.
#[inline]
fn word(bytes: &[u8], at: usize, len: usize) -> u64 {
    let len = len.min(8);
    if let Some(chunk) = bytes.get(at..at + 8).and_then(|s| <[u8; 8]>::try_from(s).ok()) {
        return u64::from_le_bytes(chunk) & (u64::MAX >> (64 - 8 * len as u32));
    }
    bytes[at..at + len].iter().rev().fold(0, |w, &b| w << 8 | u64::from(b))
}

/// One slot; empty where the key's length is 0.
#[derive(Clone, Debug, Default)]
struct Slot {
    key: Key,
    forms: Forms,
}

/// Raw token → forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache {
    /// Per set some bits of each key's hash, so that a look-up reads one slot and not four.
    tags: Vec<[u16; WAYS]>,
    /// The slots of the sets, one set after the other.
    slots: Vec<Slot>,
    misses: usize,
}

impl Cache {
    #[inline]
    pub(super) fn get_mut(&mut self, key: &Key) -> Option<&mut Forms> {
        let hash = hash(key);
        let set = hash as usize & self.tags.len().wrapping_sub(1);
        let tags = self.tags.get(set)?;
        let tag = tag(hash);
        let way = (0..WAYS).find(|way| tags[*way] == tag && self.slots[set * WAYS + way].key == *key)?;
        Some(&mut self.slots[set * WAYS + way].forms)
    }

    /// Keeps the forms, in a full set in place of another. The table doubles as misses add up, so
    /// an analyzer that only ever sees short queries stays small.
    pub(super) fn put(&mut self, key: Key, forms: &Forms) {
        self.misses += 1;
        if self.tags.is_empty() || (self.misses > self.slots.len() / 2 && self.tags.len() < MAX_SETS) {
            self.grow();
        }
        let hash = hash(&key);
        let set = hash as usize & (self.tags.len() - 1);
        // Tag 0 marks an empty way; a full set gives up one after the other.
        let way = self.tags[set]
            .iter()
            .position(|&t| t == 0)
            .unwrap_or(self.misses % WAYS);
        self.tags[set][way] = tag(hash);
        let slot = &mut self.slots[set * WAYS + way];
        slot.key = key;
        slot.forms.clone_from(forms);
    }

    fn grow(&mut self) {
        let sets = (self.tags.len() * 2).max(FIRST_SETS);
        self.misses = 0;
        self.tags = vec![[0; WAYS]; sets];
        let old = std::mem::take(&mut self.slots);
        self.slots.resize_with(sets * WAYS, Slot::default);
        for slot in old.into_iter().filter(|s| s.key.len > 0) {
            let hash = hash(&slot.key);
            let set = hash as usize & (sets - 1);
            // A set splits in two, so there is always room.
            if let Some(way) = self.tags[set].iter().position(|&t| t == 0) {
                self.tags[set][way] = tag(hash);
                self.slots[set * WAYS + way] = slot;
            }
        }
    }
}

#[inline]
fn hash(key: &Key) -> u64 {
    let [a, b, c] = key.words;
    let mixed = a
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
        .wrapping_add(c.wrapping_mul(0x1656_67B1_9E37_79F9));
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 32)
}

/// Never 0, which marks an empty way.
#[inline]
fn tag(hash: u64) -> u16 {
    (hash >> 48) as u16 | 1
}
