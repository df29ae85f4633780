//! Every form holds the same records.

use protocols::answers::{MxRecord, TlsaRecord};
use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData, TTL_SECONDS_DEFAULT};
use zonefile::{Data, Zone};

use super::{dnscontrol, octodns, quoted_strings, relative, terraform, zone};

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn publication(owner: &str, data: PublishedData) -> Publication {
    Publication {
        owner: name(owner),
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data,
    }
}

fn example() -> Vec<Publication> {
    let key = format!("v=DKIM1; k=rsa; p={}", "A".repeat(392));
    let tlsa = TlsaRecord {
        usage: 3,
        selector: 1,
        matching: 1,
        data: vec![0xab; 32],
    };
    vec![
        Publication::txt(
            name("example.com"),
            "v=spf1 mx exists:%{i}._spf.example.com -all",
        ),
        Publication::txt(name("s1._domainkey.example.com"), key),
        Publication::txt(
            name("_dmarc.example.com"),
            "v=DMARC1; p=none; n=\"q\" \\ ${x}",
        ),
        publication(
            "mta-sts.example.com",
            PublishedData::Cname(name("policy.example.net")),
        ),
        publication(
            "example.com",
            PublishedData::Mx(MxRecord {
                preference: 10,
                exchange: Some(name("mx.example.com")),
            }),
        ),
        publication("_25._tcp.mx.example.com", PublishedData::Tlsa(tlsa)),
    ]
}

#[test]
fn a_zone_file_reads_back_as_what_was_written() {
    let records = example();
    let text = zone::text(&records);
    let zone = Zone::parse(&text, Some(&name("example.com")), "test").unwrap();
    assert_eq!(zone.records().len(), records.len());
    for (read, written) in zone.records().iter().zip(&records) {
        assert_eq!(read.owner, written.owner);
        match (&read.data, &written.data) {
            (Data::Txt(txt), PublishedData::Txt(text)) => assert_eq!(&txt.text(), text),
            (Data::Cname(read), PublishedData::Cname(written)) => assert_eq!(read, written),
            (Data::Mx(read), PublishedData::Mx(written)) => assert_eq!(read, written),
            (Data::Tlsa(read), PublishedData::Tlsa(written)) => assert_eq!(read, written),
            (read, written) => panic!("{read:?} is not {written:?}"),
        }
    }
}

#[test]
fn long_values_are_split_without_a_space() {
    let strings = quoted_strings(&"x".repeat(600));
    assert_eq!(
        strings.iter().map(String::len).collect::<Vec<_>>(),
        [257, 257, 92]
    );
    assert_eq!(quoted_strings(""), ["\"\""]);
    let umlauts = quoted_strings(&"ü".repeat(200));
    assert_eq!(umlauts.concat().replace('"', ""), "ü".repeat(200));
}

#[test]
fn owners_relative_to_the_zone() {
    let zone = name("example.com");
    assert_eq!(relative(&name("example.com"), &zone), "@");
    assert_eq!(relative(&name("_dmarc.example.com"), &zone), "_dmarc");
    assert_eq!(relative(&name("notexample.com"), &zone), "notexample.com.");
}

#[test]
fn other_tools() {
    let (zone, records) = (name("example.com"), example());
    insta::assert_snapshot!("dnscontrol", dnscontrol::text(&zone, &records));
    insta::assert_snapshot!("octodns", octodns::text(&zone, &records));
    insta::assert_snapshot!("terraform", terraform::text(&zone, &records));
}
