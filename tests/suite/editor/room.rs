//! A room with three people, behind the real router, and a browser that keeps cookies.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use accounts::{Act, Entry, People, Role, Trail};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use jiff::Timestamp;
use search::Index;
use server::{Beside, Limits, Misses, Site};
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::support::{Place, files, root};

/// Password of everyone.
pub(super) const PASSWORD: &str = "ba con trâu đi cày";
/// Name and role of everyone.
pub(super) const PEOPLE: [(&str, Role); 3] = [
    ("lan", Role::Writer),
    ("binh", Role::Reviewer),
    ("minh", Role::Administrator),
];
/// Facts that a record must have.
pub(super) const FACTS: &str = "nguon:\n  - trich: \"Nguồn để thử, 2026\"\nloai: vung-trong\n";

/// A content folder of the real declarations, with the service over it.
pub(super) struct House {
    pub(super) place: Place,
    runtime: Runtime,
    router: Router,
    index: Index,
}

impl House {
    /// With these records of `tai-nguyen`: `ma`, further lines of the front matter, body.
    pub(super) fn with(records: &[(&str, &str, &str)]) -> Self {
        Self::at(records, Site::default())
    }

    pub(super) fn at(records: &[(&str, &str, &str)], site: Site) -> Self {
        let place = Place::plain();
        for folder in ["_collections", "_vocabularies"] {
            for (path, bytes) in files(&root().join("content").join(folder)) {
                let name = path.file_name().unwrap().to_str().unwrap();
                place.write(&format!("{folder}/{name}"), std::str::from_utf8(&bytes).unwrap());
            }
        }
        for (ma, more, body) in records {
            write(&place, ma, more, body);
        }
        let data = place.path().join("data");
        for (name, role) in PEOPLE {
            let people = People::new(&data);
            people
                .add(name, &format!("Người {name}"), role, PASSWORD, Timestamp::UNIX_EPOCH)
                .unwrap();
        }
        place.ensure();
        let (index, site) = (place.open(), Arc::new(site));
        let misses = Misses::open(&data).unwrap();
        let room = editor::Room::open(
            editor::Place {
                content: place.content(),
                data,
            },
            index.clone(),
            Arc::clone(&site),
            Some(misses.clone()),
        )
        .unwrap();
        let beside = Beside {
            misses: Some(misses),
            content: Some(place.content()),
            door: Some(room.door()),
            ..Beside::default()
        };
        let router = server::router_with(index.clone(), site, &Limits::default(), beside);
        Self {
            place,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            router,
            index,
        }
    }

    pub(super) fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// Takes up what changed on disk, as the watcher of a server does.
    pub(super) fn follow(&self) {
        self.place.update();
        self.index.reload(&self.index.declarations()).unwrap();
    }

    /// A browser that nobody is signed in with.
    pub(super) fn browser(&self) -> Browser<'_> {
        Browser {
            house: self,
            cookies: BTreeMap::new(),
            from: IpAddr::from([10, 0, 0, 1]),
            headers: vec![("host", "nhipcau.test".to_owned())],
        }
    }

    /// A browser that someone is signed in with.
    pub(super) fn signed(&self, name: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.sign_in(name, PASSWORD);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        browser
    }

    /// How many lines of the trail say this.
    pub(super) fn noted(&self, act: Act, wanted: impl Fn(&Entry) -> bool) -> usize {
        let trail = Trail::new(&self.data());
        trail
            .last(10_000, |entry| entry.act == act && wanted(entry))
            .unwrap()
            .len()
    }

    /// The text of every file of the data folder but versions.
    pub(super) fn trail(&self) -> String {
        std::fs::read_to_string(self.data().join("nhat-ky.jsonl")).unwrap_or_default()
    }

    /// The bytes of everything under `content/`.
    pub(super) fn content(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.place.content())
    }
}

/// Writes a record of `tai-nguyen`.
pub(super) fn write(place: &Place, ma: &str, more: &str, body: &str) {
    place.write(
        &format!("tai-nguyen/{ma}.md"),
        &format!("---\nma: {ma}\nten: \"Vùng thử {ma}\"\ntom_tat: \"Câu 12 về {ma}.\"\n{FACTS}{more}---\n{body}\n"),
    );
}

/// A browser, or someone who plays one.
#[derive(Clone)]
pub(super) struct Browser<'a> {
    house: &'a House,
    pub(super) cookies: BTreeMap<String, String>,
    pub(super) from: IpAddr,
    /// Sent with every request.
    pub(super) headers: Vec<(&'static str, String)>,
}

/// What the server said.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The form token of the page.
    pub(super) fn csrf(&self) -> String {
        let (_, rest) = self.text.split_once("name=\"csrf\" value=\"").expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser<'_> {
    /// Sends a request and keeps the cookies of the answer.
    pub(super) fn send(&mut self, method: Method, path: &str, more: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let line: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, line.join("; "));
        }
        let mut request = request.body(body).unwrap();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(self.from, 1)));
        let router = self.house.router.clone();
        let (status, headers, bytes) = self.house.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap())
        });
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status,
            headers,
            bytes,
            text,
        }
    }

    pub(super) fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty())
    }

    /// Sends exactly these fields.
    pub(super) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let media = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &media, Body::from(body))
    }

    /// Sends these fields with the token of this session.
    pub(super) fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf();
        let all: Vec<(&str, &str)> = [("csrf", csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        self.post(path, &all)
    }

    /// A token of this session.
    pub(super) fn csrf(&mut self) -> String {
        self.get("/bien-tap/tai-khoan").csrf()
    }

    /// Sends files with the token of this session.
    pub(super) fn upload(&mut self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        let csrf = self.csrf();
        let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n").into_bytes();
        for (name, bytes) in files {
            body.extend_from_slice(
                format!(
                    "--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
                )
                .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x--\r\n");
        let media = [("content-type", "multipart/form-data; boundary=x")];
        self.send(Method::POST, path, &media, Body::from(body))
    }

    pub(super) fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let csrf = self.get("/bien-tap/dang-nhap").csrf();
        self.post(
            "/bien-tap/dang-nhap",
            &[("csrf", &csrf), ("ten", name), ("mat_khau", password)],
        )
    }

    /// The cookie of the session.
    pub(super) fn session(&self) -> String {
        self.cookies["nhipcau-phien"].clone()
    }

    /// True when the desk is shown.
    pub(super) fn is_in(&mut self) -> bool {
        let answer = self.get("/bien-tap");
        assert!(matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER));
        answer.status == StatusCode::OK
    }
}
