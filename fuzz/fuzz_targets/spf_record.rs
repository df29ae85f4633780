#![no_main]
//! An SPF record.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzz::record(text, protocols::spf::parse));
