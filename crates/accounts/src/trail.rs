//! The trail of who did what, when: `nhat-ky.jsonl`, one line an act, only ever added to.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::files::{self, Error};

/// Name of the file.
const FILE: &str = "nhat-ky.jsonl";
/// Longest text of one field, in characters.
const MAX_FIELD: usize = 240;
/// A file that is larger is put aside under the time of its last line, and another begun.
const MAX_FILE: u64 = 32 << 20;
/// Most lines about refusals in one minute; the rest are counted in one line. Everyone can cause refusals.
const MAX_REFUSALS: u32 = 60;
/// The minute of [`MAX_REFUSALS`].
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// Most bytes from the end of the file that are looked at for the last lines.
const TAIL: u64 = 1 << 20;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Signed in.
    #[serde(rename = "dang-nhap")]
    SignIn,
    /// A wrong name or password, or a try that has to wait.
    #[serde(rename = "dang-nhap-hong")]
    SignInFailed,
    /// Signed out.
    #[serde(rename = "dang-xuat")]
    SignOut,
    /// Every session of someone was ended.
    #[serde(rename = "dang-xuat-moi-noi")]
    SignOutEverywhere,
    /// Something was asked for that the person may not do, or that no form of ours sent.
    #[serde(rename = "tu-choi")]
    Refused,
    /// A record was made.
    #[serde(rename = "tao")]
    Create,
    /// A record was saved.
    #[serde(rename = "luu")]
    Save,
    /// A record was sent for review.
    #[serde(rename = "gui-duyet")]
    Send,
    /// A record was published.
    #[serde(rename = "xuat-ban")]
    Publish,
    /// A record was sent back to its writer.
    #[serde(rename = "tra-lai")]
    SendBack,
    /// A record was archived.
    #[serde(rename = "luu-kho")]
    Archive,
    /// A record was taken away.
    #[serde(rename = "xoa-ban-ghi")]
    Remove,
    /// An older version was brought back.
    #[serde(rename = "khoi-phuc")]
    Restore,
    /// A file was attached.
    #[serde(rename = "dinh-kem")]
    Attach,
    /// An office file was read into a form.
    #[serde(rename = "nhap-tep")]
    Import,
    /// An account was made.
    #[serde(rename = "them-tai-khoan")]
    AddPerson,
    /// A password was changed.
    #[serde(rename = "doi-mat-khau")]
    ChangePassword,
    /// A role was changed.
    #[serde(rename = "doi-vai-tro")]
    ChangeRole,
    /// An account was taken away.
    #[serde(rename = "xoa-tai-khoan")]
    RemovePerson,
}

impl Act {
    /// Name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Self::SignIn => "Đăng nhập",
            Self::SignInFailed => "Đăng nhập không được",
            Self::SignOut => "Đăng xuất",
            Self::SignOutEverywhere => "Đăng xuất mọi nơi",
            Self::Refused => "Bị từ chối",
            Self::Create => "Tạo bản ghi",
            Self::Save => "Lưu",
            Self::Send => "Gửi duyệt",
            Self::Publish => "Xuất bản",
            Self::SendBack => "Trả lại",
            Self::Archive => "Lưu kho",
            Self::Remove => "Xoá bản ghi",
            Self::Restore => "Khôi phục bản cũ",
            Self::Attach => "Đính kèm tệp",
            Self::Import => "Nhập tệp văn phòng",
            Self::AddPerson => "Thêm tài khoản",
            Self::ChangePassword => "Đổi mật khẩu",
            Self::ChangeRole => "Đổi vai trò",
            Self::RemovePerson => "Xoá tài khoản",
        }
    }

    /// True for what everyone on the network can cause.
    fn is_refusal(self) -> bool {
        matches!(self, Self::SignInFailed | Self::Refused)
    }
}

/// One line of the trail. No field ever holds a password, a token, or what someone typed as a name that nobody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    #[serde(rename = "luc")]
    pub at: Timestamp,
    /// Name of the account; empty when nobody was signed in.
    #[serde(rename = "ai", default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// What.
    #[serde(rename = "viec")]
    pub act: Act,
    /// Path under `content/`, or path of the request that was refused.
    #[serde(rename = "duong_dan", default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Hash of what the file holds afterwards.
    #[serde(rename = "ban", default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Where it came from; on signing in and on refusals alone.
    #[serde(rename = "tu", default, skip_serializing_if = "Option::is_none")]
    pub from: Option<IpAddr>,
    /// What else is to be known: the role given, why it was refused.
    #[serde(rename = "ghi_chu", default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Entry {
    /// An act of `who`, without more.
    pub fn new(at: Timestamp, who: &str, act: Act) -> Self {
        Self {
            at,
            who: who.to_owned(),
            act,
            path: None,
            version: None,
            from: None,
            note: None,
        }
    }

    /// With the path of a file.
    #[must_use]
    pub fn path(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// With the hash of what the file holds afterwards.
    #[must_use]
    pub fn version(mut self, hash: &str) -> Self {
        self.version = Some(hash.to_owned());
        self
    }

    /// With where it came from.
    #[must_use]
    pub fn from(mut self, from: IpAddr) -> Self {
        self.from = Some(from);
        self
    }

    /// With a note.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        self.note = Some(note.to_owned());
        self
    }

    fn bounded(mut self) -> Self {
        for text in [&mut self.path, &mut self.version, &mut self.note]
            .into_iter()
            .flatten()
        {
            *text = cut(text);
        }
        self.who = cut(&self.who);
        self
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_FIELD).collect()
}

/// The trail of one data folder.
#[derive(Debug)]
pub struct Trail {
    path: PathBuf,
    refusals: Mutex<Refusals>,
}

