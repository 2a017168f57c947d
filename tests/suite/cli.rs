//! The command line: what it says, word for word where people rely on it, and its status.

use std::fs;
use std::net::TcpListener;

use serde_json::Value;

use crate::support::Place;

fn one() -> Place {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp, gió mạnh.");
    place
}

#[test]
fn ingest_counts() {
    let place = one();
    let first = place.run(&["ingest"]);
    assert_eq!(first.status, Some(0), "{}", first.err);
    assert!(
        first
            .out
            .starts_with("Chỉ mục có 1 bản ghi: 1 mới, 0 thay đổi, 0 giữ nguyên; bỏ 0."),
        "{}",
        first.out
    );
    assert!(
        first.err.contains("lập lại toàn bộ chỉ mục vì chưa có chỉ mục"),
        "{}",
        first.err
    );
    let second = place.run(&["ingest"]);
    assert!(
        second
            .out
            .starts_with("Chỉ mục có 1 bản ghi: 0 mới, 0 thay đổi, 1 giữ nguyên; bỏ 0."),
        "{}",
        second.out
    );
    let full = place.run(&["ingest", "--full", "--log", "json"]);
    assert!(full.out.starts_with("Chỉ mục có 1 bản ghi: 1 mới"), "{}", full.out);
}

#[test]
fn the_log_can_be_json() {
    let place = one();
    let ran = place.run(&["ingest", "--log", "json"]);
    let line: Value = serde_json::from_str(ran.err.lines().next().unwrap()).unwrap();
    assert_eq!(line["level"], "WARN");
}

#[test]
fn search_shows_hits() {
    let place = one();
    let early = place.run(&["search", "hạt", "dẻ"]);
    assert_eq!(
        (early.status, early.err.as_str()),
        (Some(2), "Lỗi: chạy “nhipcau ingest” trước đã: chưa có chỉ mục.\n")
    );
    place.run(&["ingest"]);
    let ran = place.run(&["search", "say", "hat", "de"]);
    assert!(
        ran.out.contains("1 kết quả") && ran.out.contains("1. Sấy hạt dẻ\n   /ky-thuat/kt-say"),
        "{}",
        ran.out
    );
    let json: Value = serde_json::from_str(&place.run(&["search", "--json", "hạt dẻ"]).out).unwrap();
    assert_eq!((&json["total"], &json["hits"][0]["id"]), (&1.into(), &"kt-say".into()));
}

#[test]
fn check_mends_what_is_safe_and_keeps_what_was_there() {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp.");
    let file = place.content().join("ky-thuat/kt-say.md");
    let good = fs::read_to_string(&file).unwrap();
    let bad = format!(
        "\u{feff}{}",
        good.replace("ten: \"Sấy hạt dẻ\"", "ten: Quy trình: sấy hạt ðẻ")
    );
    assert_ne!(bad, good);
    fs::write(&file, &bad).unwrap();
    let shown = place.run(&["check", "--fix"]);
    for line in [
        "NC0103",
        "-ten: Quy trình: sấy hạt ðẻ",
        "+ten: \"Quy trình: sấy hạt đẻ\"",
        "Chưa ghi gì.",
    ] {
        assert!(shown.out.contains(line), "{line}: {}", shown.out);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), bad, "nothing is written unasked");
    assert_eq!(shown.status, Some(1));
    let data = place.content().with_file_name("data");
    let data = data.to_str().unwrap();
    let done = place.run(&["check", "--fix", "--yes", "--data", data]);
    assert_eq!(done.status, Some(0), "{}{}", done.out, done.err);
    assert!(done.out.contains("Đã sửa 1 tệp."), "{}", done.out);
    let now = fs::read_to_string(&file).unwrap();
    assert_eq!(now, good.replace("\"Sấy hạt dẻ\"", "\"Quy trình: sấy hạt đẻ\""));
    let kept: Vec<Vec<u8>> = fs::read_dir(format!("{data}/ban-cu/ky-thuat/kt-say.md"))
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(kept.contains(&bad.clone().into_bytes()) && kept.contains(&now.into_bytes()));
    let again = place.run(&["check", "--fix", "--yes", "--data", data]);
    assert!(again.out.starts_with("Không có chỗ nào tự sửa được."), "{}", again.out);
}

#[test]
fn check_marks_the_place_and_names_the_remedy() {
    let place = one();
    let good = place.run(&["check"]);
    assert_eq!(
        (good.status, good.out.as_str()),
        (Some(0), "Đã kiểm tra 1 tệp: không có lỗi.\n")
    );
    place.record(
        "kt-hai",
        "Ủ phân",
        "cay: [hat-dẻ]\nlien_quan: [kt-sya]\n",
        "Ủ phân chuồng.",
    );
    let bad = place.run(&["check"]);
    assert_eq!(bad.status, Some(1));
    assert!(
        bad.out.contains("lỗi[NC0601]: không có bản ghi nào mang mã “kt-sya”"),
        "{}",
        bad.out
    );
    assert!(bad.out.contains(" --> content/ky-thuat/kt-hai.md:5:13"), "{}", bad.out);
    assert!(
        bad.out.contains("5 | lien_quan: [kt-sya]\n  |             ^^^^^^\n"),
        "{}",
        bad.out
    );
    assert!(bad.out.contains("= cách sửa: Có phải là “kt-say”?"), "{}", bad.out);
    assert!(
        bad.out.ends_with("\nĐã kiểm tra 2 tệp: 2 lỗi, 0 cảnh báo.\n"),
        "{}",
        bad.out
    );

    let json = place.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (json.status, &report["errors"], &report["files"]),
        (Some(1), &2.into(), &2.into())
    );
    assert_eq!(report["diagnostics"][1]["line"], 5);

    let one = place.run(&["check", "content/ky-thuat/kt-say.md"]);
    assert_eq!(
        (one.status, one.out.as_str()),
        (Some(0), "Đã kiểm tra 1 tệp: không có lỗi.\n")
    );
    let gone = place.run(&["check", "content/khong-co.md"]);
    assert_eq!(
        (gone.status, gone.err.as_str()),
        (
            Some(2),
            "Lỗi: không đọc được “content/khong-co.md”: không có tệp hoặc thư mục này.\n"
        )
    );
    fs::write(place.path().join("ngoai.md"), "x").unwrap();
    let outside = place.run(&["check", "ngoai.md"]);
    assert_eq!(
        (outside.status, outside.err.as_str()),
        (Some(2), "Lỗi: tệp “ngoai.md” không nằm trong thư mục nội dung.\n")
    );
}

