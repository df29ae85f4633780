#![no_main]
//! Every linter: the first octet says which kind of record the rest is.

use libfuzzer_sys::fuzz_target;
use protocols::finding::RecordKind;
use protocols::lint::lint;
use protocols::name::DomainName;

const KINDS: [RecordKind; 8] = [
    RecordKind::Spf,
    RecordKind::DkimKey,
    RecordKind::DkimSelector,
    RecordKind::Dmarc,
    RecordKind::DmarcReport,
    RecordKind::MtaSts,
    RecordKind::MtaStsPolicy,
    RecordKind::TlsRpt,
];

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let owner = DomainName::parse("example.com").ok();
    lint(KINDS[usize::from(kind) % KINDS.len()], text, owner.as_ref());
});
