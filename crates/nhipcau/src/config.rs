//! `nhipcau.toml`: what a centre says about itself.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Result, bail};
use server::Site;

/// The file that is read when none is named.
const DEFAULT: &str = "nhipcau.toml";

/// The facts of the site. A missing default file means the defaults; a file that was named must be there.
pub(crate) fn site(named: Option<&Path>) -> Result<Site> {
    let path = named.unwrap_or(Path::new(DEFAULT));
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => return Ok(Site::default()),
        Err(error) if error.kind() == ErrorKind::NotFound => bail!("không thấy tệp cấu hình “{}”", path.display()),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            bail!("tệp cấu hình “{}” không phải UTF-8", path.display())
        }
        Err(error) => bail!("không đọc được tệp cấu hình “{}”: {error}", path.display()),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let site: Site = match toml::from_str(text) {
        Ok(site) => site,
        Err(error) => bail!(
            "{}{}: {}",
            path.display(),
            place(text, error.span()),
            explain(error.message())
        ),
    };
    if let Some(url) = &site.base_url
        && !["https://", "http://"]
            .iter()
            .any(|scheme| url.strip_prefix(scheme).is_some_and(|host| !host.is_empty()))
    {
        bail!(
            "{}: base_url “{url}” phải bắt đầu bằng https:// hoặc http://",
            path.display()
        );
    }
    if site.languages.is_empty() {
        bail!(
            "{}: languages phải có ít nhất một ngôn ngữ trong: vi, zh, en",
            path.display()
        );
    }
    Ok(site)
}

/// Line and column of a mistake.
fn place(text: &str, span: Option<std::ops::Range<usize>>) -> String {
    let Some(before) = span.and_then(|span| text.get(..span.start)) else {
        return String::new();
    };
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!(", dòng {line}, cột {column}")
}

/// The parser's word for the commonest mistakes, in Vietnamese; anything else as it says it.
fn explain(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [key, known @ ..] if message.starts_with("unknown field") => {
            format!("không có khoá “{key}”; các khoá: {}", known.join(", "))
        }
        [value, known @ ..] if message.starts_with("unknown variant") => {
            format!("không có giá trị “{value}”; chọn trong: {}", known.join(", "))
        }
        _ if message.starts_with("invalid type") => {
            format!("giá trị sai kiểu; chữ phải đặt trong ngoặc kép ({message})")
        }
        _ if message.starts_with("duplicate key") => "khoá này viết hai lần".to_owned(),
        _ => format!("viết sai cú pháp TOML ({message})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let dir = std::env::temp_dir().join(format!(
            "nhipcau-config-{}-{:?}",
            std::process::id(),
            std::thread::current().id()
        ));
        fs::write(&dir, text).expect("written");
        let answer = site(Some(&dir)).map_or_else(|e| e.to_string(), |site| site.name);
        fs::remove_file(&dir).expect("removed");
        answer.replace(&dir.display().to_string(), "T")
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        assert_eq!(told("name = \"A\"\n"), "A");
        assert_eq!(told("\u{feff}name = \"A\"\n"), "A");
        assert_eq!(
            told("\nnme = \"A\"\n"),
            "T, dòng 2, cột 1: không có khoá “nme”; các khoá: name, tagline, organisation, phone, email, address, base_url, embed_in, languages"
        );
        assert!(told("name = A\n").starts_with("T, dòng 1, cột 8: viết sai cú pháp TOML"));
        assert!(told("phone = 206\n").starts_with("T, dòng 1, cột 9: giá trị sai kiểu"));
        assert_eq!(
            told("languages = [\"vi\", \"fr\"]"),
            "T, dòng 1, cột 20: không có giá trị “fr”; chọn trong: vi, en, zh"
        );
        assert_eq!(
            told("languages = []"),
            "T: languages phải có ít nhất một ngôn ngữ trong: vi, zh, en"
        );
        assert_eq!(
            told("base_url = \"kh.vn\""),
            "T: base_url “kh.vn” phải bắt đầu bằng https:// hoặc http://"
        );
    }
}
