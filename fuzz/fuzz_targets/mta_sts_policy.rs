#![no_main]
//! An MTA-STS policy as a web server may send it: no panic, a bounded list of faults with spans inside
//! the text, what is shown reads back the same, and no pattern but a host name or `*.` and one.

use libfuzzer_sys::fuzz_target;
use protocols::limits::{POLICY_DEFECTS_MAX, POLICY_MX_MAX};
use protocols::mta_sts::{MxPattern, lint_policy, policy::parse};

fuzz_target!(|octets: &[u8]| {
    let text = String::from_utf8_lossy(octets);
    let read = parse(&text);
    assert!(read.parsed.defects.len() <= POLICY_DEFECTS_MAX + 1);
    assert!(read.fields.mx.len() <= POLICY_MX_MAX);
    for defect in &read.parsed.defects {
        assert!(text.get(defect.span.start..defect.span.end).is_some(), "{defect:?}");
    }
    for mx in &read.fields.mx {
        let (MxPattern::Host(name) | MxPattern::Below(name)) = &mx.value;
        assert!(name.is_host_name(), "{name}");
    }
    if let Some(policy) = read.parsed.record {
        let shown = policy.to_string();
        assert_eq!(parse(&shown).parsed.record, Some(policy), "{shown}");
    }
    lint_policy(&text, None);
});
