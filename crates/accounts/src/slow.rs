//! Slow-down: who failed waits, longer with each further failure, by the name tried and by where it came from.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Failures of one name that cost nothing: people mistype.
const FREE_OF_NAME: u32 = 4;
/// Failures from one address that cost nothing: an office may share one.
const FREE_OF_ADDRESS: u32 = 12;
/// The longest wait for a name. Short enough that someone who fails on purpose can not keep a person out.
const LONGEST_OF_NAME: SignedDuration = SignedDuration::from_mins(5);
/// The longest wait for an address.
const LONGEST_OF_ADDRESS: SignedDuration = SignedDuration::from_mins(15);
/// Failures are forgotten after so long without another.
const FORGET: SignedDuration = SignedDuration::from_hours(24);
/// Most names, and most addresses, that are remembered.
const MAX: usize = 10_000;

/// Counts of failures, in memory alone.
#[derive(Debug)]
pub struct SlowDown {
    /// By a hash: a name may be of any length, and may be a password that was typed in the wrong box.
    names: Mutex<Counts<[u8; 32]>>,
    addresses: Mutex<Counts<IpAddr>>,
}

impl Default for SlowDown {
    fn default() -> Self {
        Self {
            names: Mutex::new(Counts::new(FREE_OF_NAME, LONGEST_OF_NAME)),
            addresses: Mutex::new(Counts::new(FREE_OF_ADDRESS, LONGEST_OF_ADDRESS)),
        }
    }
}

impl SlowDown {
    /// How long a try has to wait; `None` when it may be made. The try is counted as a failure until [`Self::forgive`],
    /// so that many at once do not get by on one look.
    pub(crate) fn enter(&self, name: &str, from: IpAddr, now: Timestamp) -> Option<SignedDuration> {
        let (name, from) = (key(name), bucket(from));
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = names.wait(&name, now).max(addresses.wait(&from, now));
        if wait > SignedDuration::ZERO {
            return Some(wait);
        }
        names.count(name, now);
        addresses.count(from, now);
        None
    }

    /// Takes back what [`Self::enter`] counted, after the right password.
    pub(crate) fn forgive(&self, name: &str, from: IpAddr) {
        self.names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .counts
            .remove(&key(name));
        // The address is given back one try alone: who knows one password must not clear it for others.
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = addresses.counts.get_mut(&bucket(from)) {
            count.failures = count.failures.saturating_sub(1);
        }
    }
}

fn key(name: &str) -> [u8; 32] {
    *blake3::hash(name.as_bytes()).as_bytes()
}

