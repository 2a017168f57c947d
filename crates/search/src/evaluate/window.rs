//! Records side by side, and what each of them scores.

/// Records of a window.
pub(super) const SIZE: usize = 2048;
const WORDS: usize = SIZE / 64;

/// Which of the records of a window match, with their scores.
pub(super) struct Window {
    members: Members,
    /// Those of records that do not match are of no meaning.
    scores: [f32; SIZE],
}

impl Window {
    pub(super) fn clear(&mut self) {
        self.members = Members::default();
    }

    #[inline]
    pub(super) fn score(&self, at: usize) -> f32 {
        self.scores[at % SIZE]
    }

    /// Takes a record in, or gives it another score.
    #[inline]
    pub(super) fn put(&mut self, at: usize, score: f32) {
        self.members.0[at / 64 % WORDS] |= 1 << (at % 64);
        self.scores[at % SIZE] = score;
    }

    /// Takes a record in, or joins the score to the one that it has. Without a branch: whether it is in is as good as chance.
    #[inline]
    pub(super) fn join(&mut self, at: usize, score: f32, how: Join) {
        let word = &mut self.members.0[at / 64 % WORDS];
        let is_in = (*word >> (at % 64) & 1) as u32;
        *word |= 1 << (at % 64);
        let held = &mut self.scores[at % SIZE];
        *held = how.of(kept(*held, is_in), score);
    }

    /// Adds to the score of a record; of no meaning where it is not in.
    #[inline]
    pub(super) fn add(&mut self, at: usize, score: f32) {
        self.scores[at % SIZE] += score;
    }

    #[inline]
    pub(super) fn remove(&mut self, at: usize) {
        self.members.0[at / 64 % WORDS] &= !(1 << (at % 64));
    }

    /// Keeps the records that the other has too.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.members.0.iter_mut().zip(&other.members.0) {
            *word &= other;
        }
    }

    /// The records that are in.
    pub(super) fn members(&self) -> &Members {
        &self.members
    }

    /// Every record with its score, in rising order.
    #[inline]
    pub(super) fn each(&self, mut take: impl FnMut(usize, f32)) {
        self.members.each(|at| take(at, self.scores[at % SIZE]));
    }

    /// Looks at every record: its new score, or `None` to put it out.
    #[inline]
    pub(super) fn revise(&mut self, mut look: impl FnMut(usize, f32) -> Option<f32>) {
        let Self { members, scores } = self;
        members.retain(|at| {
            let score = &mut scores[at % SIZE];
            let new = look(at, *score);
            *score = new.unwrap_or(*score);
            new.is_some()
        });
    }
}

/// Some of the records of a window.
#[derive(Clone, Default)]
pub(super) struct Members([u64; WORDS]);

impl Members {
    #[inline]
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Every record, in rising order.
    #[inline]
    pub(super) fn each(&self, mut take: impl FnMut(usize)) {
        for (n, &word) in self.0.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                let at = n * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                take(at);
            }
        }
    }

    /// Keeps those that the test holds for.
    #[inline]
    pub(super) fn retain(&mut self, mut test: impl FnMut(usize) -> bool) {
        for (n, word) in self.0.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                *word &= !(u64::from(!test(n * 64 + bit)) << bit);
            }
        }
    }
}

/// How many of some clauses each record of a window meets.
pub(super) struct Counts([u8; SIZE]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; SIZE])
    }
}

impl Counts {
    /// Counts a clause that the record meets, and adds what it scores to its score in `out`.
    #[inline]
    pub(super) fn add(&mut self, at: usize, score: f32, out: &mut Window) {
        let count = &mut self.0[at % SIZE];
        let held = &mut out.scores[at % SIZE];
        *held = kept(*held, u32::from(*count != 0)) + score;
        *count = count.saturating_add(1);
    }

    /// Puts the records with at least so many in `out`.
    pub(super) fn put_in(&self, least: usize, out: &mut Window) {
        let least = u8::try_from(least).unwrap_or(u8::MAX);
        for (word, counts) in out.members.0.iter_mut().zip(self.0.chunks(64)) {
            *word = counts
                .iter()
                .rev()
                .fold(0, |word, &n| word << 1 | u64::from(n >= least));
        }
    }
}

/// The score where `is_in` is 1, nothing where it is 0.
#[inline]
pub(super) fn kept(score: f32, is_in: u32) -> f32 {
    f32::from_bits(score.to_bits() & is_in.wrapping_neg())
}

/// How two scores of one record become one; none of them is negative.
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
    /// Windows of all segments.
    pub(super) windows: usize,
}

impl Pool {
    pub(super) fn new(windows: usize) -> Self {
        Self {
            free: Vec::new(),
            windows,
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
                members: Members::default(),
                scores: [0.0; SIZE],
            }),
        }
    }

    pub(super) fn take_back(&mut self, window: Box<Window>) {
        self.free.push(window);
    }
}
