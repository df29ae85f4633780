//! A master file (RFC 1035 §5).

use protocols::published::{Publication, PublishedData};

use super::{kind, one_string, quoted_strings};

/// The records as lines with whole names, so that they may be pasted into any zone file.
pub(crate) fn text(records: &[Publication]) -> String {
    let mut out = String::new();
    for record in records {
        let data = match &record.data {
            PublishedData::Txt(text) => quoted_strings(text).join(" "),
            PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_) => {
                one_string(&record.data)
            }
        };
        let (owner, ttl, kind) = (&record.owner, record.ttl_seconds, kind(&record.data));
        out.push_str(&format!("{owner}. {ttl} IN {kind} {data}\n"));
    }
    out
}
