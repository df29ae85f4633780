//! Signatures of messages with a shared key (RFC 8945). Names and records in wire form are the DNS
//! library's; the digest is made here, so that the secret lies in no memory that is not overwritten.

use app::zone::Why;
use aws_lc_rs::hmac;
use hickory_proto::op::{Header, Message, Query, ResponseCode};
use hickory_proto::rr::rdata::TSIG;
use hickory_proto::rr::rdata::tsig::{TsigAlgorithm as WireAlgorithm, TsigError};
use hickory_proto::rr::{DNSClass, Name, RData, Record};
use hickory_proto::serialize::binary::{BinDecodable, BinDecoder, BinEncoder};

use protocols::limits::DNS_MESSAGE_OCTETS_MAX;

use super::config::{TsigAlgorithm, TsigSecret};
use crate::dns::HEADER_OCTETS;

/// RFC 8945 §10: 'The RECOMMENDED value in most situations is 300 seconds.'
const FUDGE_SECONDS: u16 = 300;

/// A key, ready to sign. The digest's state is overwritten when dropped.
pub(super) struct Key {
    name: Name,
    algorithm: TsigAlgorithm,
    hmac: hmac::Key,
}

/// A request as it goes out.
pub(super) struct Signed {
    pub(super) octets: Vec<u8>,
    id: u16,
    mac: Vec<u8>,
}

/// Why a reply is not taken for the server's answer.
#[derive(Debug, PartialEq)]
pub(super) enum Unverified {
    /// No DNS message, or the reply to another question.
    Malformed,
    /// The server found fault with our signature (RFC 8945 §5.2). It cannot sign that itself where it
    /// does not know the key; Knot says so too where its access list keeps the key from something.
    Rejected(TsigError),
    /// BADTIME, with the server's clock in seconds since 1970 (RFC 8945 §5.2.3).
    OtherTime(u64),
    /// Not signed at all.
    Unsigned(ResponseCode),
    /// Signed with another key, or changed on its way.
    Forged,
    /// Signed at another time than now: an old reply, or clocks that differ.
    Stale,
}

impl Key {
    pub(super) fn new(name: Name, algorithm: TsigAlgorithm, secret: &TsigSecret) -> Key {
        let digest = match algorithm {
            TsigAlgorithm::HmacSha256 => hmac::HMAC_SHA256,
            TsigAlgorithm::HmacSha384 => hmac::HMAC_SHA384,
            TsigAlgorithm::HmacSha512 => hmac::HMAC_SHA512,
        };
        Key {
            name,
            algorithm,
            hmac: hmac::Key::new(digest, secret.octets()),
        }
    }

    pub(super) fn name(&self) -> String {
        self.name.to_ascii().trim_end_matches('.').to_owned()
    }

    /// What is wrong with the key, by what the server says.
    pub(super) fn rejected(&self, error: TsigError) -> Why {
        let key = self.name();
        match error {
            TsigError::BadKey => {
                let algorithm = self.algorithm.to_string();
                Why::KeyUnknown { key, algorithm }
            }
            TsigError::BadSig => Why::KeySecret { key },
            TsigError::BadTime => Why::Clocks,
            TsigError::BadTrunc => Why::KeyLength,
            TsigError::Unknown(code) => Why::KeyRejected { code },
        }
    }

    /// How far the server's clock, `time`, is from ours.
    pub(super) fn other_time(&self, time: u64, now: u64) -> Why {
        let (seconds, fudge) = (time.abs_diff(now), FUDGE_SECONDS);
        match time > now {
            true => Why::ClockAhead { seconds, fudge },
            false => Why::ClockBehind { seconds, fudge },
        }
    }

    /// Signs a request at `now`, in seconds since 1970. `None` where it does not fit a message.
    pub(super) fn sign(&self, mut message: Message, now: u64) -> Option<Signed> {
        let id = message.metadata.id;
        let algorithm = self.wire_algorithm();
        let mut tsig = TSIG::new(
            algorithm,
            now,
            FUDGE_SECONDS,
            Vec::new(),
            id,
            None,
            Vec::new(),
        );
        let mut digest = hmac::Context::with_key(&self.hmac);
        digest.update(&whole(&message)?);
        digest.update(&variables(&tsig, &self.name)?);
        let mac = digest.sign().as_ref().to_vec();
        tsig.mac.clone_from(&mac);
        // RFC 8945 §4.2: 'CLASS: This MUST be ANY. TTL: This MUST be 0.'
        let mut record = Record::from_rdata(self.name.clone(), 0, tsig);
        record.dns_class = DNSClass::ANY;
        message.signature = Some(Box::new(record));
        let octets = whole(&message)?;
        Some(Signed { octets, id, mac })
    }