#[derive(Debug, Default)]
struct Refusals {
    since: Option<Timestamp>,
    written: u32,
    left_out: u32,
}

impl Trail {
    /// The trail of a data folder; the file is made with the first line.
    pub fn new(data: &Path) -> Self {
        Self {
            path: data.join(FILE),
            refusals: Mutex::default(),
        }
    }

    /// Adds a line. An act is not undone because it can not be noted: then the log of the program has it.
    pub fn note(&self, entry: Entry) {
        let mut lines = Vec::with_capacity(2);
        if entry.act.is_refusal() {
            let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
            let same = refusals
                .since
                .is_some_and(|since| entry.at.duration_since(since) < MINUTE && entry.at >= since);
            if !same {
                if refusals.left_out > 0 {
                    let told = format!("{} lần từ chối nữa trong một phút không ghi riêng", refusals.left_out);
                    lines.push(Entry::new(entry.at, "", Act::Refused).note(&told));
                }
                *refusals = Refusals {
                    since: Some(entry.at),
                    ..Refusals::default()
                };
            }
            if refusals.written >= MAX_REFUSALS {
                refusals.left_out = refusals.left_out.saturating_add(1);
                return;
            }
            refusals.written += 1;
        }
        lines.push(entry.bounded());
        for entry in lines {
            if entry.act.is_refusal() {
                tracing::warn!(
                    who = entry.who,
                    path = entry.path,
                    from = entry.from.map(tracing::field::display),
                    note = entry.note,
                    "biên tập từ chối"
                );
            }
            if let Err(error) = self.append(&entry) {
                tracing::error!("{error}; việc trên không có trong nhật ký biên tập");
            }
        }
    }

    fn append(&self, entry: &Entry) -> Result<(), Error> {
        let mut line = serde_json::to_vec(entry).map_err(|fault| Error::Broken {
            path: self.path.clone(),
            fault,
        })?;
        line.push(b'\n');
        let add = || -> io::Result<()> {
            if let Some(folder) = self.path.parent() {
                fs::create_dir_all(folder)?;
            }
            if fs::metadata(&self.path).is_ok_and(|at| at.len() > MAX_FILE) {
                let aside = format!("nhat-ky-{}.jsonl", entry.at.strftime("%Y%m%dT%H%M%SZ"));
                fs::rename(&self.path, self.path.with_file_name(aside))?;
            }
            let mut file = files::private().create(true).append(true).open(&self.path)?;
            // One write: lines of two processes do not mix.
            file.write_all(&line)?;
            file.sync_data()
        };
        add().map_err(Error::io(&self.path))
    }

    /// The last lines that `wanted` says yes to, the newest first, at most `most`. A line that can not be read is left out.
    ///
    /// # Errors
    /// The file can not be read.
    pub fn last(&self, most: usize, wanted: impl Fn(&Entry) -> bool) -> Result<Vec<Entry>, Error> {
        let read = || -> io::Result<VecDeque<Entry>> {
            let mut file = match File::open(&self.path) {
                Ok(file) => file,
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(VecDeque::new()),
                Err(fault) => return Err(fault),
            };
            let size = file.metadata()?.len();
            let mut lines = BufReader::new({
                file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
                file
            });
            let mut last = VecDeque::new();
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line)? > 0 {
                if let Ok(entry) = serde_json::from_slice::<Entry>(&line)
                    && wanted(&entry)
                {
                    if last.len() >= most.max(1) {
                        last.pop_back();
                    }
                    last.push_front(entry);
                }
                line.clear();
            }
            Ok(last)
        };
        read().map(Vec::from).map_err(Error::io(&self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).expect("a time")
    }

    #[test]
    fn lines_are_added_bounded_and_read_back() {
        let dir = tempfile::tempdir().expect("a folder");
        let trail = Trail::new(dir.path());
        assert_eq!(trail.last(5, |_| true).expect("read"), []);
        trail.note(
            Entry::new(at(0), "lan", Act::Save)
                .path("ky-thuat/kt-a.md")
                .version("ab12"),
        );
        trail.note(Entry::new(at(1), "lan", Act::Refused).path(&"dài\n".repeat(5000)));
        let text = fs::read_to_string(dir.path().join(FILE)).expect("read");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            r#"{"luc":"2027-01-15T08:00:00Z","ai":"lan","viec":"luu","duong_dan":"ky-thuat/kt-a.md","ban":"ab12"}"#
        );
        assert_eq!(lines.len(), 2, "what a request says breaks no line");
        assert!(lines[1].len() < 2000, "{}", lines[1].len());
        let last = trail.last(1, |_| true).expect("read");
        assert_eq!(last[0].act, Act::Refused);
        assert_eq!(trail.last(9, |e| e.act == Act::Save).expect("read").len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(dir.path().join(FILE)).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_flood_of_refusals_is_counted_and_hides_nothing_else() {
        let dir = tempfile::tempdir().expect("a folder");
        let trail = Trail::new(dir.path());
        for _ in 0..MAX_REFUSALS + 40 {
            trail.note(Entry::new(at(0), "", Act::Refused));
        }
        trail.note(Entry::new(at(1), "lan", Act::Save));
        trail.note(Entry::new(at(61), "", Act::Refused));
        let all = trail.last(1000, |_| true).expect("read");
        assert_eq!(all.len(), MAX_REFUSALS as usize + 3);
        assert_eq!(all[2].act, Act::Save);
        assert_eq!(
            all[1].note.as_deref(),
            Some("40 lần từ chối nữa trong một phút không ghi riêng")
        );
    }
}
