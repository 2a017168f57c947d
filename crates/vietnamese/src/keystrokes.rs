//! Raw keystrokes of the three input methods, decoded into a written syllable.

/// Decodes one raw Telex token.
#[must_use]
pub fn telex(_token: &str) -> Option<String> {
    None
}

/// Decodes one raw VNI token.
#[must_use]
pub fn vni(_token: &str) -> Option<String> {
    None
}

/// Decodes one raw VIQR token.
#[must_use]
pub fn viqr(_token: &str) -> Option<String> {
    None
}

/// The Telex keys that type the text.
#[must_use]
pub fn encode_telex(text: &str) -> String {
    text.to_owned()
}
