//! Speed of the analyzer.
fn main() {}
