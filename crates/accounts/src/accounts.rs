//! Everything about one data folder together: signing in, sessions, signing out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::files::Error;
use crate::password;
use crate::people::{ChangeError, People};
use crate::person::{self, Person};
use crate::sessions::{Session, Sessions, Token};
use crate::slow::SlowDown;
use crate::trail::{Act, Entry, Trail};

/// The accounts of a data folder, as a running server holds them; clones share them.
///
/// Calls may wait for the disk, and [`Accounts::sign_in`] computes for a good part of a second: none belongs on a thread
/// that serves connections.
#[derive(Debug, Clone)]
pub struct Accounts {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    people: People,
    sessions: Sessions,
    slow: SlowDown,
    trail: Trail,
}

/// Someone who has just signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// For the cookie.
    pub token: Token,
}

/// Why someone was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Name or password is wrong; which of them is not said.
    #[error("tên đăng nhập hoặc mật khẩu không đúng")]
    Wrong,
    /// Too many failures: the next try is taken after this time.
    #[error("đã thử quá nhiều lần; thử lại sau {} giây", .0.as_secs().max(1))]
    Wait(SignedDuration),
    /// The data folder.
    #[error(transparent)]
    Fault(#[from] Error),
}

/// Why someone's own password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// The present password, or a try too soon.
    #[error(transparent)]
    Present(#[from] Refused),
    /// The new password.
    #[error(transparent)]
    New(#[from] ChangeError),
}

impl Accounts {
    /// Opens the accounts of a data folder, with the sessions that were open when the last server stopped.
    pub fn open(data: &Path, now: Timestamp) -> Self {
        password::warm();
        Self {
            inner: Arc::new(Inner {
                people: People::new(data),
                sessions: Sessions::open(data, now),
                slow: SlowDown::default(),
                trail: Trail::new(data),
            }),
        }
    }

    /// The people.
    pub fn people(&self) -> &People {
        &self.inner.people
    }

    /// The trail.
    pub fn trail(&self) -> &Trail {
        &self.inner.trail
    }

    /// True when there is an account. While the file can not be read, there is none.
    pub fn any(&self) -> bool {
        let people = self.inner.people.all();
        people
            .inspect_err(|error| tracing::error!("{error}"))
            .is_ok_and(|people| !people.is_empty())
    }

    /// Signs someone in under a new token. A session that the browser had before (`old`) ends.
    ///
    /// # Errors
    /// A wrong name or password, a try too soon, or the data folder.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        from: IpAddr,
        old: Option<&Token>,
        now: Timestamp,
    ) -> Result<SignedIn, Refused> {
        let name = person::folded(name);
        if let Some(wait) = self.inner.slow.enter(&name, from, now) {
            self.failed(&name, from, now, "phải chờ vì đã thử sai nhiều lần");
            return Err(Refused::Wait(wait));
        }
        let person = self.inner.people.get(&name)?;
        let right = password::verify(person.as_ref().map(|person| person.password.as_str()), password);
        let Some(person) = person.filter(|_| right) else {
            self.failed(&name, from, now, "sai tên hoặc mật khẩu");
            return Err(Refused::Wrong);
        };
        self.inner.slow.forgive(&name, from);
        if let Some(old) = old {
            self.inner.sessions.end(old, now)?;
        }
        let token = self.inner.sessions.begin(&person, now)?;
        self.inner
            .trail
            .note(Entry::new(now, &person.name, Act::SignIn).from(from));
        Ok(SignedIn { person, token })
    }

    /// Changes the password of someone who is signed in and knows the present one, `old`. Every session of
    /// the person ends; the one given back is new.
    ///
    /// # Errors
    /// The present password is wrong or tried too soon, the new one can not be one, or the data folder.
    pub fn change_password(
        &self,
        name: &str,
        old: &str,
        new: &str,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<SignedIn, NotChanged> {
        // Judged first: a password that can not be one costs no try.
        password::judge(name, new).map_err(ChangeError::from)?;
        if let Some(wait) = self.inner.slow.enter(name, from, now) {
            self.failed(name, from, now, "đổi mật khẩu: phải chờ vì đã thử sai nhiều lần");
            return Err(Refused::Wait(wait).into());
        }
        let person = self.inner.people.get(name).map_err(Refused::from)?;
        let right = password::verify(person.as_ref().map(|person| person.password.as_str()), old);
        if !right {
            self.failed(name, from, now, "đổi mật khẩu: sai mật khẩu hiện nay");
            return Err(Refused::Wrong.into());
        }
        self.inner.slow.forgive(name, from);
        let person = self.inner.people.set_password(name, new)?;
        self.inner.sessions.end_all(name, now).map_err(Refused::from)?;
        let token = self.inner.sessions.begin(&person, now).map_err(Refused::from)?;
        self.inner
            .trail
            .note(Entry::new(now, name, Act::ChangePassword).from(from));
        Ok(SignedIn { person, token })
    }

    /// Notes a failure. A name that nobody has is not written down: it may be a password in the wrong box.
    fn failed(&self, name: &str, from: IpAddr, now: Timestamp, why: &str) {
        let known = self.inner.people.get(name).ok().flatten();
        let who = known.map(|person| person.name).unwrap_or_default();
        self.inner
            .trail
            .note(Entry::new(now, &who, Act::SignInFailed).from(from).note(why));
    }

    /// Who is signed in under a token, with the session. It counts as used now.
    ///
    /// # Errors
    /// The data folder.
    pub fn session(&self, token: &Token, now: Timestamp) -> Result<Option<(Session, Person)>, Error> {
        self.inner.sessions.find(token, now, |name| self.inner.people.get(name))
    }

    /// Ends the session of a token; nothing happens when it has ended already.
    ///
    /// # Errors
    /// The data folder; the session has ended all the same.
    pub fn sign_out(&self, token: &Token, now: Timestamp) -> Result<(), Error> {
        let session = self.session(token, now)?;
        self.inner.sessions.end(token, now)?;
        if let Some((session, _)) = session {
            self.inner.trail.note(Entry::new(now, &session.name, Act::SignOut));
        }
        Ok(())
    }

    /// Ends every session of `name`, for `who`.
    ///
    /// # Errors
    /// The data folder; the sessions have ended all the same.
    pub fn sign_out_everywhere(&self, name: &str, who: &str, now: Timestamp) -> Result<(), Error> {
        let ended = self.inner.sessions.end_all(name, now);
        self.inner
            .trail
            .note(Entry::new(now, who, Act::SignOutEverywhere).note(name));
        ended.map(drop)
    }

    /// How many sessions each person has now, by name.
    pub fn sessions(&self, now: Timestamp) -> HashMap<String, usize> {
        self.inner.sessions.counts(now)
    }
}
