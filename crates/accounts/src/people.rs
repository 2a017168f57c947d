//! The file of people: `tai-khoan.json`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files::{self, Error, Stamp};
use crate::password::{self, PasswordError};
use crate::person::{self, NameError, Person, Role};

/// Name of the file.
pub(crate) const FILE: &str = "tai-khoan.json";
/// Held while the file is changed.
const LOCK: &str = ".khoa-tai-khoan";

/// Why people were not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// A name that can not be one.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A password that can not be one.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The name is taken.
    #[error("đã có tài khoản “{0}”")]
    Taken(String),
    /// There is no such account.
    #[error("không có tài khoản “{0}”")]
    Unknown(String),
    /// The file.
    #[error(transparent)]
    File(#[from] Error),
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    people: Vec<Person>,
}

/// The state of the file, `None` when there is none, with what it said.
type Seen = (Option<Stamp>, Arc<Vec<Person>>);

/// The people, as the file says; what another process changed is seen at the next look.
#[derive(Debug)]
pub struct People {
    folder: PathBuf,
    seen: Mutex<Option<Seen>>,
}

impl People {
    /// The people of a data folder; the file need not be there.
    pub fn new(data: &Path) -> Self {
        Self {
            folder: data.to_owned(),
            seen: Mutex::new(None),
        }
    }

    /// Everyone, ordered by name.
    ///
    /// # Errors
    /// The file can not be read.
    pub fn all(&self) -> Result<Arc<Vec<Person>>, Error> {
        let path = self.folder.join(FILE);
        let now = files::stamp(&path);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((stamp, people)) = &*seen
            && *stamp == now
        {
            return Ok(Arc::clone(people));
        }
        let people = Arc::new(load(&path)?.people);
        *seen = Some((now, Arc::clone(&people)));
        Ok(people)
    }

    /// The person with this name.
    ///
    /// # Errors
    /// The file can not be read.
    pub fn get(&self, name: &str) -> Result<Option<Person>, Error> {
        Ok(self.all()?.iter().find(|person| person.name == name).cloned())
    }

    /// Makes an account.
    ///
    /// # Errors
    /// The name or password can not be one, or the name is taken.
    pub fn add(
        &self,
        name: &str,
        shown: &str,
        role: Role,
        password: &str,
        now: Timestamp,
    ) -> Result<Person, ChangeError> {
        let name = person::account_name(name)?;
        let shown = person::shown_name(shown)?;
        password::judge(&name, password)?;
        let person = Person {
            password: password::hash(password)?,
            shown,
            role,
            since: now,
            name,
        };
        self.change(|people| {
            if people.iter().any(|other| other.name == person.name) {
                return Err(ChangeError::Taken(person.name.clone()));
            }
            people.push(person.clone());
            people.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(person.clone())
        })
    }

    /// Says whether a name is free and can be one, before a password is asked for.
    ///
    /// # Errors
    /// As [`People::add`].
    pub fn may_add(&self, name: &str, shown: &str) -> Result<(), ChangeError> {
        let name = person::account_name(name)?;
        person::shown_name(shown)?;
        match self.get(&name)? {
            Some(_) => Err(ChangeError::Taken(name)),
            None => Ok(()),
        }
    }

    /// The person with a name as it was typed.
    ///
    /// # Errors
    /// There is no such person, or the file can not be read.
    pub fn known(&self, typed: &str) -> Result<Person, ChangeError> {
        let name = person::folded(typed);
        self.get(&name)?.ok_or(ChangeError::Unknown(name))
    }

    /// Gives a person another password. Every session of the person ends.
    ///
    /// # Errors
    /// There is no such person, or the password can not be one.
    pub fn set_password(&self, name: &str, password: &str) -> Result<Person, ChangeError> {
        let name = person::folded(name);
        password::judge(&name, password)?;
        let hash = password::hash(password)?;
        self.change(|people| {
            let person = find(people, &name)?;
            person.password = hash;
            Ok(person.clone())
        })
    }

    /// Gives a person another role. Every session of the person ends.
    ///
    /// # Errors
    /// There is no such person.
    pub fn set_role(&self, name: &str, role: Role) -> Result<Person, ChangeError> {
        self.change(|people| {
            let person = find(people, &person::folded(name))?;
            person.role = role;
            Ok(person.clone())
        })
    }

    /// Takes an account away. Every session of the person ends; what the person wrote stays.
    ///
    /// # Errors
    /// There is no such person.
    pub fn remove(&self, name: &str) -> Result<Person, ChangeError> {
        let name = person::folded(name);
        self.change(|people| {
            let at = people.iter().position(|person| person.name == name);
            at.map(|at| people.remove(at)).ok_or(ChangeError::Unknown(name))
        })
    }

    /// Reads, changes and writes under one lock.
    fn change<T>(&self, work: impl FnOnce(&mut Vec<Person>) -> Result<T, ChangeError>) -> Result<T, ChangeError> {
        std::fs::create_dir_all(&self.folder).map_err(Error::io(&self.folder))?;
        let _lock = files::lock(&self.folder.join(LOCK))?;
        let path = self.folder.join(FILE);
        let mut kept = load(&path)?;
        let done = work(&mut kept.people)?;
        files::write(&path, &kept)?;
        Ok(done)
    }
}

fn load(path: &Path) -> Result<Kept, Error> {
    Ok(files::read(path)?.unwrap_or_default())
}

fn find<'a>(people: &'a mut [Person], name: &str) -> Result<&'a mut Person, ChangeError> {
    let found = people.iter_mut().find(|person| person.name == name);
    found.ok_or_else(|| ChangeError::Unknown(name.to_owned()))
}
