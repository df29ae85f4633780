//! A network namespace with its own loopback: ports 25, 53 and 443 of every address in 127.0.0.0/8
//! are free there, and nothing inside can reach the host's network or be reached from it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use crate::process::{Program, output};
use crate::scratch::Scratch;

const IP: Program = Program {
    name: "ip",
    package: "iproute2",
};

/// Where a peer runs.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// On the host's loopback; use a port that is free.
    Host,
    /// In a namespace; every port is free.
    Inside(&'a Namespace),
}

impl Place<'_> {
    /// A command that runs there.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Place::Host => Command::new(program),
            Place::Inside(namespace) => namespace.command(program),
        }
    }

    /// Runs `work` on a thread whose new sockets belong there.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match self {
            Place::Host => work(),
            Place::Inside(namespace) => namespace.run(work),
        }
    }
}

/// A network namespace, removed when dropped.
#[derive(Debug)]
pub struct Namespace {
    name: String,
    // Removing the directory removes the namespace: `cleanup.sh` reads its name there.
    _scratch: Scratch,
}

impl Namespace {
    /// Makes one whose `/etc/resolv.conf` names `resolver`. Panics when not root.
    pub fn new(resolver: Ipv4Addr) -> Namespace {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        assert!(
            rustix::process::geteuid().is_root(),
            "the real peers run in a network namespace, which only root can make: run as root"
        );
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("mailseal-{}-{count}", std::process::id());
        let scratch = Scratch::new("namespace");
        scratch.write("namespace", &name);

        output(IP.at(Place::Host).args(["netns", "add", &name]));
        output(
            IP.at(Place::Host)
                .args(["-n", &name, "link", "set", "lo", "up"]),
        );
        // `ip netns exec` lays the files of this directory over those of /etc.
        let etc = Path::new("/etc/netns").join(&name);
        let resolv = format!("nameserver {resolver}\noptions timeout:2 attempts:1\n");
        let written =
            fs::create_dir_all(&etc).and_then(|()| fs::write(etc.join("resolv.conf"), resolv));
        if let Err(error) = written {
            panic!("cannot write {}: {error}", etc.display());
        }
        Namespace {
            name,
            _scratch: scratch,
        }
    }

    /// Its name, as `ip netns` lists it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A command that runs inside, with the private `/etc/resolv.conf`.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = IP.at(Place::Host);
        command.args(["netns", "exec", &self.name]).arg(program);
        command
    }

    /// Runs `work` on a new thread inside and gives what it gives. Sockets opened by it belong to the
    /// namespace and stay there; threads that it starts are inside too, so an async runtime must be
    /// made by `work` itself. `/etc/resolv.conf` is still the host's: name the resolver.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        std::thread::scope(|scope| {
            let thread = scope.spawn(|| {
                self.enter();
                work()
            });
            match thread.join() {
                Ok(value) => value,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Gives the loopback interface an address of its own. All of 127.0.0.0/8 works without, but
    /// some servers listen only on addresses that an interface has. With any other address the
    /// namespace holds what the tests' documents speak of.
    pub fn add_address(&self, address: Ipv4Addr) {
        let prefix = if address.is_loopback() { 8 } else { 32 };
        let address = format!("{address}/{prefix}");
        let arguments = ["-n", &self.name, "addr", "add", &address, "dev", "lo"];
        output(IP.at(Place::Host).args(arguments));
    }

    /// Moves the calling thread inside, for good.
    fn enter(&self) {
        let path = Path::new("/run/netns").join(&self.name);
        let file = File::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        if let Err(error) =
            move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))
        {
            panic!("cannot enter the namespace {}: {error}", self.name);
        }
    }
}
