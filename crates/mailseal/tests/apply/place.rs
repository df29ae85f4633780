//! A namespace with a primary that takes updates, and mailseal with a data directory of its own.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::process::{Command, Output};

use peers::{
    Authority, Delivery, DynamicServer, Fault, MailcowStandIn, MailcowState, Namespace, OverIpv6,
    Place, PolicyHost, PolicyServer, PowerDns, Signing, UpdateKey, Zone,
};
use serde_json::Value;
use tempfile::TempDir;

pub(crate) const PRIMARY: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 12);
pub(crate) const SECONDARY: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 14);
pub(crate) const POLICIES: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 15);
const DNS: u16 = 53;
const API: u16 = 8081;

/// Which program the primary is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Primary {
    Knot,
    SigningKnot,
    Bind,
    PowerDns,
}

/// The running primary.
enum Server {
    /// It takes dynamic updates.
    Dynamic { _server: DynamicServer },
    /// Its zones are written by its HTTP interface.
    PowerDns(PowerDns),
}

/// How many name servers a zone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameServers {
    One,
    /// The second has a copy of the zone that nobody updates.
    SecondNeverUpdated,
}

/// Everything that one story needs, stopped when dropped.
pub(crate) struct Setting {
    data: TempDir,
    ca: std::path::PathBuf,
    policies: Option<PolicyServer>,
    _second: Option<DynamicServer>,
    primary: Server,
    namespace: Namespace,
}

/// A zone with a mail host and a policy host, and the records of others in it.
pub(crate) fn zone(origin: &str, servers: NameServers, foreign: &str) -> Zone {
    let mail = format!("@ MX 10 mail\nmail A 127.0.0.16\nmta-sts A {POLICIES}\n{foreign}");
    zone_of(origin, servers, &mail)
}

/// A zone with these records in it.
pub(crate) fn zone_of(origin: &str, servers: NameServers, records: &str) -> Zone {
    let second = match servers {
        NameServers::One => String::new(),
        NameServers::SecondNeverUpdated => format!("@ NS ns2\nns2 A {SECONDARY}\n"),
    };
    Zone {
        origin: origin.to_owned(),
        text: format!(
            "$ORIGIN {origin}.\n$TTL 60\n@ SOA ns1 hostmaster 1 3600 600 86400 60\n@ NS ns1\n\
             ns1 A {PRIMARY}\n{second}{records}"
        ),
    }
}

impl Setting {
    pub(crate) fn new(primary: Primary, zones: &[Zone]) -> Setting {
        let namespace = Namespace::new(PRIMARY);
        let place = Place::Inside(&namespace);
        let address = SocketAddrV4::new(PRIMARY, DNS);
        let with = |signing: Signing| -> Vec<(Zone, Signing)> {
            zones.iter().map(|zone| (zone.clone(), signing)).collect()
        };
        let knot = |signing| Server::Dynamic {
            _server: DynamicServer::knot(place, address, &with(signing)),
        };
        let primary = match primary {
            Primary::Knot => knot(Signing::Unsigned),
            Primary::SigningKnot => knot(Signing::Signed),
            Primary::Bind => Server::Dynamic {
                _server: DynamicServer::bind(place, address, zones),
            },
            Primary::PowerDns => {
                let api = SocketAddrV4::new(PRIMARY, API);
                Server::PowerDns(PowerDns::start(place, address, api, zones))
            }
        };
        let data = TempDir::new().unwrap();
        let ca = data.path().join("ca.pem");
        let setting = Setting {
            ca,
            data,
            policies: None,
            _second: None,
            primary,
            namespace,
        };
        match &setting.primary {
            Server::Dynamic { .. } => setting.gives_access("everything", UpdateKey::SHA256),
            Server::PowerDns(server) => {
                let url = format!("url={}", server.api_base());
                let fields = ["--provider", "powerdns", "--set", &url];
                setting.stores_access("everything", &fields, ("api-key", PowerDns::API_KEY));
            }
        }
        setting
    }

