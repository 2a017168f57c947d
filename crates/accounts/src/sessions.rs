//! Sessions: who is signed in, by a token of which only the hash is kept.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::files::{self, Error};
use crate::person::Person;

/// Name of the file.
const FILE: &str = "phien.json";
/// A session that is not used ends after this.
pub(crate) const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// A session ends after this, used or not.
pub(crate) const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The time of last use is brought to the disk this often: a restart may forget so much of it.
const KEEP_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Most sessions of one person; the one used longest ago makes room.
const MAX_OF_ONE: usize = 20;
/// Most sessions at all.
const MAX: usize = 2000;

/// What a browser holds: 256 random bits, hexadecimal. Never written down here.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token that nobody had before.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn new() -> Result<Self, Error> {
        Ok(Self(files::hex(&files::random::<32>()?)))
    }

    /// The token that a browser sent, when it has the shape of one.
    pub fn of(sent: &str) -> Option<Self> {
        let fits = sent.len() == 64 && sent.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        fits.then(|| Self(sent.to_owned()))
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Under what the session is kept.
    fn hash(&self) -> String {
        files::hex(blake3::derive_key("nhipcau accounts session token", self.0.as_bytes()).as_slice())
    }

    /// What a form must carry besides the cookie: a random part and its keyed hash. The key follows from the token, so a
    /// form token is bound to the session and goes with it. It is another one on every page, so that compressed pages
    /// tell nothing of it.
    pub fn csrf(&self) -> Result<String, Error> {
        let salt = files::hex(&files::random::<16>()?);
        let mac = self.mac(&salt);
        Ok(salt + mac.to_hex().as_str())
    }

    /// True when `sent` is a form token of this session; takes the same time for every wrong one of the right shape.
    pub fn is_csrf(&self, sent: &str) -> bool {
        let Some((salt, mac)) = sent.split_at_checked(32) else {
            return false;
        };
        // Equality with a hash of this library is in constant time.
        blake3::Hash::from_hex(mac).is_ok_and(|mac| self.mac(salt) == mac)
    }

    fn mac(&self, salt: &str) -> blake3::Hash {
        let key = blake3::derive_key("nhipcau accounts form token", self.0.as_bytes());
        blake3::keyed_hash(&key, salt.as_bytes())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// One session, as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whose.
    pub name: String,
    /// The state of the person that it was made for.
    seal: String,
    /// When the person signed in.
    pub since: Timestamp,
    /// When it was used last.
    pub used: Timestamp,
}

impl Session {
    fn alive(&self, now: Timestamp) -> bool {
        // A clock that was set back ends no session and lengthens none beyond its life.
        now.duration_since(self.used) < IDLE && now.duration_since(self.since) < LIFE
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    sessions: HashMap<String, Session>,
}

/// All sessions of this server.
#[derive(Debug)]
pub(crate) struct Sessions {
    path: PathBuf,
    held: Mutex<Held>,
}

#[derive(Debug)]
struct Held {
    kept: Kept,
    written: Timestamp,
}

impl Sessions {
    /// The sessions that were open when the server stopped. A file that can not be read is as good as none: people sign
    /// in again.
    pub(crate) fn open(data: &Path, now: Timestamp) -> Self {
        let path = data.join(FILE);
        let kept = match files::read::<Kept>(&path) {
            Ok(kept) => kept.unwrap_or_default(),
            Err(error) => {
                tracing::warn!("{error}; mọi người phải đăng nhập lại");
                Kept::default()
            }
        };
        Self {
            path,
            held: Mutex::new(Held { kept, written: now }),
        }
    }

    /// Opens a session of a person, with a token that nobody had before.
    pub(crate) fn begin(&self, person: &Person, now: Timestamp) -> Result<Token, Error> {
        let token = Token::new()?;
        self.change(now, |sessions| {
            sessions.retain(|_, session| session.alive(now));
            while sessions.values().filter(|s| s.name == person.name).count() >= MAX_OF_ONE {
                drop_oldest(sessions, |session| session.name == person.name);
            }
            while sessions.len() >= MAX {
                drop_oldest(sessions, |_| true);
            }
            sessions.insert(
                token.hash(),
                Session {
                    name: person.name.clone(),
                    seal: person.seal(),
                    since: now,
                    used: now,
                },
            );
            true
        })?;
        Ok(token)
    }

    /// The session behind a token, if it is alive and `person` (by name) is still as it was then. It counts as used now.
    pub(crate) fn find<E: From<Error>>(
        &self,
        token: &Token,
        now: Timestamp,
        person: impl FnOnce(&str) -> Result<Option<Person>, E>,
    ) -> Result<Option<(Session, Person)>, E> {
        let hash = token.hash();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(session) = held.kept.sessions.get_mut(&hash) else {
            return Ok(None);
        };
        let owner = person(&session.name)?.filter(|person| person.seal() == session.seal);
        let Some(owner) = owner.filter(|_| session.alive(now)) else {
            held.kept.sessions.remove(&hash);
            return Ok(None);
        };
        session.used = session.used.max(now);
        let session = session.clone();
        if now.duration_since(held.written) >= KEEP_EVERY {
            held.written = now;
            // What is not written is forgotten by a restart alone.
            if let Err(error) = files::write(&self.path, &held.kept) {
                tracing::warn!("{error}");
            }
        }
        Ok(Some((session, owner)))
    }

    /// Ends one session. True when there was one.
    pub(crate) fn end(&self, token: &Token, now: Timestamp) -> Result<bool, Error> {
        let hash = token.hash();
        self.change(now, |sessions| sessions.remove(&hash).is_some())
    }

    /// Ends every session of a person. True when there was one.
    pub(crate) fn end_all(&self, name: &str, now: Timestamp) -> Result<bool, Error> {
        self.change(now, |sessions| {
            let before = sessions.len();
            sessions.retain(|_, session| session.name != name);
            sessions.len() < before
        })
    }

    /// How many sessions each person has now.
    pub(crate) fn counts(&self, now: Timestamp) -> HashMap<String, usize> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut counts = HashMap::new();
        for session in held.kept.sessions.values().filter(|session| session.alive(now)) {
            *counts.entry(session.name.clone()).or_default() += 1;
        }
        counts
    }

    /// Changes the sessions and brings them to the disk when `work` says that something changed. What ended has ended in
    /// this process even when the disk refuses.
    fn change(&self, now: Timestamp, work: impl FnOnce(&mut HashMap<String, Session>) -> bool) -> Result<bool, Error> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if !work(&mut held.kept.sessions) {
            return Ok(false);
        }
        held.written = now;
        files::write(&self.path, &held.kept)?;
        Ok(true)
    }
}

fn drop_oldest(sessions: &mut HashMap<String, Session>, of: impl Fn(&Session) -> bool) {
    let oldest = sessions.iter().filter(|(_, session)| of(session));
    let oldest = oldest
        .min_by_key(|(_, session)| session.used)
        .map(|(hash, _)| hash.clone());
    if let Some(hash) = oldest {
        sessions.remove(&hash);
    }
}
