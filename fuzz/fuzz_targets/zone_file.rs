#![no_main]
//! A master file: no panic, and an error names a line that exists.

use libfuzzer_sys::fuzz_target;
use protocols::name::DomainName;
use zonefile::Zone;

fuzz_target!(|text: &str| {
    let origin = DomainName::parse("example.com").ok();
    if let Err(error) = Zone::parse(text, origin.as_ref(), "zone") {
        assert!(
            (1..=text.lines().count().max(1)).contains(&error.line),
            "{error:?}"
        );
    }
});
