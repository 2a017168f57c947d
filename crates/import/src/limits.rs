//! The bounds on what is read, in one table.

/// Largest file, in bytes.
pub const MAX_FILE: usize = 50 << 20;
/// Most entries of an archive.
pub const MAX_ENTRIES: usize = 4_000;
/// Most bytes that all entries of an archive unpack to.
pub const MAX_UNPACKED: u64 = 300 << 20;
/// Most bytes that one XML part unpacks to.
pub const MAX_PART: u64 = 64 << 20;
/// How many times its packed size an entry may unpack to, once it is larger than [`RATIO_FROM`].
pub const MAX_RATIO: u64 = 200;
/// Small entries may be packed as tightly as they like, in bytes.
pub const RATIO_FROM: u64 = 1 << 20;
/// Deepest nesting of elements in an XML part.
pub const MAX_DEPTH: usize = 120;
/// Most elements of an XML part.
pub const MAX_NODES: usize = 1_000_000;
/// Most rows of a table, all sheets together.
pub const MAX_ROWS: usize = 5_000;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 200;
/// Longest cell, in bytes.
pub const MAX_CELL: usize = 40_000;
/// Most images of a document.
pub const MAX_IMAGES: usize = 60;
/// Largest side of an image that is decoded, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// Memory that decoding one image may take, in bytes.
pub const MAX_IMAGE_MEMORY: u64 = 256 << 20;
/// Largest side of an image as it is kept, in pixels: enough for a page and for print.
pub const KEPT_SIDE: u32 = 1_600;
/// Longest body of a draft, in bytes: a record may hold 1 MB with its fields.
pub const MAX_BODY: usize = 900_000;
