//! Text that would run as a script, planted wherever text can be written: no page lets it run.

use axum::http::StatusCode;

use super::html::runs;
use super::room::{FACTS, House};
use crate::support::root;

/// What is planted. Each is also the mark by which it is found again.
const PLANTED: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</textarea></title><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}<iframe srcdoc=x>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "]]><body onload=alert(1)>",
];

/// Forms of Markdown that could carry it.
const MARKDOWN: &str = "\
## <img src=x onerror=alert(1)> [x](javascript:alert(1))

<script>alert(1)</script> <svg onload=alert(1)> <iframe src=//evil.test></iframe>

[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#106;avascript:alert(1)) [d](data:text/html;base64,PHNjcmlwdD4=)
[e](vbscript:x) [f](//evil.test) [g](\"onmouseover=alert(1)) ![h](javascript:alert(1)) ![i](x \"onerror=alert(1)\")
<javascript:alert(1)> [j][k] ![\"><script>alert(1)</script>](tep/a.png)

[k]: javascript:alert(1)

| <script>alert(1)</script> | b |
|---|---|
| <img src=x onerror=alert(1)> | `<script>alert(1)</script>` |

```html\"><script>alert(1)</script>
<script>alert(1)</script>
```

- <details open ontoggle=alert(1)>
- <style>@import 'https://evil.test'</style>
- [^1]

[^1]: <math><mi xlink:href=\"javascript:alert(1)\">
";

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[test]
fn planted_scripts_run_nowhere() {
    let house = House::with(&[]);
    for (n, planted) in PLANTED.iter().enumerate() {
        let text = quoted(planted);
        house.place.write(
            &format!("tai-nguyen/tn-x{n}.md"),
            &format!(
                "---\nma: tn-x{n}\nten: {text}\ntom_tat: {text}\n{FACTS}tu_khoa: [{text}]\ndia_ban_goc: {text}\ngiay_phep: {text}\n\
                 don_vi: [{text}]\nten_khac:\n  - ten: {text}\ntep:\n  - ten: {text}\n    duong_dan: {text}\n    giay_phep: {text}\n\
                 dich:\n  en:\n    ten: {text}\n    tom_tat: {text}\nlien_quan: [{text}]\nhan_ra_soat: 2020-01-01\n---\n{planted}\n\n{MARKDOWN}"
            ),
        );
    }
    // A file name and a collection that would run, and text that can not be read as a record.
    house.place.write(
        "tai-nguyen/tn-\"><script>alert(1)<.md",
        "---\nma: [\n<script>alert(1)</script>\n",
    );
    house.follow();
    let mut minh = house.signed("minh");
    for planted in PLANTED {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", planted)
            .finish();
        let more = form_urlencoded::Serializer::new(String::new())
            .append_pair("tiep", planted)
            .append_pair("bo", planted)
            .append_pair("loai", planted)
            .append_pair("ten", planted)
            .finish();
        for path in [
            format!("/tim?{query}"),
            format!("/bien-tap/ban-ghi?{query}&{more}"),
            format!("/bien-tap/kiem-tra?{more}"),
            format!("/bien-tap/khong-co?{more}"),
        ] {
            assert_eq!(runs(&minh.get(&path).text), Vec::<String>::new(), "{path}");
        }
        let mut nobody = house.browser();
        let page = nobody.get(&format!("/bien-tap/dang-nhap?{more}"));
        assert_eq!(runs(&page.text), Vec::<String>::new());
        let again = nobody.post(
            "/bien-tap/dang-nhap",
            &[
                ("csrf", &page.csrf()),
                ("ten", planted),
                ("mat_khau", planted),
                ("tiep", planted),
            ],
        );
        assert_eq!(again.status.as_u16() / 100, 4);
        assert_eq!(runs(&again.text), Vec::<String>::new());
    }
    let mut seen = 0;
    for n in 0..PLANTED.len() {
        for path in [
            format!("/tai-nguyen/tn-x{n}"),
            format!("/tai-nguyen/tn-x{n}?lang=en"),
            format!("/bien-tap/tep/tn-x{n}"),
            format!("/bien-tap/sua/tn-x{n}"),
            format!("/bien-tap/xem/tn-x{n}"),
            format!("/bien-tap/ban-cu/tn-x{n}"),
        ] {
            let page = minh.get(&path);
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(runs(&page.text), Vec::<String>::new(), "{path}");
            seen += usize::from(page.text.contains("alert(1)"));
        }
    }
    assert!(seen >= PLANTED.len(), "the text itself is shown, as text");
    for path in [
        "/",
        "/tim",
        "/bien-tap",
        "/bien-tap/kiem-tra",
        "/bien-tap/nhat-ky",
        "/bien-tap/nguoi",
    ] {
        let page = minh.get(path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_eq!(runs(&page.text), Vec::<String>::new(), "{path}");
    }
    let desk = minh.get("/bien-tap").text;
    assert!(desk.contains("&#60;script&#62;alert(1)"), "{desk}");
    assert!(root().join("content").is_dir());
}
