//! Certificates in DER, one after the other.

/// All of them in one.
pub(super) fn joined(chain: &[Vec<u8>]) -> Vec<u8> {
    chain.concat()
}

/// Each by itself; `None` where the octets are no sequence of DER values.
pub(super) fn parted(mut octets: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut chain = Vec::new();
    while !octets.is_empty() {
        let (one, rest) = octets.split_at_checked(length(octets)?)?;
        chain.push(one.to_vec());
        octets = rest;
    }
    Some(chain)
}

/// The octets of the DER value that begins here: tag, length, content (X.690 §8.1.3).
fn length(octets: &[u8]) -> Option<usize> {
    const SEQUENCE: u8 = 0x30;
    let (&tag, rest) = octets.split_first()?;
    let (&first, rest) = rest.split_first()?;
    if tag != SEQUENCE {
        return None;
    }
    if first < 0x80 {
        return Some(2 + usize::from(first));
    }
    let count = usize::from(first & 0x7f);
    // No certificate we keep has more than 2^24 octets.
    if !(1..=3).contains(&count) {
        return None;
    }
    let (digits, _) = rest.split_at_checked(count)?;
    let content = digits
        .iter()
        .fold(0_usize, |length, digit| length * 256 + usize::from(*digit));
    Some(2 + count + content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(octets: usize) -> Vec<u8> {
        let mut head = match octets {
            0..0x80 => vec![0x30, octets as u8],
            0x80..0x100 => vec![0x30, 0x81, octets as u8],
            _ => vec![0x30, 0x82, (octets / 256) as u8, (octets % 256) as u8],
        };
        head.extend(vec![7; octets]);
        head
    }

    #[test]
    fn what_was_joined_is_parted() {
        let chain = [0, 1, 127, 128, 255, 256, 1_200, 65_535]
            .map(value)
            .to_vec();
        assert_eq!(parted(&joined(&chain)), Some(chain));
        assert_eq!(parted(&[]), Some(Vec::new()));
    }

    #[test]
    fn what_is_cut_or_something_else_is_not_parted() {
        let whole = value(300);
        for end in 1..whole.len() {
            assert_eq!(parted(&whole[..end]), None, "{end}");
        }
        assert_eq!(parted(&[0x31, 0]), None);
        assert_eq!(parted(&[0x30, 0x80]), None);
        assert_eq!(parted(&[0x30, 0xff, 1]), None);
    }
}
