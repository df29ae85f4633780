//! One Postfix with several personalities: each address has its own name, certificate and faults.

use std::fmt::Write as _;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use crate::certificates::Leaf;
use crate::namespace::Place;
use crate::process::{Program, Server};
use crate::scratch::Scratch;

const POSTFIX: Program = Program {
    name: "postfix",
    package: "postfix",
};
const PORT: u16 = 25;

/// What a mail host does about TLS.
#[derive(Debug, Clone)]
pub enum MailTls {
    /// Offers STARTTLS and presents this certificate.
    Presents(Leaf),
    /// Offers STARTTLS with this certificate, but no version above TLS 1.1.
    OldVersions(Leaf),
    /// Does not offer STARTTLS.
    NotOffered,
    /// Turns every client away with its greeting, `554`.
    TurnsAway,
}

/// One mail host.
#[derive(Debug, Clone)]
pub struct MailHost {
    /// Its name in greeting and EHLO reply.
    pub name: String,
    /// Its address; it listens on port 25.
    pub address: Ipv4Addr,
    /// What it does about TLS.
    pub tls: MailTls,
}

/// A running Postfix, stopped when dropped. It takes no mail.
#[derive(Debug)]
pub struct Postfix {
    _server: Server,
}

impl Postfix {
    /// Starts it with these hosts and waits until each greets.
    pub fn start(place: Place<'_>, hosts: &[MailHost]) -> Postfix {
        let scratch = Scratch::new("postfix");
        let conf = scratch.dir("conf");
        scratch.dir("queue");
        // Postfix makes what is in the queue directory itself; this one must be its user's.
        let data = scratch.dir("data");
        chown_to_postfix(&data);
        scratch.write("conf/main.cf", main_cf(&scratch));
        scratch.write("conf/master.cf", master_cf(&scratch, hosts));

        let mut command = POSTFIX.at(place);
        command.arg("-c").arg(conf).arg("start-fg");
        let mut server = Server::spawn("postfix", scratch, &mut command);
        for host in hosts {
            server.wait_until(&format!("greeting of {}", host.name), || {
                place.run(|| greets(host.address))
            });
        }
        Postfix { _server: server }
    }
}

fn chown_to_postfix(path: &std::path::Path) {
    let chown = Program {
        name: "chown",
        package: "coreutils",
    };
    crate::process::output(chown.at(Place::Host).arg("postfix:postfix").arg(path));
}

fn greets(address: Ipv4Addr) -> bool {
    let wait = Duration::from_secs(2);
    let server = SocketAddr::from((address, PORT));
    let greeting = TcpStream::connect_timeout(&server, wait).and_then(|mut stream| {
        stream.set_read_timeout(Some(wait))?;
        let mut digit = [0];
        stream.read_exact(&mut digit)?;
        Ok(digit)
    });
    matches!(greeting, Ok([b'2' | b'5']))
}

fn main_cf(scratch: &Scratch) -> String {
    format!(
        "compatibility_level = 3.6
queue_directory = {dir}/queue
data_directory = {dir}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = {dir}
maillog_file = {dir}/maillog
myhostname = postfix.test
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_protocols = ipv4
mynetworks =
smtpd_relay_restrictions = reject
smtpd_recipient_restrictions = reject
smtpd_peername_lookup = no
smtpd_tls_loglevel = 1
smtpd_client_connection_count_limit = 0
default_process_limit = 50
",
        dir = scratch.path().display()
    )
}

/// The services without which Postfix does not run, then one line for each host.
fn master_cf(scratch: &Scratch, hosts: &[MailHost]) -> String {
    let mut text = String::from(
        "pickup   unix n - n 60 1 pickup
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
tlsmgr   unix - - n 1000? 1 tlsmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
error    unix - - n - - error
discard  unix - - n - - discard
anvil    unix - - n - 1 anvil
postlog  unix-dgram n - n - 1 postlogd
",
    );
    for host in hosts {
        let options = match &host.tls {
            MailTls::Presents(leaf) => {
                let chain = chain_file(scratch, host, leaf);
                format!(" -o smtpd_tls_security_level=may -o smtpd_tls_chain_files={chain}")
            }
            MailTls::OldVersions(leaf) => {
                let chain = chain_file(scratch, host, leaf);
                format!(
                    " -o smtpd_tls_security_level=may -o smtpd_tls_chain_files={chain} \
                     -o smtpd_tls_protocols=!TLSv1.2,!TLSv1.3"
                )
            }
            MailTls::NotOffered => " -o smtpd_tls_security_level=none".to_owned(),
            MailTls::TurnsAway => {
                " -o smtpd_delay_reject=no -o smtpd_client_restrictions=reject".to_owned()
            }
        };
        let line = writeln!(
            text,
            "{}:{PORT} inet n - n - - smtpd -o myhostname={}{options}",
            host.address, host.name
        );
        line.expect("a String takes everything");
    }
    text
}

fn chain_file(scratch: &Scratch, host: &MailHost, leaf: &Leaf) -> String {
    let path = scratch.write(&format!("conf/{}.pem", host.name), leaf.chain_file());
    path.display().to_string()
}