    /// With the policies of these domains served as `add` wants them.
    pub(crate) fn serving_policies(self, domains: &[&str]) -> Setting {
        let fresh = domains.iter().map(|domain| (*domain, Delivery::Fresh));
        self.serving(&fresh.collect::<Vec<_>>())
    }

    /// With the policies of these domains served in these ways.
    pub(crate) fn serving(mut self, domains: &[(&str, Delivery)]) -> Setting {
        let authority = Authority::new("mailseal test authority");
        std::fs::write(&self.ca, authority.pem()).unwrap();
        let hosts = domains.iter().map(|(domain, delivery)| PolicyHost {
            domain: (*domain).to_owned(),
            mx: vec![format!("mail.{domain}")],
            certificate: authority.leaf(&[&format!("mta-sts.{domain}")], Fault::None),
            delivery: *delivery,
            over_ipv6: OverIpv6::Nothing,
        });
        let hosts: Vec<PolicyHost> = hosts.collect();
        let place = Place::Inside(&self.namespace);
        self.policies = Some(PolicyServer::start(place, POLICIES, &hosts));
        self
    }

    /// Serves the policy that the domain wants now.
    pub(crate) fn serves_wanted_policy(&self, domain: &str) -> String {
        let said = json(&self.run(&["records", domain, "--offline", "--format", "json"]));
        let policy = said["policy"]["text"].as_str().unwrap_or_default();
        self.serves(domain, policy);
        policy.to_owned()
    }

    /// Serves this text as the policy of a domain.
    pub(crate) fn serves(&self, domain: &str, text: &str) {
        let server = self.policies.as_ref().expect("policies are served");
        server.serve(domain, text);
    }

    /// A mailcow within, and an access to it.
    pub(crate) fn beside_mailcow(&self, state: MailcowState) -> MailcowStandIn {
        let mailcow = self.namespace.run(|| MailcowStandIn::start(state));
        let url = format!("url={}", mailcow.url());
        let fields = ["--provider", "mailcow", "--set", &url];
        self.stores_access("cow", &fields, ("api-key", MailcowStandIn::KEY));
        mailcow
    }

    /// With a second server that keeps the zones as they are now.
    pub(crate) fn with_second_server(mut self, zones: &[Zone]) -> Setting {
        let zones: Vec<(Zone, Signing)> = zones
            .iter()
            .map(|zone| (zone.clone(), Signing::Unsigned))
            .collect();
        let place = Place::Inside(&self.namespace);
        let address = SocketAddrV4::new(SECONDARY, DNS);
        self._second = Some(DynamicServer::knot(place, address, &zones));
        self
    }

    /// Stores an access to every zone of the primary.
    pub(crate) fn gives_access(&self, name: &str, key: UpdateKey) {
        let server = format!("server={PRIMARY}");
        let (key_name, algorithm) = (
            format!("key-name={}", key.name),
            format!("key-algorithm={}", key.algorithm),
        );
        let fields = ["--provider", "rfc2136", "--set", &server];
        let fields = [&fields[..], &["--set", &key_name, "--set", &algorithm]].concat();
        self.stores_access(name, &fields, ("key-secret", key.secret));
    }

    fn stores_access(&self, name: &str, fields: &[&str], (field, secret): (&str, &str)) {
        let file = self.data.path().join(format!("{name}.key"));
        std::fs::write(&file, secret).unwrap();
        let secret = format!("{field}=file:{}", file.display());
        let line = ["access", "add", name, "--replace", "--all-zones"];
        let line = [&line[..], fields, &["--secret", &secret]].concat();
        let said = self.run(&line);
        assert_eq!(said.status.code(), Some(0), "{}", errors(&said));
    }

