//! `nhipcau export`: the catalogue on a stick, as it lies there.

mod secrets;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Place, Ran, binary, files, root};

/// The real catalogue, exported once.
fn real() -> &'static Path {
    static COPY: OnceLock<(Place, PathBuf)> = OnceLock::new();
    let (_, copy) = COPY.get_or_init(|| {
        let place = Place::plain();
        let copy = place.path().join("usb/danh-muc");
        let ran = Command::new(binary())
            .current_dir(place.path())
            .arg("--content")
            .arg(root().join("content"))
            .args(["--index", "index", "export"])
            .arg(&copy)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        (place, copy)
    });
    copy
}

/// A small catalogue, in the declared collection of the tests.
fn small() -> Place {
    let place = Place::declared();
    place.record(
        "kt-say",
        "Sấy hạt dẻ",
        "cay: [hat-de]\nlien_quan: [kt-ep]\n",
        "Sấy ở nhiệt độ thấp. Xem [ép](/ky-thuat/kt-ep) và [nháp](/ky-thuat/kt-nhap).",
    );
    place.record("kt-ep", "Ép dầu", "", "Ép ở nhiệt độ thấp.");
    place.record("kt-nhap", "Bản nháp", "trang_thai: nhap\n", "Chưa xong.");
    place
}

fn export(place: &Place) -> Ran {
    place.run(&["export", "usb"])
}

/// The value that a data file hands over.
fn data(copy: &Path, name: &str) -> Value {
    let text = fs::read_to_string(copy.join(format!("trang/du-lieu/{name}.js"))).unwrap();
    let json = text.strip_prefix(&format!("nhipcau(\"{name}\",")).unwrap();
    serde_json::from_str(json.strip_suffix(")\n").unwrap()).unwrap()
}

fn gzipped(path: &Path) -> usize {
    let done = Command::new("gzip").arg("-9c").arg(path).output().unwrap();
    assert!(done.status.success());
    done.stdout.len()
}

#[test]
fn the_search_of_the_copy_is_small() {
    let copy = real();
    let records = usize::try_from(data(copy, "dau")["n"].as_u64().unwrap()).unwrap();
    let bytes: usize = files(&copy.join("trang/du-lieu"))
        .keys()
        .map(|path| gzipped(path))
        .sum();
    assert!(bytes <= 1024 * records, "{bytes} bytes for {records} records");
    let script = gzipped(&copy.join("trang/tinh/copy.js"));
    assert!(script <= 5 * 1024, "{script} bytes of script");
}

#[test]
fn every_record_is_there_in_every_language() {
    let copy = real();
    let kinds = data(copy, "dau")["kinds"].clone();
    let titles = data(copy, "bai0");
    let lines: Vec<Vec<&str>> = titles
        .as_str()
        .unwrap()
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(lines.len() > 100);
    for line in lines {
        let kind = kinds[line[0].parse::<usize>().unwrap()].as_str().unwrap();
        for folder in ["trang", "trang/zh", "trang/en"] {
            let page = copy.join(folder).join(kind).join(format!("{}.html", line[1]));
            assert!(page.is_file(), "{}", page.display());
        }
    }
    for page in [
        "index.html",
        "trang/zh/index.html",
        "trang/en/tim.html",
        "trang/ban-do.html",
        "trang/mua-vu-11.html",
    ] {
        assert!(copy.join(page).is_file(), "{page}");
    }
}

#[test]
fn pages_ask_no_server_for_anything() {
    for (path, bytes) in files(real())
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|e| e == "html"))
    {
        let page = std::str::from_utf8(bytes).unwrap();
        let policy =
            "<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; script-src 'self' file:;";
        assert!(page.contains(policy), "{}", path.display());
        for never in [
            "/api/",
            "so-sanh",
            "suggest.js",
            "data-online",
            "type=\"hidden\"",
            " style=\"",
            " onclick",
        ] {
            assert!(!page.contains(never), "{} holds {never}", path.display());
        }
        let scripts = if path.ends_with("tim.html") { 3 } else { 0 };
        assert_eq!(page.matches("<script").count(), scripts, "{}", path.display());
    }
}

/// The script of the copy itself, over the judged queries. The floors lie a point below what was measured.
#[test]
fn the_search_of_the_copy_finds() {
    if Command::new("node")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        // Where there is no Node there is nobody to run the script.
        return;
    }
    let run = |more: &[&str]| {
        let script = root().join("tests/relevance/offline.mjs");
        let done = Command::new("node")
            .arg(script)
            .arg(real())
            .args(more)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        serde_json::from_slice::<Value>(&done.stdout).unwrap()
    };
    let report = run(&[]);
    for (variant, floor) in [("typed", 0.905), ("bare", 0.88), ("upper", 0.905), ("nfd", 0.905)] {
        assert!(report[variant].as_f64().unwrap() >= floor, "{variant}: {report}");
    }
    for q in [
        "hạt dẻ",
        "hat de",
        "HAT DE",
        "ha\u{323}t de\u{309}",
        "hạt de",
        "mác lịch",
        "mac lich",
        "板栗",
        "Castanea mollissima",
    ] {
        let hits = run(&["--search", q]);
        assert!(hits[0]["ma"].as_str().unwrap().contains("hat-de"), "{q}: {hits}");
    }
    let local = run(&["--search", "mác lịch"]);
    assert!(local[0]["names"].to_string().to_lowercase().contains("dẻ"), "{local}");
    let former = run(&["--search", "huyện Thông Nông"]);
    assert!(former[0]["names"].to_string().contains("Thông Nông"), "{former}");
    assert_eq!(run(&["--search", "zzzz"]), serde_json::json!([]));
}

#[test]
fn same_content_same_bytes() {
    let place = small();
    let made = export(&place);
    assert_eq!(made.status, Some(0), "{}", made.err);
    let first = files(&place.path().join("usb"));
    // An earlier copy is replaced, and nothing of the work stays beside it.
    let again = export(&place);
    assert_eq!(again.status, Some(0), "{}", again.err);
    assert_eq!(first, files(&place.path().join("usb")));
    let mut beside: Vec<_> = fs::read_dir(place.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    beside.sort();
    assert_eq!(beside, ["content", "index", "usb"]);
}

#[test]
fn what_is_not_a_copy_is_left_alone() {
    let place = small();
    fs::create_dir(place.path().join("usb")).unwrap();
    fs::write(place.path().join("usb/anh.jpg"), "ảnh").unwrap();
    let refused = export(&place);
    assert_eq!(refused.status, Some(2));
    assert!(
        refused
            .err
            .contains("thư mục “usb” không trống và không phải một bản xuất trước đây (có “anh.jpg”)"),
        "{}",
        refused.err
    );
    assert_eq!(fs::read_to_string(place.path().join("usb/anh.jpg")).unwrap(), "ảnh");
    fs::remove_file(place.path().join("usb/anh.jpg")).unwrap();
    // An empty folder is taken; a file that someone lays into the copy is not lost by the next one.
    assert_eq!(export(&place).status, Some(0));
    fs::write(place.path().join("usb/ghi-chu.txt"), "của tôi").unwrap();
    assert_eq!(export(&place).status, Some(2));
    assert!(place.path().join("usb/ghi-chu.txt").is_file());
}

#[test]
fn help_is_vietnamese() {
    let help = Place::plain().run(&["export", "--help"]);
    assert!(help.out.contains("Cách dùng: nhipcau export THƯ_MỤC"), "{}", help.out);
    assert!(help.out.contains("không cần mạng"), "{}", help.out);
    let missing = Place::plain().run(&["export"]);
    assert_eq!(missing.status, Some(2));
}
