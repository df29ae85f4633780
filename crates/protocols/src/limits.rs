//! Every limit on what a stranger can make us do, with the section it comes from.

/// Octets of a domain name in text form without the trailing dot (RFC 1035 §3.1).
pub const NAME_OCTETS_MAX: usize = 253;
/// Octets of one label (RFC 1035 §3.1).
pub const LABEL_OCTETS_MAX: usize = 63;
/// Octets of one DNS character-string (RFC 1035 §3.3).
pub const CHARACTER_STRING_OCTETS_MAX: usize = 255;
/// Octets of one TXT record joined; longer ones are cut by no one, they are refused.
pub const TXT_OCTETS_MAX: usize = 65_535;
/// Records of one RRset that are looked at; a larger set is reported, not walked.
pub const RECORDS_PER_ANSWER_MAX: usize = 512;
/// Tags of one tag list (DKIM, DMARC, MTA-STS, TLS-RPT) that are looked at.
pub const TAGS_MAX: usize = 128;
/// Passes of one driver run: each must add an answer, and the deepest legal chain is far shorter.
pub const PASSES_MAX: usize = 64;
/// Questions of one driver run, over all passes.
pub const QUESTIONS_MAX: usize = 2_000;
/// Octets of an MTA-STS policy body (RFC 8461 §3.3 suggests 64 kilobytes).
pub const POLICY_OCTETS_MAX: usize = 64 * 1024;
/// Seconds of an MTA-STS policy fetch (RFC 8461 §3.3 suggests one minute).
pub const POLICY_FETCH_SECONDS_MAX: u64 = 60;
/// `mx` lines of one MTA-STS policy that are looked at.
pub const POLICY_MX_MAX: usize = 1_000;
/// Deviations of one MTA-STS policy that are listed; that there are more is said.
pub const POLICY_DEFECTS_MAX: usize = 64;
/// MX hosts of one domain that are probed.
pub const MX_HOSTS_MAX: usize = 16;
/// Certificates of one presented chain that are read.
pub const CHAIN_CERTIFICATES_MAX: usize = 10;
/// Signatures of certificates that are verified to find a path to one trust anchor: a chain of
/// [`CHAIN_CERTIFICATES_MAX`] in order takes as many as it has certificates, with cross-signed ones a
/// few more.
pub const CHAIN_SIGNATURES_MAX: usize = 64;
/// Octets of one certificate in DER; the largest in use have some hundred names and 20 KiB.
pub const CERTIFICATE_OCTETS_MAX: usize = 64 * 1024;
/// URIs of one `rua` or `ruf` that are looked at (RFC 9990 §3.5: each up to the reporter's limit).
pub const REPORT_URIS_MAX: usize = 32;
/// DNS Tree Walk queries (RFC 9989 §4.10).
pub const DMARC_TREE_WALK_QUERIES_MAX: usize = 8;
/// Passing DKIM domains of one message that DMARC walks up for; the rest is left unaligned.
pub const DMARC_IDENTIFIERS_MAX: usize = 16;
/// Terms of one SPF evaluation that cause DNS queries (RFC 7208 §4.6.4).
pub const SPF_LOOKUPS_MAX: usize = 10;
/// Void lookups of one SPF evaluation (RFC 7208 §4.6.4).
pub const SPF_VOID_LOOKUPS_MAX: usize = 2;
/// MX names, and PTR names, of one SPF term (RFC 7208 §4.6.4).
pub const SPF_NAMES_PER_TERM_MAX: usize = 10;
/// Aliases (CNAME) of one question that are followed; RFC 1034 §3.6.2 only asks that loops end.
pub const ALIASES_MAX: usize = 11;
/// Octets of one master file.
pub const ZONE_FILE_OCTETS_MAX: usize = 16 * 1024 * 1024;
/// Records of one master file.
pub const ZONE_FILE_RECORDS_MAX: usize = 200_000;
/// Records of one name of a master file: each is compared with the others.
pub const ZONE_NAME_RECORDS_MAX: usize = 2_048;
/// Sending addresses of one domain whose PTR records are asked.
pub const SENDING_ADDRESSES_MAX: usize = 16;
/// Names of one address's PTR records that are looked up (RFC 7208 §4.6.4 allows 10 as well).
pub const REVERSE_NAMES_MAX: usize = 10;
/// Name servers of one domain whose addresses are asked.
pub const NAME_SERVERS_MAX: usize = 8;
/// Resolvers that are tried one after the other.
pub const RESOLVERS_MAX: usize = 8;
/// Authoritative servers of one zone that are asked.
pub const AUTHORITATIVE_SERVERS_MAX: usize = 16;
/// Addresses of one host that are tried.
pub const ADDRESSES_PER_HOST_MAX: usize = 8;
/// Octets of one SMTP reply with all its lines; RFC 5321 §4.5.3.1.5 gives a line 512.
pub const SMTP_REPLY_OCTETS_MAX: usize = 16 * 1024;
/// Lines of one SMTP reply.
pub const SMTP_REPLY_LINES_MAX: usize = 128;
/// Octets of the header of a policy host's HTTP response.
pub const HTTP_HEADER_OCTETS_MAX: usize = 32 * 1024;
/// Fields of the header of a policy host's HTTP response.
pub const HTTP_FIELDS_MAX: usize = 100;
/// Octets of one expanded SPF macro string; what is longer is no name and no explanation.
pub const SPF_EXPANSION_OCTETS_MAX: usize = 8_192;
/// Octets of an SPF explanation that is passed on (RFC 7208 §6.2: 'MAY limit the length').
pub const SPF_EXPLANATION_OCTETS_MAX: usize = 1_024;
/// Bits of an RSA modulus that is searched for small factors; RFC 8301 §3.2 asks for 4096 at most.
pub const RSA_MODULUS_BITS_EXAMINED_MAX: usize = 16_384;
/// The largest factor that is searched for in an RSA modulus.
pub const RSA_SMALL_FACTOR_MAX: u32 = 500;
/// Key records of one DKIM selector that are read; RFC 6376 §3.6.2.2 allows one.
pub const KEY_RECORDS_MAX: usize = 8;
/// Places of one DKIM key record that are put right; a text with more is not a damaged record.
pub const REPAIRS_MAX: usize = 256;
/// Terms that cause DNS queries of one SPF include tree that are followed; a larger tree is reported,
/// not walked to its end.
pub const SPF_TREE_LOOKUPS_MAX: usize = 40;
/// Networks of a flattened SPF record; more do not fit ten parts of a sensible size anyway.
pub const SPF_FLAT_NETWORKS_MAX: usize = 1_000;
/// Mechanisms of one SPF record that are compared with each other.
pub const SPF_TERMS_COMPARED_MAX: usize = 256;
/// Octets of one SPF record whose terms are looked at one by one; of a longer one that is said.
pub const SPF_LINT_OCTETS_MAX: usize = 8 * 1024;
/// Octets of a record, and of its correction, that are told with one finding, as they are printed. A
/// key of 4096 bits has 800; of a longer text the part at fault is told, and how much is left out.
pub const TEXT_TOLD_OCTETS_MAX: usize = 1_536;
/// Octets of one value in a sentence, as they are printed.
pub const VALUE_TOLD_OCTETS_MAX: usize = 512;
/// Findings of one rule at one name that are told; the others are counted.
pub const FINDINGS_TOLD_OF_RULE_MAX: usize = 10;
/// Octets of a linted text, and of the same text with every correction, that are told once a run. No
/// record that a receiver reads is as large, and most policies have less than one thousand.
pub const LINTED_TEXT_TOLD_OCTETS_MAX: usize = 16 * 1024;
/// Octets of all TXT records of a name under which 'DNS answers ought to fit in UDP packets'
/// (RFC 7208 §3.4). A guideline, not a limit.
pub const SPF_ANSWER_OCTETS_GUIDELINE: usize = 450;
/// MTA-STS policies of one domain that senders may still have and that are remembered; while there
/// are as many, the policy is not changed.
pub const MTA_STS_POLICIES_REMEMBERED_MAX: usize = 64;
/// Mail hosts of one domain that an MTA-STS policy of ours lists; with more it is not changed.
pub const MTA_STS_HOSTS_LISTED_MAX: usize = 256;
/// Octets of one DNS message over TCP (RFC 1035 §4.2.2).
pub const DNS_MESSAGE_OCTETS_MAX: usize = 65_535;
/// Octets of a TSIG secret; RFC 8945 §8 wants as many as the digest has, 64 at most.
pub const TSIG_SECRET_OCTETS_MAX: usize = 1_024;
/// Pages of one list of a provider's interface that are read.
pub const ZONE_LIST_PAGES_MAX: usize = 500;
/// Entries of one list of a provider's interface that are read.
pub const ZONE_LIST_RECORDS_MAX: usize = 50_000;
/// Records of one list that are asked for one by one, where the list has nothing but their ids.
pub const ZONE_RECORDS_ASKED_SINGLY_MAX: usize = 500;
/// Domains of one mailcow that are read; its own page becomes unusable long before.
pub const MAILCOW_DOMAINS_MAX: usize = 100_000;
