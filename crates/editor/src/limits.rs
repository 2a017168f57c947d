//! Every bound of the room.

use std::time::Duration;

/// Largest body with files, in bytes.
pub(crate) const MAX_UPLOAD: usize = 25 << 20;
/// Largest body of a form without files: a record of the largest size, every byte escaped.
pub(crate) const MAX_FORM: usize = 4 << 20;
/// Largest body of the forms about signing in.
pub(crate) const MAX_SIGN_IN: usize = 16 << 10;
/// Most fields of a form.
pub(crate) const MAX_FIELDS: usize = 10_000;
/// Most parts of a form with files.
pub(crate) const MAX_PARTS: usize = 200;
/// Longest time for an answer: [`MAX_UPLOAD`] at 2 Mbit/s.
pub(crate) const TIME: Duration = Duration::from_secs(120);
/// Requests in work at once; each may hold a body in memory.
pub(crate) const CONCURRENCY: usize = 24;
/// Passwords hashed and pictures decoded at once: each takes a core, a picture up to 256 MiB.
pub(crate) const HEAVY: usize = 2;
