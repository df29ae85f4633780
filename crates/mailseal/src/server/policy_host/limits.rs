//! What a stranger at the policy host can make us do at most.

use std::time::Duration;

/// Connections of one client address, of one /64 over IPv6, where the configuration says nothing: a
/// mail site behind one address fetches a policy per domain it writes to, one request each.
pub(crate) const CONNECTIONS_PER_CLIENT: u32 = 64;
/// Connections of all clients, where the configuration says nothing. Each takes some 40 KiB.
pub(crate) const CONNECTIONS: u32 = 4_096;

/// Octets of a request's line and header fields; hyper wants room for 8 KiB at least.
pub(super) const HEADER_OCTETS_MAX: usize = 8 * 1024;

/// How long a client may take, as long as there is room.
pub(super) const EASY: Times = Times {
    handshake: Duration::from_secs(10),
    header: Duration::from_secs(10),
};
/// The same when more than half of the connections are taken: whoever is slow then makes room.
pub(super) const PRESSED: Times = Times {
    handshake: Duration::from_secs(3),
    header: Duration::from_secs(2),
};
/// How long a connection lives at most, whatever it does: also one that asks and never reads.
pub(super) const CONNECTION_TIME_MAX: Duration = Duration::from_secs(120);
/// How long a connection may take to end once it is to.
pub(super) const END_TIME_MAX: Duration = Duration::from_secs(2);

/// How often the ledger is looked at for what other processes wrote.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How often certificates that are files are read for what changed. Whoever renews them can tell at
/// once with a reload.
pub(super) const FILES_READ_EVERY: Duration = Duration::from_secs(60);
/// Octets of a file with a certificate or a key: a chain of ten large certificates is below it.
pub(super) const CERTIFICATE_FILE_OCTETS_MAX: u64 = 1024 * 1024;

/// How often the files are looked at again, with mode files: one may have been removed, and what
/// could not be written may be written now.
pub(super) const FILES_TRIED_EVERY: Duration = Duration::from_secs(60);

/// How long a client may take for its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    /// From the connection to the end of the TLS handshake (RFC 8461 §3.3 gives senders a minute for
    /// all of a fetch; those in use give up after seconds).
    pub(super) handshake: Duration,
    /// From the handshake, or from the answer before, to the end of a request's header: so also how
    /// long a connection is kept that is not used.
    pub(super) header: Duration,
}
