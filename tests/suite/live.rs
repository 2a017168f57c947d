//! A server that runs while the content changes under it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{Place, Server};

/// What the product promises.
const PROMISE: Duration = Duration::from_secs(1);

/// Waits until `q` finds `wanted` records and gives the time that it took.
fn until(server: &Server, q: &str, wanted: u64) -> Duration {
    let began = Instant::now();
    while began.elapsed() < PROMISE * 10 {
        if server.total(q) == wanted {
            return began.elapsed();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{q} still does not find {wanted}");
}

#[test]
fn edits_are_searchable_within_a_second() {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp.");
    let server = Server::start(&place);
    assert_eq!(server.total("say"), 1);
    // Comparing everything once at the start is over when this is found; from here on edits come alone.
    place.record("kt-mot", "Trồng gừng", "", "Lên luống cao.");
    until(&server, "gung", 1);

    let mut slowest = Duration::ZERO;
    place.record("kt-say", "Sấy hạt dẻ", "", "Phơi trong xưởng.");
    slowest = slowest.max(until(&server, "xuong", 1));
    place.remove("ky-thuat/kt-mot.md");
    slowest = slowest.max(until(&server, "gung", 0));
    // As many editors save: a new file renamed over the old one.
    let beside = place.content().join("ky-thuat/.kt-say.md.tmp");
    fs::write(&beside, "---\nma: kt-say\nten: Sấy hạt dẻ\n---\nHong trên giàn.\n").unwrap();
    fs::rename(&beside, place.content().join("ky-thuat/kt-say.md")).unwrap();
    slowest = slowest.max(until(&server, "gian", 1));
    // A folder that comes whole, and goes whole.
    fs::create_dir(place.path().join("moi")).unwrap();
    fs::write(
        place.path().join("moi/kt-ngo.md"),
        "---\nma: kt-ngo\nten: Gieo ngô\n---\nGieo tháng ba.\n",
    )
    .unwrap();
    fs::rename(place.path().join("moi"), place.content().join("ky-thuat/moi")).unwrap();
    slowest = slowest.max(until(&server, "gieo", 1));
    fs::rename(place.content().join("ky-thuat/moi"), place.path().join("cu")).unwrap();
    slowest = slowest.max(until(&server, "gieo", 0));
    assert!(slowest < PROMISE, "{slowest:?}");
}

#[test]
fn other_declarations_are_taken_over_while_serving() {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "cay: [hat-de]\n", "Sấy ở nhiệt độ thấp.");
    let server = Server::start(&place);
    let path = "_collections/ky-thuat.yaml";
    let text = fs::read_to_string(place.content().join(path)).unwrap();
    place.write(path, "id: ky-thuat\nfields: [{");
    place.record("kt-hai", "Ủ phân", "", "Ủ phân chuồng.");
    until(&server, "chuong", 1);
    assert_eq!(server.total("say"), 1, "half a declaration changes nothing");
    place.write(path, &text.replace("vi: Kỹ thuật,", "vi: Cẩm nang,"));
    let began = Instant::now();
    while !server.get("/api/v1/collections").1.contains("Cẩm nang") {
        assert!(began.elapsed() < PROMISE * 10, "the new declaration is not served");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.total("chuong"), 1);
}

#[test]
fn the_index_may_be_deleted_while_serving() {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp.");
    let server = Server::start(&place);
    place.record("kt-mot", "Trồng gừng", "", "Lên luống cao.");
    until(&server, "gung", 1);
    std::thread::sleep(PROMISE / 2);
    fs::remove_dir_all(place.index()).unwrap();
    assert_eq!(server.total("say"), 1);
    place.record("kt-hai", "Ủ phân", "", "Ủ phân chuồng.");
    until(&server, "chuong", 1);
    assert_eq!(server.total("say"), 1);
}

#[cfg(unix)]
#[test]
fn sigterm_lets_requests_finish() {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp.");
    let mut server = Server::start(&place);
    // Half a request has been taken in when the signal comes; on a busy machine that takes its time.
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(stream, "GET /livez HTTP/1.1\r\nHost: localhost\r\n").unwrap();
    std::thread::sleep(Duration::from_secs(1));
    server.signal("TERM");
    std::thread::sleep(Duration::from_millis(100));
    write!(stream, "\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let status = server.child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(TcpStream::connect(server.address).is_err());
}

#[test]
fn a_start_serves_what_is_there_and_catches_up() {
    let place = Place::declared();
    place.record("kt-say", "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp.");
    place.record("kt-kin", "Bón phân", "", "Bón phân chuồng.");
    place.record("kt-bo", "Chặt cây", "", "Chặt cành sâu.");
    drop(Server::start(&place));
    place.record("kt-say", "Sấy hạt dẻ", "", "Phơi trong xưởng.");
    place.record("kt-kin", "Bón phân", "quyen_xem: noi-bo\n", "Bón phân chuồng.");
    place.remove("ky-thuat/kt-bo.md");
    place.record("kt-moi", "Trồng gừng", "", "Lên luống cao.");
    let server = Server::start(&place);
    for (q, wanted) in [("xuong", 1), ("chuong", 0), ("sau", 0), ("luong", 1)] {
        assert!(until(&server, q, wanted) < PROMISE, "{q}");
    }
}

#[test]
fn a_damaged_index_is_built_anew_while_it_is_served() {
    let place = Place::declared();
    for n in 0..40 {
        place.record(
            &format!("kt-{n}"),
            &format!("Sấy hạt dẻ {n}"),
            "",
            "Sấy ở nhiệt độ thấp.",
        );
    }
    drop(Server::start(&place));
    let current = || fs::read_to_string(place.index().join("CURRENT")).unwrap();
    let before = current();
    let store = fs::read_dir(place.index().join(&before)).unwrap();
    let store = store
        .map(|f| f.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "store"));
    let store = store.unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[20] ^= 1;
    fs::write(&store, bytes).unwrap();
    let server = Server::start(&place);
    let began = Instant::now();
    while current() == before {
        assert!(began.elapsed() < PROMISE * 10, "the damage is not seen");
        std::thread::sleep(Duration::from_millis(10));
    }
    // For a moment the damaged one is still served, and what is damaged can not be read.
    while server.get("/api/v1/search?q=say").0 != 200 {
        assert!(began.elapsed() < PROMISE * 10, "the new one is not served");
    }
    until(&server, "say", 40);
    assert!(server.get("/ky-thuat/kt-7").1.contains("nhiệt độ thấp"));
}

#[test]
fn of_two_files_with_one_ma_the_first_path_has_it_whatever_came_last() {
    let place = Place::declared();
    let named = |path: &str, body: &str| {
        place.write(path, &format!("---\nma: kt-x\nten: Sấy hạt dẻ\n---\n{body}\n"));
    };
    named("ky-thuat/m.md", "Sấy trên giàn.");
    place.record("kt-khac", "Trồng gừng", "", "Lên luống cao.");
    let server = Server::start(&place);
    place.record("kt-mot", "Ủ phân", "", "Ủ phân chuồng.");
    until(&server, "chuong", 1);
    // One that sorts behind stays out, one that sorts before takes its place, and what stayed out comes in again.
    named("ky-thuat/z.md", "Sấy trong lò.");
    place.record("kt-hai", "Nuôi ong", "", "Đặt thùng gỗ.");
    until(&server, "thung", 1);
    assert_eq!((server.total("gian"), server.total("lo")), (1, 0));
    named("ky-thuat/a.md", "Sấy bằng nắng.");
    until(&server, "nang", 1);
    assert_eq!((server.total("gian"), server.total("lo")), (0, 0));
    place.remove("ky-thuat/a.md");
    until(&server, "gian", 1);
    place.remove("ky-thuat/m.md");
    until(&server, "lo", 1);
    assert_eq!(server.total("luong"), 1);
}

#[test]
fn harvesters_are_told_of_every_edit_once() {
    let place = Place::declared();
    for n in 0..30 {
        place.record(&format!("kt-{n}"), "Sấy hạt dẻ", "", "Sấy ở nhiệt độ thấp.");
    }
    let server = Server::start(&place);
    let told = || -> Vec<(String, String)> {
        let body = server.get("/api/v1/changes?limit=1000").1;
        let answer: serde_json::Value =
            serde_json::from_str(&body[body.find('{').unwrap()..=body.rfind('}').unwrap()]).unwrap();
        let changes = answer["changes"].as_array().unwrap().iter();
        let text = |change: &serde_json::Value, name: &str| change[name].as_str().unwrap().to_owned();
        changes.map(|c| (text(c, "id"), text(c, "state"))).collect()
    };
    let lines = || {
        fs::read_to_string(place.path().join("data/history.jsonl"))
            .unwrap()
            .lines()
            .count()
    };
    assert_eq!(told().len(), 30);
    // Many small changes, so that parts of the index are struck out, added and merged.
    for n in 0..12 {
        place.record(&format!("kt-{n}"), "Sấy hạt dẻ", "", &format!("Sấy mẻ thứ qz{n}."));
        until(&server, &format!("qz{n}"), 1);
        told();
    }
    place.remove("ky-thuat/kt-20.md");
    until(&server, "nhiet", 17);
    let all = told();
    assert_eq!(all.len(), 30);
    let gone: Vec<&str> = all
        .iter()
        .filter(|(_, s)| s == "deleted")
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(gone, ["kt-20"]);
    assert_eq!(lines(), 30 + 12 + 1, "each change once");
}
