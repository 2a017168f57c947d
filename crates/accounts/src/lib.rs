//! Who may edit: people, roles, passwords, sessions, slow-down after failures, and the trail of who did what.
//!
//! Nothing here knows of HTTP. Everything lies in three files of the data folder, readable by the server's own user alone:
//!
//! | file | holds |
//! |---|---|
//! | `tai-khoan.json` | people: name, role, hash of the password. Written by `nhipcau user …`, read anew when it changes |
//! | `phien.json` | sessions: hash of the token, whose, since when. Written by the server |
//! | `nhat-ky.jsonl` | the trail, one line an act; only ever added to |
//!
//! What holds: no password and no token is ever written down, only what they are compared with; a session ends at once
//! when the password or the role of its person changes, or the person goes; whether a name exists can not be told from
//! an answer, nor from the time that it takes.

mod accounts;
mod files;
mod password;
mod people;
mod person;
mod sessions;
mod slow;
mod trail;

pub use accounts::{Accounts, NotChanged, Refused, SignedIn};
pub use files::Error;
pub use password::{MAX_PASSWORD, MIN_PASSWORD, PasswordError};
pub use people::{ChangeError, People};
pub use person::{NameError, Person, Role};
pub use sessions::{Session, Token};
pub use slow::SlowDown;
pub use trail::{Act, Entry, Trail};
