//! TLSA data in presentation form (RFC 6698 §2.2), as providers give and take it.

use protocols::answers::TlsaRecord;

/// Reads `3 1 1 0123abcd`; the data may be in several words. `None` where it is something else.
pub(crate) fn read(text: &str) -> Option<TlsaRecord> {
    let mut words = text.split_ascii_whitespace();
    let mut number = || words.next()?.parse::<u8>().ok();
    let (usage, selector, matching) = (number()?, number()?, number()?);
    let hex: String = words.collect();
    Some(TlsaRecord {
        usage,
        selector,
        matching,
        data: read_hex(&hex)?,
    })
}

/// The data in hexadecimal, lower case.
pub(crate) fn hex(data: &[u8]) -> String {
    data.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// Writes all fields.
pub(crate) fn write(record: &TlsaRecord) -> String {
    let TlsaRecord {
        usage,
        selector,
        matching,
        data,
    } = record;
    format!("{usage} {selector} {matching} {}", hex(data))
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return None;
    }
    let nibble = |digit: u8| char::from(digit).to_digit(16);
    pairs
        .iter()
        .map(|[high, low]| u8::try_from(nibble(*high)? * 16 + nibble(*low)?).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_other_spellings() {
        let record = TlsaRecord {
            usage: 3,
            selector: 1,
            matching: 1,
            data: vec![0x01, 0xAB, 0xFF],
        };
        assert_eq!(write(&record), "3 1 1 01abff");
        for text in ["3 1 1 01abff", " 3\t1 1 01AB FF "] {
            assert_eq!(read(text), Some(record.clone()), "{text}");
        }
        for text in ["", "3 1 1", "3 1 1 abc", "3 1 1 xy", "3 1 256 ab", "3 1 ab"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
