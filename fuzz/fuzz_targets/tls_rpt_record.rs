#![no_main]
//! A TLS reporting record.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| fuzz::record(text, protocols::tls_rpt::parse));
