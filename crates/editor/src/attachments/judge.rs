//! What a file is, by its bytes and not by its name alone; and what is kept of it.

use catalogue::attachments::Kind;

/// Endings that the file chooser of a browser offers.
pub(crate) const ACCEPT: &str =
    ".jpg,.jpeg,.png,.webp,.gif,.bmp,.pdf,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.odt,.ods,.odp,.csv,.txt";

/// Largest file, in bytes.
const MAX: usize = 20 << 20;
/// Longest name without its ending, in characters.
const MAX_STEM: usize = 80;
/// Shortest part of a name that tells which file it is.
const NAMELESS: &str = "tep";

/// A file that may be kept.
#[derive(Debug)]
pub(super) struct Taken {
    /// Safe on every system: small letters, digits, hyphens, and an ending that says what it is.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) image: bool,
}

/// Judges a file for the record `ma`. Refuses with a sentence for people.
///
/// Pictures are decoded within bounds, turned upright, made smaller and written anew: what stood beside the pixels, as
/// where a photograph was taken, does not come along, and neither does what was hidden behind them.
pub(super) fn take(ma: &str, name: &str, bytes: &[u8]) -> Result<Taken, String> {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    let refuse = |why: &str| Err(format!("Không nhận tệp “{shown}”: {why}."));
    if bytes.is_empty() {
        return refuse("tệp rỗng");
    }
    if bytes.len() > MAX {
        return refuse("lớn hơn 20 MB");
    }
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    if is_image(bytes) {
        let (bytes, ending) = match import::image(bytes) {
            Ok(made) => made,
            Err(why) => return refuse(&why),
        };
        return Ok(Taken {
            name: safe(ma, stem, ending),
            bytes,
            image: true,
        });
    }
    let ending = ending.to_ascii_lowercase();
    let Some(kind) = Kind::of(&format!("x.{ending}")) else {
        return refuse("chỉ nhận ảnh, PDF, Word, Excel, PowerPoint, OpenDocument, CSV và văn bản thuần");
    };
    if kind.is_image() {
        return refuse("tên là ảnh mà nội dung không phải ảnh");
    }
    if let Err(why) = matches(kind.ending, bytes) {
        return refuse(why);
    }
    Ok(Taken {
        name: safe(ma, stem, kind.ending),
        bytes: bytes.to_vec(),
        image: false,
    })
}

/// True for what the decoder knows.
fn is_image(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"GIF8")
        || bytes.starts_with(b"BM")
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
}

/// Says whether the bytes are what the ending says.
fn matches(ending: &str, bytes: &[u8]) -> Result<(), &'static str> {
    let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let zip = bytes.starts_with(b"PK\x03\x04");
    let fits = match ending {
        "pdf" => bytes.starts_with(b"%PDF-"),
        "docx" => zip && has(b"[Content_Types].xml") && has(b"word/"),
        "xlsx" => zip && has(b"[Content_Types].xml") && has(b"xl/"),
        "pptx" => zip && has(b"[Content_Types].xml") && has(b"ppt/"),
        "odt" | "ods" | "odp" => {
            zip && bytes
                .get(30..)
                .is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument."))
        }
        "doc" | "xls" | "ppt" => bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "csv" | "txt" => return plain(bytes),
        _ => false,
    };
    if !fits {
        return Err("nội dung không khớp với đuôi tệp");
    }
    if zip && has(b"vbaProject.bin") {
        return Err("tệp có macro; hãy lưu lại thành tệp không macro");
    }
    Ok(())
}

/// Plain text, and nothing that a browser would take for a page.
fn plain(bytes: &[u8]) -> Result<(), &'static str> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err("không phải văn bản UTF-8; trong Excel hãy chọn “CSV UTF-8”");
    };
    if text.contains('\0') {
        return Err("nội dung không phải văn bản");
    }
    let small = text.to_ascii_lowercase();
    if ["<script", "<html", "<svg", "<!doctype", "<iframe", "<body"]
        .iter()
        .any(|tag| small.contains(tag))
    {
        return Err("nội dung là trang web (HTML, SVG), không phải văn bản thuần");
    }
    Ok(())
}

