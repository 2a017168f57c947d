//! What it costs to take one written syllable for another.

/// The cost of having meant `intended` where `typed` stands, in nats; `None` beyond two edits.
#[must_use]
pub fn cost(intended: &str, typed: &str) -> Option<f32> {
    (intended == typed).then_some(0.0)
}

/// Legal syllables within one cheap step of `typed`, appended with their costs.
pub fn neighbours(_typed: &str, _out: &mut Vec<(String, f32)>) {}
