//! Every bound of the server.

use std::time::Duration;

/// Bounds that keep one client, or many, from taking the server away from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest wait for a complete request head, also on a connection that is kept open between requests.
    pub header_timeout: Duration,
    /// Longest time for an answer.
    pub request_timeout: Duration,
    /// Longest life of a connection; after it the request in work is finished and the connection closed.
    pub connection_age: Duration,
    /// Longest wait for requests in work once the server is told to stop.
    pub drain: Duration,
    /// Largest request head, in bytes.
    pub max_head: usize,
    /// Largest request body, in bytes.
    pub max_body: usize,
    /// Longest path and query, in bytes.
    pub max_uri: usize,
    /// Requests in work at once; what is over is answered 503.
    pub concurrency: usize,
    /// Connections open at once; what is over waits to be accepted.
    pub connections: usize,
    /// Pieces of work on the index at once; what is over waits.
    pub searches: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            header_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(10),
            connection_age: Duration::from_secs(300),
            drain: Duration::from_secs(10),
            max_head: 32 * 1024,
            max_body: 64 * 1024,
            max_uri: 8 * 1024,
            concurrency: 256,
            connections: 2048,
            searches: cores * 2,
        }
    }
}
