//! What the tests share: folders of content, the binary, a running server.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use catalogue::Declarations;
use search::{Index, SearchRequest};
use serde_json::Value;
use tempfile::TempDir;

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The binary, built once per run by the same cargo and into the same target folder; cargo itself says where it lies.
/// The choice of packages and targets is that of `cargo test --workspace`, so that nothing is compiled a second time with
/// other features.
pub(crate) fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(root()).args([
            "build",
            "--workspace",
            "--bin",
            "nhipcau",
            "--test",
            "suite",
            "--message-format=json",
        ]);
        if !cfg!(debug_assertions) {
            command.arg("--release");
        }
        let output = command.stderr(Stdio::inherit()).output().unwrap();
        assert!(output.status.success(), "the binary does not build");
        let messages = String::from_utf8(output.stdout).unwrap();
        let built = messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut paths = built
            .filter(|m| m["target"]["name"] == "nhipcau")
            .filter_map(|m| Some(PathBuf::from(m["executable"].as_str()?)));
        paths.next_back().expect("cargo names the binary")
    })
}

/// A content folder and a place for its index.
pub(crate) struct Place {
    dir: TempDir,
}

impl Place {
    /// An empty folder without declarations: one built-in collection.
    pub(crate) fn plain() -> Self {
        let place = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(place.content()).unwrap();
        place
    }

    /// With one declared collection `ky-thuat`, prefix `kt`.
    pub(crate) fn declared() -> Self {
        let place = Self::plain();
        place.write("_collections/ky-thuat.yaml", COLLECTION);
        for (id, codes) in [
            ("trang-thai", ["nhap", "xuat-ban"]),
            ("quyen-xem", ["cong-khai", "noi-bo"]),
            ("cay", ["hat-de", "thach-den"]),
        ] {
            let terms: String = codes
                .iter()
                .map(|c| format!("  - {{code: {c}, labels: {{vi: {c}, en: {c}, zh: {c}}}}}\n"))
                .collect();
            place.write(
                &format!("_vocabularies/{id}.yaml"),
                &format!(
                    "id: {id}\nlabels: {{vi: {id}, en: {id}, zh: {id}}}\nsource: Danh mục để thử\nterms:\n{terms}"
                ),
            );
        }
        place
    }

    pub(crate) fn content(&self) -> PathBuf {
        self.dir.path().join("content")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.content().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.content().join(path)).unwrap();
    }

    /// Writes a valid record of `ky-thuat`; `more` are further lines of its front matter.
    pub(crate) fn record(&self, ma: &str, title: &str, more: &str, body: &str) {
        self.write(
            &format!("ky-thuat/{ma}.md"),
            &format!("---\nma: {ma}\nten: \"{title}\"\n{more}---\n{body}\n"),
        );
    }

    pub(crate) fn declarations(&self) -> Arc<Declarations> {
        let (declarations, findings) = ::ingest::load_declarations(&self.content()).unwrap();
        assert_eq!(findings, []);
        Arc::new(declarations)
    }

    pub(crate) fn ensure(&self) -> ::ingest::Ensured {
        ::ingest::ensure(&self.content(), &self.index(), &self.declarations(), &mut |_| {}).unwrap()
    }

    pub(crate) fn update(&self) -> ::ingest::Outcome {
        ::ingest::update(&self.content(), &self.index(), &self.declarations()).unwrap()
    }

    pub(crate) fn open(&self) -> Index {
        Index::open(&self.index(), self.declarations()).unwrap()
    }

    /// Every `ma` that holds exactly these words, ordered.
    pub(crate) fn found(&self, q: &str) -> Vec<String> {
        let request = SearchRequest {
            q: q.to_owned(),
            limit: 100,
            literal: true,
            ..SearchRequest::default()
        };
        let mut found: Vec<String> = self
            .open()
            .search(&request)
            .unwrap()
            .hits
            .into_iter()
            .map(|h| h.id)
            .collect();
        found.sort();
        found
    }

    /// A command on this place.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .current_dir(self.path())
            .args(["--content", "content", "--index", "index"])
            .args(args);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NHIPCAU_") || name == "RUST_LOG")
        {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }
}

/// What a command said.
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            status: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// All that an answer says but the time that it took.
pub(crate) fn answer(index: &Index, q: &str) -> Value {
    let request = SearchRequest {
        q: q.to_owned(),
        limit: 100,
        ..SearchRequest::default()
    };
    let mut answer = serde_json::to_value(index.search(&request).unwrap()).unwrap();
    answer["took_us"] = Value::Null;
    answer
}

/// The bytes of every file under a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(files(&path));
        } else {
            out.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    out
}

/// A server on a port of its own; killed when dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Started on a place, and answering.
    pub(crate) fn start(place: &Place) -> Self {
        let mut child = place
            .command(&["--listen", "127.0.0.1:0", "serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next())
            .expect("the address is printed");
        let address = address.parse().unwrap();
        Self { child, address }
    }

    /// Status and body of a page.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Records that a query finds. `q` is percent-encoded by the caller.
    pub(crate) fn total(&self, q: &str) -> u64 {
        let (status, body) = self.get(&format!("/api/v1/search?q={q}"));
        assert_eq!(status, 200, "{body}");
        let from = body.find('{').unwrap();
        let to = body.rfind('}').unwrap();
        serde_json::from_str::<Value>(&body[from..=to]).unwrap()["total"]
            .as_u64()
            .unwrap()
    }

    /// Sends a signal by the system's own `kill`.
    pub(crate) fn signal(&self, name: &str) {
        let done = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(done.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Most are already gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const COLLECTION: &str = "\
id: ky-thuat
order: 1
prefix: kt
labels: {vi: Kỹ thuật, en: Techniques, zh: 技术}
description: {vi: Hướng dẫn kỹ thuật., en: Technique guides., zh: 技术指南}
body: required
schema_org: HowTo
fields:
  - {name: ma, type: text, label: {vi: Mã, en: Identifier, zh: 编号}, required: true, search: 1, show: [page]}
  - {name: ten, type: text, label: {vi: Tên, en: Title, zh: 名称}, required: true, search: 4, show: [list, page]}
  - {name: cay, type: list, of: {type: choice, vocabulary: cay}, label: {vi: Cây, en: Crop, zh: 作物}, facet: true, show: [page]}
  - {name: lien_quan, type: list, of: {type: link}, label: {vi: Liên quan, en: Related, zh: 相关}, show: [page]}
  - {name: trang_thai, type: choice, vocabulary: trang-thai, label: {vi: Trạng thái, en: Status, zh: 状态}, show: [none]}
  - {name: quyen_xem, type: choice, vocabulary: quyen-xem, label: {vi: Quyền xem, en: Visibility, zh: 查看权限}, show: [none]}
";