    /// Reads a reply to `request` that came at `now`, if it is the server's.
    pub(super) fn verify(
        &self,
        reply: &[u8],
        request: &Signed,
        now: u64,
    ) -> Result<Message, Unverified> {
        let Parts {
            message,
            tsig,
            offset,
        } = parts(reply).ok_or(Unverified::Malformed)?;
        if message.metadata.id != request.id {
            return Err(Unverified::Malformed);
        }
        let Some(record) = tsig else {
            return Err(Unverified::Unsigned(message.metadata.response_code));
        };
        let RData::TSIG(tsig) = &record.data else {
            return Err(Unverified::Malformed);
        };
        match tsig.error {
            // RFC 8945 §5.2.3: 'the server's current time … in the Other Data field'.
            Some(TsigError::BadTime) if tsig.other.len() == 6 => {
                let octets = tsig.other.iter();
                let time = octets.fold(0, |time, octet| time << 8 | u64::from(*octet));
                return Err(Unverified::OtherTime(time));
            }
            Some(error) => return Err(Unverified::Rejected(error)),
            None => {}
        }
        if record.name != self.name || tsig.algorithm != self.wire_algorithm() {
            return Err(Unverified::Forged);
        }
        let signed = self.signed_of(reply, offset, request, tsig);
        let signed = signed.ok_or(Unverified::Malformed)?;
        // A shortened digest (RFC 8945 §5.2.2.1) is of another length, so it does not pass.
        hmac::verify(&self.hmac, &signed, &tsig.mac).map_err(|_| Unverified::Forged)?;
        if tsig.time.abs_diff(now) > u64::from(tsig.fudge) {
            return Err(Unverified::Stale);
        }
        Ok(message)
    }

    /// What the digest of a reply covers (RFC 8945 §5.3): the request's digest, the message without
    /// its TSIG record and under its own id, and the variables.
    fn signed_of(
        &self,
        reply: &[u8],
        offset: usize,
        request: &Signed,
        tsig: &TSIG,
    ) -> Option<Vec<u8>> {
        let mut signed = u16::try_from(request.mac.len())
            .ok()?
            .to_be_bytes()
            .to_vec();
        signed.extend_from_slice(&request.mac);
        let message = signed.len();
        signed.extend_from_slice(reply.get(..offset)?);
        let header = signed.get_mut(message..message + HEADER_OCTETS)?;
        header[..2].copy_from_slice(&tsig.oid.to_be_bytes());
        let count = u16::from_be_bytes([header[10], header[11]]);
        header[10..].copy_from_slice(&count.checked_sub(1)?.to_be_bytes());
        signed.extend_from_slice(&variables(tsig, &self.name)?);
        Some(signed)
    }

    fn wire_algorithm(&self) -> WireAlgorithm {
        match self.algorithm {
            TsigAlgorithm::HmacSha256 => WireAlgorithm::HmacSha256,
            TsigAlgorithm::HmacSha384 => WireAlgorithm::HmacSha384,
            TsigAlgorithm::HmacSha512 => WireAlgorithm::HmacSha512,
        }
    }
}

/// A message in wire form. The DNS library leaves out what does not fit and sets TC.
fn whole(message: &Message) -> Option<Vec<u8>> {
    const TC: u8 = 0x02;
    let octets = message.to_vec().ok()?;
    let is_cut = octets.get(2)? & TC != 0;
    (!is_cut && octets.len() <= DNS_MESSAGE_OCTETS_MAX).then_some(octets)
}

/// The variables of RFC 8945 §4.3.3.
fn variables(tsig: &TSIG, name: &Name) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut encoder = BinEncoder::new(&mut octets);
    tsig.emit_tsig_for_mac(&mut encoder, name).ok()?;
    Some(octets)
}

/// A message taken apart.
struct Parts {
    message: Message,
    /// RFC 8945 §5.1: 'the last record in the additional data section'.
    tsig: Option<Record>,
    /// Where that record starts.
    offset: usize,
}

