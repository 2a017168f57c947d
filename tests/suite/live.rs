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
