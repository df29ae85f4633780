//! What the watch keeps at most. Everything it keeps of a domain comes from strangers.

/// Octets of one record's text; of a longer one the beginning is kept and a digest of the whole. A DKIM
/// key of 4096 bits has 740.
pub const TEXT_OCTETS_MAX: usize = 1_024;
/// Records of one set; of more, the first in their order and a digest of all.
pub const RECORDS_MAX: usize = 32;
/// Findings of one domain, the worst first.
pub const FINDINGS_MAX: usize = 128;
/// Names that an SPF record leads to. The survey follows forty terms.
pub const INCLUDES_MAX: usize = 40;
/// Networks, hosts and names of one SPF record.
pub const TERMS_MAX: usize = 64;
/// Parts of one domain: records, certificates, includes, findings.
pub const PARTS_MAX: usize = 512;
/// Gaps that are open at once.
pub const GAPS_MAX: usize = 32;
/// Questions without an answer that are told apart; with more of them nothing is known well enough to
/// say that a finding is gone.
pub const BLIND_MAX: usize = 64;
/// Servers that are named in a gap.
pub const SERVERS_NAMED_MAX: usize = 8;
/// Alarms of one domain, those that were raised and those that are remembered for their restlessness.
pub const ALARMS_MAX: usize = 256;
/// Changes of one look; with more the domain as a whole is another one.
pub const CHANGES_MAX: usize = 256;
/// Octets of a certificate's issuer.
pub const ISSUER_OCTETS_MAX: usize = 256;
/// Names of a certificate.
pub const CERTIFICATE_NAMES_MAX: usize = 16;
/// Lines of one domain's timeline; of more, the oldest go.
pub const ENTRIES_OF_DOMAIN_MAX: u64 = 5_000;
/// For how long, in seconds, what many domains rest on brings no further look forward: each that sees
/// the change would call all the others otherwise.
pub const STIR_SECONDS: u64 = 3_600;
/// Rows that are let go of in one go, so that nobody waits long for the database.
pub const LET_GO_ROWS_MAX: u64 = 5_000;
/// Arguments of one finding's words; no rule has more.
pub const ARGUMENTS_MAX: usize = 12;
/// Octets of one argument, which may be a stranger's text.
pub const ARGUMENT_OCTETS_MAX: usize = 256;
