//! What a link or an image may point to.

/// Longest address, in bytes.
const MAX_ADDRESS: usize = 2_000;

/// The judged target of a link.
#[derive(Debug, PartialEq)]
pub(super) enum Judged {
    /// http(s) elsewhere.
    External,
    /// mailto or tel.
    Contact,
    /// A part of this page (`#…`) or an absolute path of this site.
    Here,
    /// A relative address: the path under `content/`, and what follows it (`?…`, `#…`).
    Relative { path: String, rest: String },
    /// Not allowed: why, in Vietnamese.
    Refused(&'static str),
}

/// Judges an address as a browser would read it.
pub(super) fn judge(address: &str, folder: &str) -> Judged {
    if address.len() > MAX_ADDRESS {
        return Judged::Refused("địa chỉ quá dài");
    }
    if address.is_empty() {
        return Judged::Refused("liên kết trống");
    }
    // Browsers drop tabs and line ends inside an address, which hides a scheme from a naive look.
    if address.chars().any(|c| c.is_control()) || address.starts_with(' ') {
        return Judged::Refused("địa chỉ có ký tự ẩn");
    }
    if address.contains('\\') {
        return Judged::Refused("địa chỉ có dấu \\");
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or("");
    if let Some((scheme, _)) = head.split_once(':') {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if has_host(address) => Judged::External,
            "mailto" | "tel" => Judged::Contact,
            _ => Judged::Refused("chỉ dùng http, https, mailto, tel hoặc đường dẫn tương đối"),
        };
    }
    if address.starts_with("//") {
        return Judged::Refused("địa chỉ thiếu http: hoặc https:");
    }
    if address.starts_with(['/', '#', '?']) {
        return Judged::Here;
    }
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    match resolve(folder, path) {
        Some(path) => Judged::Relative {
            path,
            rest: rest.to_owned(),
        },
        None => Judged::Refused("đường dẫn ra ngoài thư mục nội dung"),
    }
}

/// True for `scheme://something`.
pub(crate) fn has_host(address: &str) -> bool {
    address.split_once("://").is_some_and(|(_, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or("");
        !host.is_empty() && !host.starts_with(':')
    })
}

/// `path` seen from `folder`, without `.` and `..`; `None` when it leaves the root.
pub(crate) fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_as_a_browser_does() {
        let refused = [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\tscript:x",
            "data:text/html,x",
            "//evil.example",
            "\\\\evil",
            "vbscript:x",
            "../../etc/passwd",
            "http:",
            "https:///x",
            " javascript:x",
            "",
        ];
        for address in refused {
            assert!(matches!(judge(address, "ky-thuat"), Judged::Refused(_)), "{address}");
        }
        assert_eq!(judge("https://a.vn/b", ""), Judged::External);
        assert_eq!(judge("tel:0206", ""), Judged::Contact);
        assert_eq!(judge("#muc", ""), Judged::Here);
        let relative = Judged::Relative {
            path: "cong-nghe/cn-a.md".into(),
            rest: "#x".into(),
        };
        assert_eq!(judge("../cong-nghe/cn-a.md#x", "ky-thuat"), relative);
    }
}
