#![no_main]
//! A DKIM key record.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzz::record(text, protocols::dkim::parse));
