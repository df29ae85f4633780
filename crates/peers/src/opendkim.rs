//! The real OpenDKIM, given a message: `-t` runs its filter over it, with the milter's calls printed
//! instead of made.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use crate::namespace::{Namespace, Place};
use crate::process::{Program, output};
use crate::scratch::Scratch;

const OPENDKIM: Program = Program {
    name: "opendkim",
    package: "opendkim",
};

/// OpenDKIM with these lines in its configuration.
#[derive(Debug)]
pub struct OpenDkim {
    scratch: Scratch,
    config: PathBuf,
}

impl OpenDkim {
    /// To sign, with the lines of a settings file as it was written. What is added says only where it
    /// runs: as the user of the test, in a directory below `/tmp`, which OpenDKIM would not take for a
    /// safe place of keys.
    pub fn signing(settings: &Path) -> OpenDkim {
        let text = std::fs::read_to_string(settings)
            .unwrap_or_else(|error| panic!("{}: {error}", settings.display()));
        // The socket, user and files of a process that is installed.
        let installed = ["Socket", "PidFile", "UserID", "UMask", "Syslog", "Mode"];
        let kept = text.lines().filter(|line| {
            let name = line.split_whitespace().next();
            !name.is_some_and(|name| installed.contains(&name))
        });
        let kept: Vec<&str> = kept.collect();
        let lines = format!(
            "{}\nMode s\nInternalHosts 127.0.0.0/8\nRequireSafeKeys no\n",
            kept.join("\n")
        );
        OpenDkim::of(Scratch::new("opendkim"), &lines)
    }

    /// To verify, asking this resolver. Debian's OpenDKIM resolves with libunbound, which by itself asks
    /// nobody on loopback and knows `test` for a name that is not there.
    pub fn verifying(resolver: IpAddr) -> OpenDkim {
        let scratch = Scratch::new("opendkim");
        let resolver = scratch.write(
            "unbound.conf",
            format!(
                "server:\n  do-not-query-localhost: no\n  local-zone: \"test.\" transparent\n\
                 forward-zone:\n  name: \".\"\n  forward-addr: {resolver}\n"
            ),
        );
        // Nobody is internal, so that everything is verified.
        let lines = format!(
            "Mode v\nInternalHosts 192.0.2.1\nResolverConfiguration {}\n",
            resolver.display()
        );
        OpenDkim::of(scratch, &lines)
    }

    fn of(scratch: Scratch, lines: &str) -> OpenDkim {
        let own = format!(
            "UserID root\nSocket local:{0}/socket\nPidFile {0}/pid\nSyslog no\n",
            scratch.path().display()
        );
        let config = scratch.write("opendkim.conf", own + lines);
        OpenDkim { scratch, config }
    }

    /// The message with the signature in front.
    ///
    /// # Panics
    /// Where it adds none.
    pub fn sign(&self, message: &str) -> String {
        let printed = self.run(Place::Host, message);
        let header = header_of(&printed, "DKIM-Signature")
            .unwrap_or_else(|| panic!("opendkim added no signature:\n{printed}"));
        format!("DKIM-Signature: {header}\r\n{message}")
    }

    /// What it adds as Authentication-Results.
    ///
    /// # Panics
    /// Where it adds none.
    pub fn verify(&self, namespace: &Namespace, message: &str) -> String {
        let printed = self.run(Place::Inside(namespace), message);
        header_of(&printed, "Authentication-Results")
            .unwrap_or_else(|| panic!("opendkim said nothing of the message:\n{printed}"))
    }

    fn run(&self, place: Place<'_>, message: &str) -> String {
        let file = self.scratch.write("message.eml", message);
        let mut command = OPENDKIM.at(place);
        command
            .arg("-x")
            .arg(&self.config)
            .arg("-t")
            .arg(file)
            .arg("-vvv");
        output(&mut command)
    }
}

/// The value of a field that it would insert: `### INSHEADER: idx=0 hname='NAME' hvalue='VALUE'`.
fn header_of(printed: &str, name: &str) -> Option<String> {
    let mark = format!("hname='{name}' hvalue='");
    let (_, rest) = printed.split_once(&mark)?;
    let (value, _) = rest.split_once("'\n").or_else(|| rest.split_once('\''))?;
    let lines: Vec<&str> = value.lines().map(str::trim_end).collect();
    Some(lines.join("\r\n").trim_start().to_owned())
}
