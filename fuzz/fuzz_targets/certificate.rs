#![no_main]
//! A certificate as a server may present it: no panic, and the checks of it come to an end.

use libfuzzer_sys::fuzz_target;
use protocols::certificate::Certificate;
use protocols::time::Timestamp;

fuzz_target!(|der: &[u8]| {
    if let Ok(certificate) = Certificate::parse(der) {
        let _ = certificate.date_fault(Timestamp(1_800_000_000));
        let _ = certificate.days_left_if_few(Timestamp(1_800_000_000));
        let _ = certificate.is_issued_by(&certificate);
        let _ = certificate.matches_name(&"mx.example.com".parse().unwrap());
    }
});
