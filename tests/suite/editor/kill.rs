//! `kill -9` while people save through the room: every file is whole, the old one or the new one, and so is every version.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use accounts::{People, Role};

use super::html::fields;
use super::room::PASSWORD;
use crate::support::{Place, Server, files};

/// Kills, and saves that are sent between two of them.
const ROUNDS: usize = 4;
const SAVES: usize = 50;
/// Records that are saved in turn.
const RECORDS: usize = 10;

/// A body that tells whether it is whole: its number at both ends.
fn body(n: usize) -> String {
    format!("Đầu {n}.\r\n\r\n{}\r\n\r\nCuối {n}.", "Chữ ở giữa.\r\n".repeat(3000))
}

fn is_whole(text: &str) -> bool {
    let number = |mark: &str| text.split(mark).nth(1)?.split('.').next()?.parse::<usize>().ok();
    text.starts_with("---\nma: kt-") && number("Đầu ").is_some() && number("Đầu ") == number("Cuối ")
}

/// One request on a connection of its own; `None` when the server is gone.
fn ask(address: SocketAddr, method: &str, path: &str, cookie: &str, form: &str) -> Option<(String, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    )
    .ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    Some((head.to_owned(), body.to_owned()))
}

fn cookie(head: &str) -> String {
    let line = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    line.split(';').next().unwrap().to_owned()
}

fn encoded(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

fn sign_in(address: SocketAddr) -> String {
    let path = "/bien-tap/dang-nhap";
    let (head, page) = ask(address, "GET", path, "", "").unwrap();
    let mut form = fields(&page, path);
    form.retain(|(name, _)| name != "ten" && name != "mat_khau");
    form.push(("ten".to_owned(), "binh".to_owned()));
    form.push(("mat_khau".to_owned(), PASSWORD.to_owned()));
    let (head, _) = ask(address, "POST", path, &cookie(&head), &encoded(&form)).unwrap();
    assert!(head.starts_with("HTTP/1.1 303"), "{head}");
    cookie(&head)
}

/// Opens the form of a record and saves it with another body; `None` when the server is gone.
fn save(address: SocketAddr, session: &str, n: usize) -> Option<()> {
    let path = format!("/bien-tap/sua/kt-{}", n % RECORDS);
    let (_, page) = ask(address, "GET", &path, session, "")?;
    let mut form = fields(&page, &path);
    form.retain(|(name, _)| name != "than");
    form.push(("than".to_owned(), body(n)));
    form.push(("viec".to_owned(), "luu".to_owned()));
    let (head, text) = ask(address, "POST", &path, session, &encoded(&form))?;
    assert!(head.starts_with("HTTP/1.1 303"), "{head}\n{text}");
    Some(())
}

#[test]
fn a_server_killed_while_people_save_leaves_every_file_whole() {
    let place = Place::declared();
    for n in 0..RECORDS {
        place.record(
            &format!("kt-{n}"),
            &format!("Bài {n}"),
            "trang_thai: nhap\n",
            &body(n).replace('\r', ""),
        );
    }
    let data = place.path().join("data");
    People::new(&data)
        .add(
            "binh",
            "Người duyệt",
            Role::Reviewer,
            PASSWORD,
            jiff::Timestamp::UNIX_EPOCH,
        )
        .unwrap();
    let mut rng = fastrand::Rng::with_seed(5);
    let (mut session, mut saved, mut cut) = (None, 0, 0);
    for round in 0..ROUNDS {
        let mut server = Server::start(&place);
        // The session outlives the server that was killed.
        let session = session.get_or_insert_with(|| sign_in(server.address)).clone();
        let (address, done) = (server.address, AtomicUsize::new(0));
        let last = SAVES / 2 + rng.usize(..SAVES / 2);
        std::thread::scope(|scope| {
            let (done, session) = (&done, session.as_str());
            for half in 0..2 {
                scope.spawn(move || {
                    // Each saves records of its own, so that nobody comes second.
                    for n in (0..SAVES).filter(|n| n % 2 == half) {
                        if save(address, session, round * 1000 + n).is_none() {
                            return;
                        }
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            let began = Instant::now();
            while done.load(Ordering::SeqCst) < last && began.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_micros(200));
            }
            std::thread::sleep(Duration::from_micros(rng.u64(..20_000)));
            server.child.kill().unwrap();
            server.child.wait().unwrap();
        });
        saved += done.load(Ordering::SeqCst);
        cut += usize::from(done.load(Ordering::SeqCst) < SAVES);
        for folder in [place.content().join("ky-thuat"), data.join("ban-cu/ky-thuat")] {
            for (path, bytes) in files(&folder) {
                let name = path.file_name().unwrap().to_str().unwrap();
                // What was being written is hidden, and nothing takes it for content.
                if !name.starts_with(".dang-ghi-") {
                    let text = String::from_utf8(bytes).unwrap();
                    assert!(is_whole(&text), "{}: {} bytes", path.display(), text.len());
                }
            }
        }
    }
    assert!(saved >= SAVES && cut > 0, "{saved} saved, {cut} cut short");
    let checked = place.run(&["check"]);
    assert_eq!(checked.status, Some(0), "{}", checked.out);
}