/// One subscriber of IPv6 has a whole /64.
fn bucket(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[derive(Debug)]
struct Counts<K> {
    free: u32,
    longest: SignedDuration,
    counts: HashMap<K, Count>,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    failures: u32,
    last: Timestamp,
}

impl<K: Hash + Eq + Clone> Counts<K> {
    fn new(free: u32, longest: SignedDuration) -> Self {
        Self {
            free,
            longest,
            counts: HashMap::new(),
        }
    }

    /// 2 s after the free ones, doubled with each further failure.
    fn delay(&self, failures: u32) -> SignedDuration {
        match failures.checked_sub(self.free) {
            None | Some(0) => SignedDuration::ZERO,
            Some(over) => SignedDuration::from_secs(1 << over.min(20)).min(self.longest),
        }
    }

    /// What is left of the wait.
    fn wait(&self, key: &K, now: Timestamp) -> SignedDuration {
        let Some(count) = self.counts.get(key) else {
            return SignedDuration::ZERO;
        };
        // A clock that was set back must not lengthen a wait.
        let gone = now.duration_since(count.last).max(SignedDuration::ZERO);
        (self.delay(count.failures) - gone).max(SignedDuration::ZERO)
    }

    fn count(&mut self, key: K, now: Timestamp) {
        if self.counts.len() >= MAX && !self.counts.contains_key(&key) {
            self.make_room(now);
        }
        let count = self.counts.entry(key).or_insert(Count { failures: 0, last: now });
        if now.duration_since(count.last) >= FORGET {
            count.failures = 0;
        }
        count.failures = count.failures.saturating_add(1);
        count.last = now;
    }

    /// Forgets what is over; then, of the rest, the half with the fewest failures, so that a flood of names does not push
    /// out one that is under attack.
    fn make_room(&mut self, now: Timestamp) {
        self.counts.retain(|_, count| now.duration_since(count.last) < FORGET);
        if self.counts.len() < MAX {
            return;
        }
        let mut all: Vec<(u32, Timestamp, K)> = self
            .counts
            .iter()
            .map(|(key, count)| (count.failures, count.last, key.clone()))
            .collect();
        all.sort_by_key(|(failures, last, _)| (*failures, *last));
        for (_, _, key) in all.into_iter().take(MAX / 2) {
            self.counts.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).expect("a time")
    }

    #[test]
    fn waits_grow_and_end() {
        let slow = SlowDown::default();
        let from = IpAddr::from([10, 0, 0, 1]);
        for _ in 0..=FREE_OF_NAME {
            assert_eq!(slow.enter("lan", from, at(0)), None);
        }
        let first = slow.enter("lan", from, at(0)).expect("a wait");
        assert_eq!(first, SignedDuration::from_secs(2));
        assert_eq!(slow.enter("lan", from, at(0)), Some(first), "waiting is not punished");
        assert_eq!(
            slow.enter("lan", IpAddr::from([10, 0, 0, 9]), at(0)),
            Some(first),
            "from anywhere"
        );
        assert_eq!(slow.enter("lan", from, at(2)), None);
        assert_eq!(slow.enter("lan", from, at(2)), Some(SignedDuration::from_secs(4)));
        let mut now = 2;
        for _ in 0..40 {
            let Some(wait) = slow.enter("lan", from, at(now)) else {
                continue;
            };
            assert!(wait <= LONGEST_OF_ADDRESS);
            now += wait.as_secs();
        }
        assert_eq!(slow.enter("lan", IpAddr::from([10, 9, 9, 9]), at(now + 86_400)), None);
    }

    #[test]
    fn an_address_that_tries_many_names_waits_too() {
        let slow = SlowDown::default();
        let of = |last: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
        for n in 0..=u16::try_from(FREE_OF_ADDRESS).expect("small") {
            assert_eq!(slow.enter(&format!("ten{n}"), of(n), at(0)), None);
        }
        assert!(slow.enter("khac", of(99), at(0)).is_some(), "the same /64");
        assert_eq!(
            slow.enter("khac", IpAddr::from([0x2001, 0xdb8, 0, 2, 0, 0, 0, 1]), at(0)),
            None
        );
    }

    #[test]
    fn the_right_password_clears_the_name_alone() {
        let slow = SlowDown::default();
        let from = IpAddr::from([10, 0, 0, 1]);
        for _ in 0..=FREE_OF_NAME {
            assert_eq!(slow.enter("lan", from, at(0)), None);
        }
        slow.forgive("lan", from);
        assert_eq!(slow.enter("lan", from, at(0)), None);
        let addresses = slow.addresses.lock().expect("free");
        assert_eq!(addresses.counts[&from].failures, FREE_OF_NAME + 1);
    }

    #[test]
    fn memory_is_bounded_and_the_attacked_name_stays() {
        let slow = SlowDown::default();
        for n in 0..30_u8 {
            slow.enter("lan", IpAddr::from([10, 0, 1, n]), at(i64::from(n) * 400));
        }
        for n in 0..25_000_u32 {
            let from = IpAddr::from((0x0b00_0000 + n).to_be_bytes());
            slow.enter(&format!("ten{n}"), from, at(11_700));
        }
        assert!(slow.names.lock().expect("free").counts.len() <= MAX);
        assert!(slow.addresses.lock().expect("free").counts.len() <= MAX);
        assert!(slow.enter("lan", IpAddr::from([12, 0, 0, 1]), at(11_700)).is_some());
    }
}