    /// A command of mailseal inside.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.namespace.command(env!("CARGO_BIN_EXE_mailseal"));
        command
            .args(["--data-dir"])
            .arg(self.data.path().join("data"))
            .args(arguments)
            .env("LC_ALL", "C")
            .env("COLUMNS", "100")
            .env_remove("NO_COLOR");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("mailseal runs")
    }

    /// Runs a verb that asks the world within and changes nothing there, some hours from now: an
    /// update signed at another time would be refused (RFC 8945 §5.2.3), so nothing is written then.
    pub(crate) fn in_hours(&self, hours: u32, arguments: &[&str]) -> Output {
        let shift = format!("+{hours}h");
        let mut command = self.namespace.command("faketime");
        command
            .args(["-f", &shift, env!("CARGO_BIN_EXE_mailseal"), "--data-dir"])
            .arg(self.data.path().join("data"))
            .args(arguments)
            .args(["--allow-private", "--timeout", "10"])
            .args(
                self.policies
                    .iter()
                    .flat_map(|_| ["--ca".as_ref(), self.ca.as_os_str()]),
            )
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("LC_ALL", "C")
            .env("COLUMNS", "100");
        command.output().expect("faketime runs mailseal")
    }

    /// Runs a verb that asks the world within.
    pub(crate) fn within(&self, arguments: &[&str]) -> Output {
        let ca = self.ca.display().to_string();
        let mut all = arguments.to_vec();
        all.extend(["--allow-private", "--timeout", "10"]);
        if self.policies.is_some() {
            all.extend(["--ca", &ca]);
        }
        self.run(&all)
    }

    /// Takes a domain in.
    pub(crate) fn add(&self, domain: &str) {
        self.add_with(domain, &["--mx", &format!("mail.{domain}")]);
    }

    /// Takes a domain in, with these options.
    pub(crate) fn add_with(&self, domain: &str, options: &[&str]) {
        let said = self.run(&[&["add", domain], options].concat());
        assert_eq!(said.status.code(), Some(0), "{}", errors(&said));
    }

    /// What a server says of a name, sorted; TXT with its strings joined.
    pub(crate) fn stands(&self, server: Ipv4Addr, kind: &str, name: &str) -> Vec<String> {
        let mut command = self.namespace.command("kdig");
        let server = format!("@{server}");
        command.args([&server, "+short", "+tcp", "+norec", name, kind]);
        let output = command.output().expect("kdig runs");
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let mut lines: Vec<String> = text
            .lines()
            .map(|line| line.trim_matches('"').replace("\" \"", ""))
            .collect();
        lines.sort();
        lines
    }

    /// Every record of a zone but those that servers make themselves, with its TTL, sorted.
    pub(crate) fn zone(&self, origin: &str) -> Vec<String> {
        let mut command = self.namespace.command("kdig");
        let server = format!("@{PRIMARY}");
        let key = UpdateKey::SHA256;
        let key = format!("{}:{}:{}", key.algorithm, key.name, key.secret);
        match &self.primary {
            Server::Dynamic { .. } => command.args([&server, "-y", &key]),
            // It lets every loopback address have the zone.
            Server::PowerDns(_) => command.arg(&server),
        };
        command.args([origin, "AXFR", "+noall", "+answer"]);
        let output = command.output().expect("kdig runs");
        let text = String::from_utf8(output.stdout).unwrap();
        let made = ["SOA", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY"];
        let mut lines: Vec<String> = text
            .lines()
            .filter(|line| !line.starts_with(';') && !line.is_empty())
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !made.contains(&line.split(' ').nth(3).unwrap_or("SOA")))
            .collect();
        lines.sort();
        assert!(!lines.is_empty(), "no transfer of {origin}: {text}");
        lines
    }
}

pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}{}", text(output), errors(output)))
}

/// Owner and type of every change of a job, with its fate.
pub(crate) fn fates(job: &Value) -> BTreeMap<String, String> {
    let changes = job["changes"].as_array().cloned().unwrap_or_default();
    let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    changes
        .iter()
        .map(|change| {
            let key = format!("{} {}", part(&change["type"]), part(&change["name"]));
            (key, part(&change["fate"]))
        })
        .collect()
}
