#![no_main]
//! A domain name as a person types it: what is shown reads back the same, and what is shown in the
//! script of the name never reads back as another name.

use libfuzzer_sys::fuzz_target;
use protocols::name::DomainName;

fuzz_target!(|text: &str| {
    if let Ok(name) = DomainName::parse(text) {
        assert_eq!(DomainName::parse(name.as_str()), Ok(name.clone()));
        if let Ok(shown) = DomainName::parse(&name.to_unicode()) {
            assert_eq!(shown, name);
        }
    }
});
