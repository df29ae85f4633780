#![no_main]
//! A TXT value as a provider gives it: no panic, what is not quoted strings stays octet for octet, and
//! what is written reads back the same.

use libfuzzer_sys::fuzz_target;
use zonefile::presentation::{Spelling, read_quoted, read_txt, write_quoted};

fuzz_target!(|text: &str| {
    let (record, spelling) = read_txt(text);
    if spelling == Spelling::Raw {
        assert_eq!(record.joined(), text.as_bytes());
    }
    assert_eq!(read_quoted(&write_quoted(&record)), Ok(record));
});