/// A name that tells whose file it is.
fn safe(ma: &str, stem: &str, ending: &str) -> String {
    let slug = catalogue::slug(stem);
    // Said once: who uploads a file again that was named here keeps its name.
    let slug = slug.strip_prefix(&format!("{ma}-")).unwrap_or(&slug);
    let slug = if slug.is_empty() { NAMELESS } else { slug };
    let cut: String = slug.chars().take(MAX_STEM).collect();
    format!("{ma}-{}.{ending}", cut.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, bytes: &[u8]) -> String {
        take("kt-a", name, bytes).expect_err(name)
    }

    #[test]
    fn names_are_made_safe() {
        for (name, safe) in [
            ("Lò sấy ba tầng.PDF", "kt-a-lo-say-ba-tang.pdf"),
            ("../../../etc/cron.d/x.pdf", "kt-a-x.pdf"),
            ("C:\\Windows\\..\\ảnh.pdf", "kt-a-anh.pdf"),
            ("kt-a-lo-say.pdf", "kt-a-lo-say.pdf"),
            ("板栗.pdf", "kt-a-tep.pdf"),
            (".htaccess.pdf", "kt-a-htaccess.pdf"),
            ("a.php\0.pdf", "kt-a-a-php.pdf"),
        ] {
            assert_eq!(take("kt-a", name, b"%PDF-1.7 x").expect(name).name, safe);
        }
        let long = take("kt-a", &format!("{}.pdf", "dai ".repeat(200)), b"%PDF-1.7").expect("taken");
        assert!(long.name.len() < 100, "{}", long.name);
    }

    #[test]
    fn what_a_browser_would_run_is_refused_whatever_it_is_called() {
        let html = b"<!DOCTYPE html><script>alert(1)</script>".as_slice();
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice();
        for name in [
            "a.html",
            "a.htm",
            "a.svg",
            "a.xhtml",
            "a.xml",
            "a.js",
            "a.swf",
            "a",
            "a.pdf",
            "a.png",
            "a.txt",
            "a.csv",
            "a.docx",
            "a.doc",
            "a.jpg.html",
        ] {
            for bytes in [html, svg] {
                assert!(refused(name, bytes).starts_with("Không nhận tệp"), "{name}");
            }
        }
        assert!(refused("a.exe", b"MZ\x90").contains("chỉ nhận"));
        assert!(refused("a.zip", b"PK\x03\x04").contains("chỉ nhận"));
        assert!(refused("a.docx", b"PK\x03\x04[Content_Types].xml word/ word/vbaProject.bin").contains("macro"));
        assert!(refused("a.pdf", b"<html>%PDF-1.7").contains("không khớp"));
        assert!(refused("a.txt", b"a\0b").contains("không phải văn bản"));
        assert!(refused("a.txt", b"").contains("rỗng"));
        assert!(refused("a.pdf", &vec![b' '; MAX + 1]).contains("20 MB"));
    }

    #[test]
    fn a_picture_is_written_anew() {
        let mut png = Vec::new();
        let made = image::RgbImage::from_pixel(2000, 1000, image::Rgb([9, 90, 70]));
        made.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
            .expect("encoded");
        // What stands behind the pixels, as in a file that is a picture and a page.
        png.extend_from_slice(b"<script>alert(1)</script>");
        let taken = take("kt-a", "Ảnh.svg", &png).expect("a picture");
        assert!(taken.image);
        assert_eq!(taken.name, "kt-a-anh.png");
        assert!(!taken.bytes.windows(7).any(|window| window == b"<script"));
        let read = image::load_from_memory(&taken.bytes).expect("decoded");
        assert_eq!((read.width(), read.height()), (1600, 800));
        assert!(refused("a.png", &png[..60]).starts_with("Không nhận tệp"));
    }
}
