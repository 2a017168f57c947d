//! Records side by side, and what each of them scores.

/// Records of a window.
pub(super) const SIZE: usize = 2048;
const WORDS: usize = SIZE / 64;

/// Which of the records of a window match, with their scores.
pub(super) struct Window {
    bits: [u64; WORDS],
    /// Those of records that do not match are of no meaning.
    scores: [f32; SIZE],
}

impl Window {
    pub(super) fn clear(&mut self) {
        self.bits = [0; WORDS];
    }

    pub(super) fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn score(&self, at: usize) -> f32 {
        self.scores[at % SIZE]
    }

    /// Takes a record in, or gives it another score.
    #[inline]
    pub(super) fn put(&mut self, at: usize, score: f32) {
        self.bits[at / 64 % WORDS] |= 1 << (at % 64);
        self.scores[at % SIZE] = score;
    }

    /// Takes a record in, or joins the score to the one that it has.
    #[inline]
    pub(super) fn join(&mut self, at: usize, score: f32, how: Join) {
        let (word, bit) = (&mut self.bits[at / 64 % WORDS], 1 << (at % 64));
        let held = &mut self.scores[at % SIZE];
        if *word & bit == 0 {
            *word |= bit;
            *held = score;
        } else {
            *held = how.of(*held, score);
        }
    }

    /// Adds to the score of a record, where it is in.
    #[inline]
    pub(super) fn add(&mut self, at: usize, score: f32) {
        if self.bits[at / 64 % WORDS] >> (at % 64) & 1 == 1 {
            self.scores[at % SIZE] += score;
        }
    }

    pub(super) fn remove(&mut self, at: usize) {
        self.bits[at / 64 % WORDS] &= !(1 << (at % 64));
    }

    /// Keeps the records that the other has too.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.bits.iter_mut().zip(&other.bits) {
            *word &= other;
        }
    }

    /// Every record with its score, in rising order.
    pub(super) fn each(&self, mut take: impl FnMut(usize, f32)) {
        for (n, &word) in self.bits.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                let at = n * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                take(at, self.scores[at % SIZE]);
            }
        }
    }

    /// Looks at every record: its new score, or `None` to put it out.
    pub(super) fn revise(&mut self, mut look: impl FnMut(usize, f32) -> Option<f32>) {
        for (n, word) in self.bits.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                let score = &mut self.scores[(n * 64 + bit) % SIZE];
                match look(n * 64 + bit, *score) {
                    Some(new) => *score = new,
                    None => *word &= !(1 << bit),
                }
            }
        }
    }
}

/// How two scores of one record become one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Join {
    Sum,
    Best,
}

impl Join {
    #[inline]
    pub(super) fn of(self, a: f32, b: f32) -> f32 {
        match self {
            Self::Sum => a + b,
            Self::Best => a.max(b),
        }
    }
}

/// Windows that are not in use.
pub(super) struct Pool {
    free: Vec<Box<Window>>,
    /// Windows of the segment.
    pub(super) windows: usize,
}

impl Pool {
    pub(super) fn new(documents: u32) -> Self {
        Self {
            free: Vec::new(),
            windows: documents as usize / SIZE + 1,
        }
    }

    /// An empty window.
    pub(super) fn lend(&mut self) -> Box<Window> {
        match self.free.pop() {
            Some(mut window) => {
                window.clear();
                window
            }
            None => Box::new(Window {
                bits: [0; WORDS],
                scores: [0.0; SIZE],
            }),
        }
    }

    pub(super) fn take_back(&mut self, window: Box<Window>) {
        self.free.push(window);
    }
}
