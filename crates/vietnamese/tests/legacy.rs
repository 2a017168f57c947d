//! Legacy encodings: real-looking samples, and texts that must stay as they are.

#![allow(clippy::unwrap_used)]

use vietnamese::legacy::{Encoding, decode_bytes, detect_and_decode};

const PLAIN: &str = "Cộng hoà xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc";

#[test]
fn tcvn3_read_as_latin1() {
    let (encoding, text) = detect_and_decode("Céng hoµ x· héi chñ nghÜa ViÖt Nam").unwrap();
    assert_eq!(encoding, Encoding::Tcvn3);
    assert_eq!(text, "Cộng hoà xã hội chủ nghĩa Việt Nam");
    let (_, text) =
        detect_and_decode("Trung t©m øng dông tiÕn bé khoa häc vµ c«ng nghÖ tØnh Cao B»ng, n¨m 2012").unwrap();
    assert_eq!(
        text,
        "Trung tâm ứng dụng tiến bộ khoa học và công nghệ tỉnh Cao Bằng, năm 2012"
    );
    assert_eq!(detect_and_decode("§Ò tµi ®Æc biÖt").unwrap().1, "Đề tài đặc biệt");
}

#[test]
fn vni_read_as_windows_1252() {
    let (encoding, text) = detect_and_decode("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam").unwrap();
    assert_eq!(encoding, Encoding::Vni);
    assert_eq!(text, "Cộng hòa xã hội chủ nghĩa Việt Nam");
    let (_, text) = detect_and_decode("Ñoäc laäp - Töï do - Haïnh phuùc; ñöôøng, nöôùc, quyõ, thuûy lôïi").unwrap();
    assert_eq!(text, "Độc lập - Tự do - Hạnh phúc; đường, nước, quỹ, thủy lợi");
    assert_eq!(detect_and_decode("COÄNG HOØA XAÕ HOÄI").unwrap().1, "CỘNG HÒA XÃ HỘI");
}

#[test]
fn viscii_read_as_latin1() {
    let (encoding, text) = detect_and_decode("Cµng hoà xã hµi chü nghîa Vi\u{ae}t Nam").unwrap();
    assert_eq!(encoding, Encoding::Viscii);
    assert_eq!(text, "Cộng hoà xã hội chủ nghĩa Việt Nam");
}

#[test]
fn bytes_of_a_known_encoding() {
    let tcvn3: Vec<u8> = "ViÖt Nam".chars().map(|c| c as u32 as u8).collect();
    assert_eq!(decode_bytes(Encoding::Tcvn3, &tcvn3), "Việt Nam");
    let vni: Vec<u8> = "Vieät Nam".chars().map(|c| c as u32 as u8).collect();
    assert_eq!(decode_bytes(Encoding::Vni, &vni), "Việt Nam");
    assert_eq!(decode_bytes(Encoding::Vni, b"\x93hoa\x94"), "“hoa”");
    assert_eq!(decode_bytes(Encoding::Viscii, b"Vi\xaet"), "Việt");
}

#[test]
fn everything_else_stays() {
    for text in [
        PLAIN,
        "",
        "Hoà bình là gì",
        "Bà ba bán bánh, cá, cà và rau",
        "Công an Cao Bình công tác không có con",
        "The quick brown fox jumps over the naïve façade of a café in Zürich",
        "Été à la mer: le thé, déjà préparé, est très bon pour la santé",
        "Où êtes-vous allé cet été? À l'hôpital près de la forêt.",
        "Die Größe der Tür muß überprüft werden, schöne Grüße aus München",
        "El niño está aquí, mañana no podrá venir a la reunión",
        "fn main() { println!(\"größe {}\", größe); let º = 1; }",
        "© 2021 ® ™ § 5 – 20 °C, ± 3 µm, ½ · ¼",
        "thé",
        "café crème",
        "Måløy på øya",
        "São Paulo não é à beira-mar",
        "https://example.org/?q=caf%C3%A9&x=1",
    ] {
        assert_eq!(detect_and_decode(text), None, "{text}");
    }
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(PLAIN).collect();
    assert_eq!(detect_and_decode(&decomposed), None);
}
