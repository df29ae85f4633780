//! mailseal
fn main() {}
