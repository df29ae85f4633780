//! Zones at deSEC.
//!
//! The interface has whole sets. A set that exists cannot be created, and one that does not exist
//! cannot be changed, so these two races are refused there; that a set which stands has other records
//! than were read is not, so it is changed right after it was read. The text of a TXT is brought into
//! one spelling there, `\DDD` and strings of 255 octets; what stays is sent again as it was listed.
//!
//! The library dns-update was weighed for this and for the clouds' zones. It lists decoded values only, so that what it writes back need not be what stood;
//! it takes no condition from its caller; and it brings a second HTTP client with a second store of
//! roots, whose address cannot be set for all four. So these are clients of our own, each a few calls
//! on [`super::api`].
//!
//! A token can be bound to a domain, a name and a type (`perm_write`): that of the records that
//! mailseal writes is all it needs. Every token may read.

mod client;

pub use client::DesecZone;
