//! Files made to break the reader: each must be read in bounded time, and what comes out must be harmless.

mod common;

use std::time::{Duration, Instant};

use catalogue::markdown::{Options, render};

/// Far above what any of these takes, far below what a quadratic step would take.
const LIMIT: Duration = Duration::from_secs(5);
/// Half of the largest file.
const SIZE: usize = 512 << 10;

/// A file of about `size` bytes that repeats `unit` in lines short enough to pass the bound.
fn lines_of(unit: &str, size: usize) -> String {
    let line = unit.repeat(10_000 / unit.len());
    format!("{line}\n").repeat(size / line.len())
}

#[test]
fn markdown_is_bounded_in_time() {
    let units = [
        ">",
        "[",
        "]",
        "![",
        "*a _b ",
        "**a",
        "`",
        "``a",
        "<",
        "<a ",
        "<!--",
        "&",
        "|",
        "|a",
        "~~a",
        "[a](",
        "[a][b",
        "[^a]",
        "\\",
        "a ",
        "- ",
        "1. ",
        "# ",
        "[a]: b\n",
        "[^a]: b\n",
        "| a |\n|---|\n| b |\n",
        "* a\n",
        "> a\n\n",
        "# a\n",
        "- a\n  - b\n",
        "<div>\n",
        "![a](b)",
        "[a](b)",
        "<script>",
        "http://a.vn ",
    ];
    for unit in units {
        for text in [lines_of(unit, SIZE), unit.repeat(SIZE / unit.len())] {
            let start = Instant::now();
            let (output, _) = render(
                &text,
                &Options {
                    folder: "mau",
                    drop_title: false,
                },
            );
            let spent = start.elapsed();
            assert!(spent < LIMIT, "{unit:?} took {spent:?} for {} bytes", text.len());
            assert!(output.rendered.html.len() < 8 << 20, "{unit:?}");
        }
    }
}

#[test]
fn records_are_bounded_in_time() {
    let declarations = common::declared();
    let repeated = [
        "a: &a [*a]\n",
        "- ",
        "[",
        "{a: ",
        "? ",
        "a: b: c\n",
        "\"",
        "'a\n",
        "\t- a\n",
        "a:\n",
        "cay: [x]\n",
        "k: |\n",
        "!!a ",
        "*a ",
        "&a ",
        "%a\n",
        "...\n",
        "  a\n",
        "# a\n",
        "a",
        "-\n",
        ": ",
        "ten: “a”\n",
    ];
    for unit in repeated {
        let text = format!("---\nma: m-thu\n{}\n---\n\nNội dung.\n", lines_of(unit, 900_000));
        let raw = format!("---\n{}\n---\n", unit.repeat(900_000 / unit.len()));
        for text in [text, raw] {
            let start = Instant::now();
            let (record, found) = catalogue::parse_record(&declarations, "mau/m-thu.md", text.as_bytes());
            let spent = start.elapsed();
            assert!(spent < LIMIT, "{unit:?} took {spent:?}");
            assert!(
                record.is_some() && !found.is_empty() && found.len() < 150,
                "{unit:?}: {} findings",
                found.len()
            );
        }
    }
}

#[test]
fn nothing_dangerous_survives() {
    let attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JAVASCRIPT:alert(1))",
        "[a](java&#115;cript:alert(1))",
        "[a](&#x6A;avascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](data:image/svg+xml,<svg onload=alert(1)>)",
        "[a](vbscript:msgbox(1))",
        "<javascript:alert(1)>",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "[a](x \"\\\" onmouseover=alert(1) \\\"\")",
        "![\" onerror=alert(1) \"](x)",
        "[a](x\"onclick=alert(1))",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=https://evil.example></iframe>",
        "<style>body{display:none}</style>",
        "<a href=javascript:alert(1)>x</a>",
        "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
        "`<script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "# <img src=x onerror=alert(1)>",
        "| <script>alert(1)</script> |\n|---|\n| a |",
        "[^<script>]\n\n[^<script>]: a",
        "<form action=https://evil.example><input name=a></form>",
        "<base href=https://evil.example>",
        "<meta http-equiv=refresh content=0>",
        "[a](//evil.example)",
        "[a](\\\\evil.example)",
        "[a](/\\evil.example)",
        "<p style=\"position:fixed\">a</p>",
    ];
    for attack in attacks {
        let (output, _) = render(
            attack,
            &Options {
                folder: "mau",
                drop_title: false,
            },
        );
        let html = output.rendered.html.to_lowercase();
        // What stands between tags is escaped; only real tags and attributes count.
        for tag in html
            .split('<')
            .skip(1)
            .filter_map(|part| part.split_once('>').map(|(tag, _)| tag))
        {
            // Every second piece between quotes is a value.
            let (names, values): (Vec<_>, Vec<_>) = tag.split('"').enumerate().partition(|(at, _)| at % 2 == 0);
            let names: String = names.into_iter().map(|(_, piece)| piece).collect();
            for bad in [
                "script", "svg", "iframe", "style", "form", "input", "base", "meta", "math", " on", "xlink",
            ] {
                assert!(!names.contains(bad), "{attack}\n→ {html}");
            }
            if names.contains("href=") || names.contains("src=") {
                for (_, value) in values {
                    let start = value.trim_start();
                    for bad in ["javascript:", "vbscript:", "data:", "//", "\\", "/\\"] {
                        assert!(!start.starts_with(bad), "{attack}\n→ {html}");
                    }
                }
            }
        }
    }
}