#[test]
fn new_makes_a_file_and_never_overwrites() {
    let place = one();
    let made = place.run(&["new", "ky-thuat", "Ủ chua lá sắn: cho bò"]);
    assert_eq!(made.status, Some(0), "{}", made.err);
    let path = place.content().join("ky-thuat/kt-u-chua-la-san-cho-bo.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("ma: kt-u-chua-la-san-cho-bo\n") && text.contains("ten: \"Ủ chua lá sắn: cho bò\"\n"),
        "{text}"
    );
    fs::write(&path, "của tôi").unwrap();
    let again = place.run(&["new", "ky-thuat", "Ủ chua lá sắn: cho bò"]);
    assert_eq!(again.status, Some(2));
    assert!(again.err.contains("đã có"), "{}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "của tôi");
    let unknown = place.run(&["new", "ki-thuat", "X"]);
    assert_eq!(
        (unknown.status, unknown.err.as_str()),
        (
            Some(2),
            "Lỗi: không có bộ dữ liệu “ki-thuat”; các bộ dữ liệu: ky-thuat.\n"
        )
    );
}

#[test]
fn what_stops_a_start_is_one_sentence_and_status_2() {
    let place = one();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let ran = place.run(&["--listen", &format!("127.0.0.1:{port}")]);
    assert_eq!(
        (ran.status, ran.err),
        (
            Some(2),
            format!("Lỗi: cổng {port} của 127.0.0.1 đang được chương trình khác dùng; chọn cổng khác bằng --listen.\n")
        )
    );

    for command in ["serve", "ingest", "check"] {
        let ran = place.run(&[command, "--content", "khong-co"]);
        assert_eq!(
            (ran.status, ran.err.as_str()),
            (Some(2), "Lỗi: không thấy thư mục nội dung “khong-co”.\n"),
            "{command}"
        );
    }
    fs::write(place.path().join("tep"), "x").unwrap();
    let ran = place.run(&["ingest", "--content", "tep"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (Some(2), "Lỗi: “tep” không phải là thư mục.\n")
    );
    let ran = place.run(&["ingest", "--index", "tep"]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err.starts_with("Lỗi: không ghi được vào thư mục chỉ mục “tep”"),
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = one();
    let path = place.content().join("ky-thuat/kt-kin.md");
    fs::write(&path, "---\nma: kt-kin\n---\nx\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // Who is root may read everything.
        return;
    }
    for command in ["ingest", "serve"] {
        let ran = place.run(&[command, "--listen", "127.0.0.1:0"]);
        assert_eq!(ran.status, Some(2));
        assert!(
            ran.err
                .ends_with("Lỗi: không đọc được “content/ky-thuat/kt-kin.md”: không có quyền truy cập.\n"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn a_mistake_in_the_configuration_is_named_with_its_place() {
    let place = one();
    let config = place.path().join("nhipcau.toml");
    fs::write(&config, "nmae = \"Trung tâm\"\n").unwrap();
    let ran = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err
            .starts_with("Lỗi: nhipcau.toml, dòng 1, cột 1: không có khoá “nmae”; các khoá: name, "),
        "{}",
        ran.err
    );
    let ran = place.run(&["serve", "--config", "khac.toml", "--listen", "127.0.0.1:0"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (Some(2), "Lỗi: không thấy tệp cấu hình “khac.toml”.\n")
    );
    // The sample in the repository is one that a server takes.
    fs::copy(crate::support::root().join("nhipcau.toml"), &config).unwrap();
    let server = crate::support::Server::start(&place);
    assert_eq!(server.get("/").0, 200);
}

#[test]
fn options_come_from_the_environment_too() {
    let place = one();
    let ran = place
        .command(&["ingest"])
        .env("NHIPCAU_CONTENT", "khong-co")
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(0), "what is typed comes first");
    let mut command = std::process::Command::new(crate::support::binary());
    command
        .current_dir(place.path())
        .arg("ingest")
        .env("NHIPCAU_CONTENT", "content")
        .env("NHIPCAU_INDEX", "chi-muc");
    assert!(command.output().unwrap().status.success());
    assert!(place.path().join("chi-muc/CURRENT").exists());
}

#[test]
fn help_is_vietnamese() {
    let place = one();
    for args in [&["--help"][..], &["ingest", "--help"], &["check", "-h"]] {
        let ran = place.run(args);
        assert_eq!(ran.status, Some(0));
        assert!(ran.out.contains("Cách dùng: nhipcau"), "{}", ran.out);
        for english in ["Usage", "Options:", "Commands:", "[default", "[env", "Print help"] {
            assert!(!ran.out.contains(english), "{english} in {}", ran.out);
        }
    }
    let wrong = place.run(&["serv"]);
    assert_eq!(
        (wrong.status, wrong.err.lines().next()),
        (Some(2), Some("Lỗi: không có lệnh “serv”; có phải là “serve”?"))
    );
}
