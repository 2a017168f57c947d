//! The forms of tokens already seen, by their raw bytes.
//!
//! Running text repeats itself: nearly every token was there before, in the same bytes. The cache
//! is direct-mapped, so its size is bounded and a look-up touches one line of memory.

use super::forms::Forms;

/// Longest raw token kept, in bytes; longer ones are rare and take the slow path each time.
const MAX_RAW: usize = 24;
const FIRST_BITS: u32 = 8;
const LAST_BITS: u32 = 13;

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
    slots: Vec<Slot>,
    bits: u32,
    misses: usize,
}

impl Cache {
    #[inline]
    pub(super) fn get(&self, key: &Key) -> Option<&Forms> {
        let slot = self.slots.get(index(key, self.bits))?;
        (slot.key == *key).then_some(&slot.forms)
    }

    /// Keeps the forms in place of whatever used the slot. The table doubles as misses add up, so
    /// an analyzer that only ever sees short queries stays small.
    pub(super) fn put(&mut self, key: Key, forms: &Forms) {
        self.misses += 1;
        if self.slots.is_empty() || (self.misses > self.slots.len() / 2 && self.bits < LAST_BITS) {
            self.grow();
        }
        let slot = &mut self.slots[index(&key, self.bits)];
        slot.key = key;
        slot.forms.clone_from(forms);
    }

    fn grow(&mut self) {
        self.bits = if self.slots.is_empty() {
            FIRST_BITS
        } else {
            self.bits + 1
        };
        self.misses = 0;
        let old = std::mem::take(&mut self.slots);
        self.slots.resize_with(1 << self.bits, Slot::default);
        for slot in old {
            if slot.key.len > 0 {
                let at = index(&slot.key, self.bits);
                self.slots[at] = slot;
            }
        }
    }
}

#[inline]
fn index(key: &Key, bits: u32) -> usize {
    let [a, b, c] = key.words;
    let mixed = a
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
        .wrapping_add(c.wrapping_mul(0x1656_67B1_9E37_79F9));
    ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> (64 - bits.max(1))) as usize
}
