//! Vietnamese dictionary order.

/// A sort key: comparing keys bytewise is comparing texts in dictionary order.
#[must_use]
pub fn key(text: &str) -> Vec<u8> {
    crate::fold::ascii(text).to_lowercase().into_bytes()
}
