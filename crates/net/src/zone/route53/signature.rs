//! Signatures of calls (AWS Signature Version 4).

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use jiff::Timestamp;

use crate::zone::tlsa_text::hex;

/// What a signature is made with.
pub(super) struct Signer<'a> {
    pub(super) key_id: &'a str,
    pub(super) secret: &'a str,
    pub(super) session: Option<&'a str>,
    pub(super) region: &'a str,
    pub(super) service: &'a str,
}

/// What is signed.
pub(super) struct Signed<'a> {
    pub(super) method: &'a str,
    /// With the port where there is one.
    pub(super) host: &'a str,
    /// Percent-encoded. Our paths have only letters, digits and `-`, so that encoding them a second
    /// time, as this service asks for, changes nothing.
    pub(super) path: &'a str,
    /// `name=value` percent-encoded, without the question mark.
    pub(super) query: &'a str,
    pub(super) body: &'a str,
}

/// The fields `x-amz-date` and `authorization`.
pub(super) struct Fields {
    pub(super) date: String,
    pub(super) authorization: String,
}

impl Signer<'_> {
    pub(super) fn sign(&self, call: &Signed<'_>, now: Timestamp) -> Fields {
        let date = now.strftime("%Y%m%dT%H%M%SZ").to_string();
        let day = now.strftime("%Y%m%d").to_string();
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let (request, names) = self.canonical(call, &date);
        let text = format!(
            "AWS4-HMAC-SHA256\n{date}\n{scope}\n{}",
            hex(digest(&SHA256, request.as_bytes()).as_ref())
        );
        let first = format!("AWS4{}", self.secret);
        let key = [self.region, self.service, "aws4_request"]
            .iter()
            .fold(mac(first.as_bytes(), &day), |key, word| {
                mac(key.as_ref(), word)
            });
        let signature = hex(mac(key.as_ref(), &text).as_ref());
        Fields {
            date,
            authorization: format!(
                "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
                self.key_id
            ),
        }
    }

    /// The request in the one form that is signed, and the names of the fields in it.
    fn canonical(&self, call: &Signed<'_>, date: &str) -> (String, &'static str) {
        let mut query: Vec<&str> = call.query.split('&').filter(|p| !p.is_empty()).collect();
        query.sort_unstable();
        let mut fields = format!("host:{}\nx-amz-date:{date}\n", call.host);
        let names = match self.session {
            None => "host;x-amz-date",
            Some(session) => {
                fields.push_str(&format!("x-amz-security-token:{session}\n"));
                "host;x-amz-date;x-amz-security-token"
            }
        };
        let request = format!(
            "{}\n{}\n{}\n{fields}\n{names}\n{}",
            call.method,
            call.path,
            query.join("&"),
            hex(digest(&SHA256, call.body.as_bytes()).as_ref())
        );
        (request, names)
    }
}

fn mac(key: &[u8], text: &str) -> hmac::Tag {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNER: Signer<'_> = Signer {
        key_id: "AKIDEXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        session: None,
        region: "us-east-1",
        service: "service",
    };

    fn signature(query: &str) -> String {
        let call = Signed {
            method: "GET",
            host: "example.amazonaws.com",
            path: "/",
            query,
            body: "",
        };
        let now: Timestamp = "2015-08-30T12:36:00Z".parse().unwrap();
        let fields = SIGNER.sign(&call, now);
        assert_eq!(fields.date, "20150830T123600Z");
        let (head, signature) = fields.authorization.split_once(" Signature=").unwrap();
        assert_eq!(
            head,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date,"
        );
        signature.to_owned()
    }

    #[test]
    fn the_signatures_that_amazon_publishes() {
        // Of their test suite: get-vanilla and get-vanilla-query-order-key-case.
        assert_eq!(
            signature(""),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        );
        assert_eq!(
            signature("Param2=value2&Param1=value1"),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        );
    }
}
