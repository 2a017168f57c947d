//! What was last seen of each pair of tokens: open addressing over numbers, one line of memory a look-up.

use super::postings::Seen;

const FIRST_SLOTS: usize = 1 << 10;

/// Pairs of numbers and what was seen of them.
#[derive(Default)]
pub(super) struct Pairs {
    /// A power of two; at most two thirds of it in use.
    slots: Vec<Slot>,
    len: usize,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    pair: (u32, u32),
    /// Unseen where the slot is free.
    seen: Seen,
}

impl Pairs {
    /// What was seen of a pair. Whoever asks for a new one has to note it as seen.
    #[inline]
    pub(super) fn get(&mut self, pair: (u32, u32)) -> &mut Seen {
        if self.len * 3 >= self.slots.len() * 2 {
            self.grow();
        }
        let at = find(&self.slots, pair);
        let slot = &mut self.slots[at];
        if slot.seen.is_new() {
            self.len += 1;
            slot.pair = pair;
        }
        &mut slot.seen
    }

    /// Has the processor fetch the lines of these pairs, without waiting for one before it asks for the next.
    pub(super) fn fetch(&self, pairs: &[(u32, u32, u8)]) {
        if self.slots.is_empty() {
            return;
        }
        let mask = self.slots.len() - 1;
        let sum = pairs
            .iter()
            .fold(0, |sum, &(a, b, _)| sum ^ self.slots[home((a, b)) & mask].pair.0);
        std::hint::black_box(sum);
    }

    /// Bytes in use.
    pub(super) fn memory(&self) -> usize {
        self.slots.len() * size_of::<Slot>()
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(FIRST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); len]);
        for slot in old.into_iter().filter(|slot| !slot.seen.is_new()) {
            let at = find(&self.slots, slot.pair);
            self.slots[at] = slot;
        }
    }
}

/// The slot of a pair, or the free one where it belongs.
#[inline]
fn find(slots: &[Slot], pair: (u32, u32)) -> usize {
    let mask = slots.len() - 1;
    let mut at = home(pair) & mask;
    while !slots[at].seen.is_new() && slots[at].pair != pair {
        at = (at + 1) & mask;
    }
    at
}

/// Where the search for a pair begins, before it is cut to the number of slots.
#[inline]
fn home(pair: (u32, u32)) -> usize {
    let hash = (u64::from(pair.0) << 32 | u64::from(pair.1)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash >> 32) as usize
}