fn parts(octets: &[u8]) -> Option<Parts> {
    let mut decoder = BinDecoder::new(octets);
    let header = Header::read(&mut decoder).ok()?;
    for _ in 0..header.counts.queries {
        Query::read(&mut decoder).ok()?;
    }
    let others = [header.counts.answers, header.counts.authorities];
    let mut offset = 0;
    let mut last = None;
    // Every record takes 11 octets at least, so their number is bounded by the message's length.
    for count in others {
        for _ in 0..count {
            Record::read(&mut decoder).ok()?;
        }
    }
    for _ in 0..header.counts.additionals {
        offset = decoder.index();
        last = Some(Record::read(&mut decoder).ok()?);
    }
    let message = Message::from_vec(octets).ok()?;
    let tsig = last.filter(|record| matches!(record.data, RData::TSIG(_)));
    Some(Parts {
        message,
        tsig,
        offset,
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};

    use hickory_proto::op::{MessageType, OpCode};
    use hickory_proto::rr::RecordType;
    use peers::{DynamicServer, Place, Signing, UpdateKey, Zone};
    use proptest::prelude::*;

    use super::super::session::now;
    use super::*;

    fn key() -> Key {
        let UpdateKey { name, secret, .. } = UpdateKey::SHA256;
        Key::new(
            Name::from_ascii(format!("{name}.")).unwrap(),
            TsigAlgorithm::HmacSha256,
            &TsigSecret::from_base64(secret).unwrap(),
        )
    }

    fn question() -> Message {
        let mut message = Message::new(7, MessageType::Query, OpCode::Query);
        let name = Name::from_ascii("clock.test.").unwrap();
        message.add_query(Query::query(name, RecordType::SOA));
        message
    }

    fn free() -> SocketAddrV4 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        SocketAddrV4::new(Ipv4Addr::LOCALHOST, port)
    }

    fn pass(server: &DynamicServer, request: &Signed) -> Vec<u8> {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        let length = u16::try_from(request.octets.len()).unwrap().to_be_bytes();
        let framed = [&length[..], &request.octets].concat();
        stream.write_all(&framed).unwrap();
        let mut length = [0; 2];
        stream.read_exact(&mut length).unwrap();
        let mut reply = vec![0; u16::from_be_bytes(length).into()];
        stream.read_exact(&mut reply).unwrap();
        reply
    }

    #[test]
    fn clocks_that_differ_are_named() {
        let zone = Zone {
            origin: "clock.test".to_owned(),
            text: "$ORIGIN clock.test.\n@ 60 SOA ns host 1 3600 600 86400 60\n@ 60 NS ns\n\
                   ns 60 A 127.0.0.1\n"
                .to_owned(),
        };
        let zones = [(zone.clone(), Signing::Unsigned)];
        let knot = DynamicServer::knot(Place::Host, free(), &zones);
        let bind = DynamicServer::bind(Place::Host, free(), &[zone]);
        let key = key();
        for server in [&knot, &bind] {
            let right = key.sign(question(), now()).unwrap();
            let reply = pass(server, &right);
            assert!(key.verify(&reply, &right, now()).is_ok());
            // The same reply a while later, or to another request, is none.
            let late = key.verify(&reply, &right, now() + 301);
            assert_eq!(late, Err(Unverified::Stale));
            let other = key.sign(question(), now() - 1).unwrap();
            let replayed = key.verify(&reply, &other, now());
            assert_eq!(replayed, Err(Unverified::Forged));

            for ours in [now() + 3_600, now() - 3_600] {
                let request = key.sign(question(), ours).unwrap();
                match key.verify(&pass(server, &request), &request, ours) {
                    Err(Unverified::OtherTime(time)) => {
                        assert!((3_590..3_610).contains(&time.abs_diff(ours)), "{time}");
                        let is_told = match key.other_time(time, ours) {
                            Why::ClockBehind { .. } => ours > now(),
                            Why::ClockAhead { .. } => ours < now(),
                            why => panic!("{why:?}"),
                        };
                        assert!(is_told, "{time} {ours}");
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_not_signed() {
        let mut message = question();
        let name = Name::from_ascii("clock.test.").unwrap();
        let txt = hickory_proto::rr::rdata::TXT::from_bytes(vec![&[b'a'; 255]; 255]);
        message.add_answer(Record::from_rdata(name.clone(), 0, RData::TXT(txt.clone())));
        assert!(key().sign(message.clone(), 0).is_some());
        message.add_answer(Record::from_rdata(name, 0, RData::TXT(txt)));
        assert!(key().sign(message, 0).is_none());
    }

    proptest! {
        /// A reply cut off, lengthened or changed in one octet is never taken for the server's.
        #[test]
        fn no_other_octets_pass(at in 0usize..200, octet: u8, cut: bool) {
            let key = key();
            let request = key.sign(question(), 1_000).unwrap();
            let mut reply = request.octets.clone();
            reply[2] |= 0x80;
            if cut {
                reply.truncate(at);
            } else if let Some(place) = reply.get_mut(at) {
                *place = octet;
            } else {
                reply.push(octet);
            }
            prop_assert!(key.verify(&reply, &request, 1_000).is_err());
        }

        #[test]
        fn no_octets_at_all_pass(reply in proptest::collection::vec(any::<u8>(), 0..300)) {
            let key = key();
            let request = key.sign(question(), 1_000).unwrap();
            prop_assert!(key.verify(&reply, &request, 1_000).is_err());
        }
    }
}
