//! An address as a QR code: one path, so that it costs little and prints at any size.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The code as inline SVG; empty where the address is too long for one.
pub(crate) fn svg(address: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return String::new();
    };
    let (width, colors) = (code.width(), code.to_colors());
    // Four light modules around it belong to the code (ISO/IEC 18004).
    let mut out = format!(
        "<svg class=\"qr\" viewBox=\"-4 -4 {0} {0}\" aria-hidden=\"true\"><path d=\"",
        width + 8
    );
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == row[x]).count();
            if row[x] == Color::Dark {
                // Runs of dark modules as rectangles of height 1.
                let _ = write!(out, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run;
        }
    }
    out + "\"/></svg>"
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn an_address_is_drawn() {
        let drawn = svg("https://example.org/ky-thuat/kt-say-hat-de");
        assert!(drawn.starts_with("<svg class=\"qr\" viewBox=\"-4 -4 "));
        assert!(drawn.contains("M0 0h7v1h-7z"), "{drawn}");
        assert_eq!(svg(&"a".repeat(5000)), "");
    }
}
