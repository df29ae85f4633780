//! A Postfix that takes mail for submission and keeps it, as the mail server of somebody who is told.

use std::fs;
use std::io::{Read, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::certificates::Leaf;
use crate::namespace::Place;
use crate::process::{Program, Server, output};
use crate::scratch::Scratch;

const POSTFIX: Program = Program {
    name: "postfix",
    package: "postfix",
};
const SASLPASSWD: Program = Program {
    name: "saslpasswd2",
    package: "sasl2-bin",
};
/// The user whom the mail belongs to.
const OWNER: &str = "nobody";
/// How long a mail may take to its mailbox.
const DELIVERY_MAX: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(50);

/// A running Postfix, stopped when dropped. It asks for a login, on port 587 after STARTTLS and on
/// port 465 from the first octet within TLS, and on port 2525 of the same address for nothing.
#[derive(Debug)]
pub struct MailSink {
    server: Server,
    mailbox: std::path::PathBuf,
}

impl MailSink {
    /// The name that may log in.
    pub const LOGIN: &str = "alarm";
    /// Its password.
    pub const PASSWORD: &str = "pa55word of alarm";
    /// The port of submission by STARTTLS.
    pub const SUBMISSION: u16 = 587;
    /// The port of submission within TLS.
    pub const SUBMISSIONS: u16 = 465;
    /// The port without TLS and login.
    pub const PLAIN: u16 = 2_525;

    /// Starts it with this certificate and waits until it greets.
    pub fn start(place: Place<'_>, address: Ipv4Addr, leaf: &Leaf) -> MailSink {
        let scratch = Scratch::new("mail-sink");
        let conf = scratch.dir("conf");
        for dir in ["conf/sasl", "queue", "data", "mail"] {
            scratch.dir(dir);
        }
        let chain = scratch.write("conf/chain.pem", leaf.chain_file());
        let database = scratch.path().join("conf/sasldb2");
        make_login(&database);
        scratch.write(
            "conf/sasl/smtpd.conf",
            format!(
                "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\n\
                 sasldb_path: {}\n",
                database.display()
            ),
        );
        scratch.write("conf/main.cf", main_cf(&scratch));
        scratch.write(
            "conf/master.cf",
            master_cf(address, &chain.display().to_string()),
        );
        chown("postfix:postfix", &scratch.path().join("data"));
        chown("postfix", &database);
        chown(OWNER, &scratch.path().join("mail"));
        let mut command = POSTFIX.at(place);
        command.arg("-c").arg(conf).arg("start-fg");
        let mailbox = scratch.path().join("mail/box/new");
        let mut server = Server::spawn("mail-sink", scratch, &mut command);
        for port in [MailSink::SUBMISSION, MailSink::PLAIN] {
            server.wait_until(&format!("greeting at port {port}"), || {
                place.run(|| greets(SocketAddr::from((address, port))))
            });
        }
        MailSink { server, mailbox }
    }

    /// The mails so far, in the order in which they came.
    pub fn mails(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.mailbox) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        // Their names begin with the moment and go on with the inode: the moment with its
        // microseconds decides.
        files.sort_by_key(|path| {
            let changed = fs::metadata(path).and_then(|data| data.modified());
            (changed.ok(), path.clone())
        });
        files
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect()
    }

    /// Waits until there are this many mails. Panics when they do not come.
    pub fn wait_for(&self, count: usize) -> Vec<String> {
        let end = Instant::now() + DELIVERY_MAX;
        loop {
            let mails = self.mails();
            if mails.len() >= count {
                return mails;
            }
            if Instant::now() > end {
                let log = self.server.log_end();
                panic!("{} of {count} mails came\n{log}", mails.len());
            }
            std::thread::sleep(POLL);
        }
    }
}

/// Writes the one login there is. The password goes by standard input.
fn make_login(database: &std::path::Path) {
    let mut command = SASLPASSWD.at(Place::Host);
    command
        .args(["-p", "-c", "-f"])
        .arg(database)
        .args(["-u", "mail-sink.test", MailSink::LOGIN])
        .stdin(Stdio::piped());
    let made = command.spawn().and_then(|mut child| {
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(MailSink::PASSWORD.as_bytes())?;
        }
        child.wait()
    });
    match made {
        Ok(status) if status.success() => {}
        other => panic!("saslpasswd2 makes no login: {other:?}"),
    }
}

fn chown(owner: &str, path: &std::path::Path) {
    let chown = Program {
        name: "chown",
        package: "coreutils",
    };
    output(chown.at(Place::Host).arg(owner).arg(path));
}

fn greets(server: SocketAddr) -> bool {
    let wait = Duration::from_secs(2);
    let greeting = TcpStream::connect_timeout(&server, wait).and_then(|mut stream| {
        stream.set_read_timeout(Some(wait))?;
        let mut digit = [0];
        stream.read_exact(&mut digit)?;
        Ok(digit)
    });
    matches!(greeting, Ok([b'2']))
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
myhostname = mail-sink.test
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:box/
virtual_mailbox_base = {dir}/mail
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 100
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
smtpd_tls_loglevel = 1
cyrus_sasl_config_path = {dir}/conf/sasl
smtpd_sasl_local_domain = mail-sink.test
",
        dir = scratch.path().display()
    )
}

fn master_cf(address: Ipv4Addr, chain: &str) -> String {
    let login = format!(
        "-o smtpd_tls_chain_files={chain} -o smtpd_sasl_auth_enable=yes \
         -o smtpd_tls_auth_only=yes -o mynetworks= \
         -o smtpd_relay_restrictions=permit_sasl_authenticated,reject"
    );
    format!(
        "pickup   unix n - n 60 1 pickup
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 300 1 qmgr
tlsmgr   unix - - n 1000? 1 tlsmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
error    unix - - n - - error
discard  unix - - n - - discard
virtual  unix - n n - - virtual
anvil    unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog  unix-dgram n - n - 1 postlogd
{address}:{plain} inet n - n - - smtpd
{address}:{submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt {login}
{address}:{submissions} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes {login}
",
        plain = MailSink::PLAIN,
        submission = MailSink::SUBMISSION,
        submissions = MailSink::SUBMISSIONS,
    )
}
