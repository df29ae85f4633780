//! Real servers on loopback for end-to-end tests. Each is started from a configuration written to a
//! directory of its own, waited for until it answers, and stopped when dropped; what a test process
//! leaves behind is removed when it ends, however it ends. `README.md` says how to use it.
//!
//! This crate is test support: it panics where something cannot be had, with the log of the server
//! or the name of the missing package.

mod bind;
mod certificates;
mod chromium;
mod dkim_keys;
mod dns_query;
mod dynamic;
mod hosts;
mod installed;
mod internet;
mod knot;
mod mail_sink;
mod mailcow;
mod namespace;
mod opendkim;
mod policy_host;
mod postfix;
mod powerdns;
mod process;
mod rspamd;
mod scenario;
mod scratch;
mod tarpit;
mod unbound;
mod web_server;
mod world;
mod zone;

pub use bind::{BadlySigned, Bind, SignatureFault, sign_badly};
pub use certificates::{Authority, Fault, Leaf};
pub use chromium::{Chromium, Colours, Key, Screen, Scripts, Tab, Violation};
pub use dkim_keys::DkimKey;
pub use dynamic::{DynamicServer, UpdateKey};
pub use installed::InstalledServer;
pub use knot::{Knot, KnotSetup, Signing};
pub use mail_sink::MailSink;
pub use mailcow::{MailcowFault, MailcowStandIn, MailcowState};
pub use namespace::{Namespace, Place};
pub use opendkim::OpenDkim;
pub use policy_host::{Delivery, OverIpv6, PolicyHost, PolicyServer};
pub use postfix::{MailHost, MailTls, Postfix};
pub use powerdns::PowerDns;
pub use rspamd::Rspamd;
pub use tarpit::{SilentDns, Tactic, Tarpit};
pub use unbound::{Root, Unbound};
pub use web_server::{Source, WebServer};
pub use world::World;
pub use zone::Zone;
