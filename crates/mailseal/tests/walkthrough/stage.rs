//! The machine that a document speaks of: a namespace with its name server and addresses, a home
//! directory, and `mailseal` in the path.

use std::fs;
use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Arc;

use app::ledger::{Change, Entry, Ledger, Line, StepKind, StepState};
use peers::{
    Authority, Delivery, Fault, InstalledServer, Namespace, OverIpv6, Place, PolicyHost,
    PolicyServer, Zone,
};
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use tempfile::TempDir;

use crate::cloudflare::Cloudflare;
use crate::document::{Document, Scene, Shown};
use crate::provider::{self, NAME_SERVER, Provider};
use crate::sameness::{LEFT_OUT, same, shortened};

pub(crate) const DOMAIN: &str = "example.com";
pub(crate) const SERVER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 53);
const POLICIES: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 80);
/// What a reader has in the place of a directory that is new with every run.
const HOME_SHOWN: &str = "/home/you";

pub(crate) struct Stage {
    home: TempDir,
    authority: Authority,
    policies: Option<PolicyServer>,
    /// What the server's configuration says of the zone before; its first edit takes this place.
    standing: &'static str,
    provider: Option<Provider>,
    server: InstalledServer,
    namespace: Arc<Namespace>,
}

/// What the name server serves: enough of the world, a zone at another provider, and the zone that
/// a document is about, as it is before.
fn zones(own: Zone) -> Vec<Zone> {
    let zone = |origin: &str, text: String| Zone {
        origin: origin.to_owned(),
        text: format!("$TTL 3600\n{text}"),
    };
    let name_server = match own.text.contains(NAME_SERVER) {
        true => NAME_SERVER.to_owned(),
        false => format!("ns1.{DOMAIN}"),
    };
    let root = format!(
        "@ SOA {name_server}. hostmaster.{DOMAIN}. 1 3600 600 86400 60\n@ NS {name_server}.\n\
         {DOMAIN}. NS {name_server}.\n{name_server}. A {SERVER}\n\
         example.org. NS docks01.rzone.de.\ndocks01.rzone.de. A {SERVER}\n\
         _spf.news.example. TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n"
    );
    let elsewhere = "@ SOA docks01.rzone.de. hostmaster 1 3600 600 86400 60\n\
                     @ NS docks01.rzone.de.\n@ MX 10 mail.example.com.\n";
    vec![
        zone(".", root),
        zone("example.org", elsewhere.to_owned()),
        own,
    ]
}

/// The zone that a document is about, as it is before, at a name server of its own.
pub(crate) fn zone_at(name_server: &str) -> Zone {
    Zone {
        origin: DOMAIN.to_owned(),
        text: format!(
            "$TTL 3600\n@ SOA {name_server}. hostmaster 1 3600 600 86400 60\n\
             @ NS {name_server}.\n{name_server}. A {SERVER}\n@ MX 10 mail\n\
             mail A 192.0.2.25\nmta-sts A {POLICIES}\nwww A 192.0.2.80\n\
             @ TXT \"google-site-verification=abc\"\n\
             @ TXT \"v=spf1 include:_spf.news.example ~all\"\n"
        ),
    }
}

impl Stage {
    pub(crate) fn new(
        start: impl FnOnce(&Namespace, Ipv4Addr, &[Zone], &str) -> InstalledServer,
        standing: &'static str,
        own: Zone,
    ) -> Stage {
        let namespace = Arc::new(Namespace::new(SERVER));
        namespace.add_address(POLICIES);
        let zones = zones(own);
        let server = start(&namespace, SERVER, &zones, standing);
        let home = TempDir::new().unwrap();
        let authority = Authority::new("mailseal test authority");
        let ca = home.path().join(".ca.pem");
        fs::write(&ca, authority.pem()).unwrap();
        // Everything is at addresses for documentation here, and certified by nobody.
        let program = format!(
            "#!/bin/sh\nfor word; do\ncase $word in\naccess) case \"$*\" in *'--provider cloudflare'*) set -- \"$@\" $STAND_IN ;; \
             esac; break ;;\nkeys) break ;;\nadd | records | plan \
             | apply | undo | resume | status | advance | rotate | check)\n\
             exec '{real}' \"$@\" --allow-private --ca '{ca}' ;;\nesac\ndone\n\
             exec '{real}' \"$@\"\n",
            real = env!("CARGO_BIN_EXE_mailseal"),
            ca = ca.display(),
        );
        let bin = home.path().join(".bin");
        fs::create_dir(&bin).unwrap();
        let file = bin.join("mailseal");
        fs::write(&file, program).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        Stage {
            home,
            authority,
            policies: None,
            standing,
            provider: None,
            server,
            namespace,
        }
    }

    /// With this at the provider. Its interface is given to `access add` behind the reader's back.
    pub(crate) fn with_provider(mut self, before: Cloudflare) -> Stage {
        let file = self.server.zone_file(&provider::zone(&before, 1));
        self.provider = Some(Provider::start(before, file, self.namespace.clone()));
        self
    }

    fn meanwhile(&mut self, what: &str) {
        match what {
            "the policy is served" => {
                let host = PolicyHost {
                    domain: DOMAIN.to_owned(),
                    mx: vec![format!("mail.{DOMAIN}")],
                    certificate: self
                        .authority
                        .leaf(&[&format!("mta-sts.{DOMAIN}")], Fault::None),
                    delivery: Delivery::Fresh,
                    over_ipv6: OverIpv6::Nothing,
                };
                let place = Place::Inside(&self.namespace);
                self.policies = Some(PolicyServer::start(place, POLICIES, &[host]));
            }
            "hours pass" => self.age_keys(),
            other => panic!("nobody knows how to do this meanwhile: {other}"),
        }
    }

    /// Every record of a key was seen everywhere since the day before yesterday.
    fn age_keys(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let data = self.home.path().join(".local/share/mailseal");
        runtime.unwrap().block_on(async {
            let ledger = SqliteLedger::open(&data, MasterKeyPlace::DataDirectory);
            let ledger = ledger.await.unwrap();
            let stored = ledger.domain(&DOMAIN.parse().unwrap()).await.unwrap();
            let stored = stored.expect("the document added it");
            let mut desired = stored.desired;
            let mut now = Timestamp(0);
            for key in &mut desired.remembered.keys {
                let seen = key.seen_since.expect("its record was seen");
                now = seen;
                key.seen_since = Some(Timestamp(seen.0 - 2 * 86_400));
            }
            let entry = Entry {
                domain: desired.domain.clone(),
                line: Line::Open {
                    kind: StepKind::Change,
                    payload: "{}".to_owned(),
                    state: StepState::Done,
                },
                changes: vec![Change::Desire {
                    desired,
                    read: stored.revision,
                }],
            };
            ledger.commit(entry, now).await.unwrap();
            ledger.close().await;
        });
    }

    /// What a command says, on both of its ways.
    fn says(&self, command: &str) -> Vec<String> {
        let path = std::env::var("PATH").unwrap_or_default();
        let home = self.home.path();
        let base = self.provider.as_ref().map_or("nowhere", |p| &p.base);
        let mut shell: Command = self.namespace.command("sh");
        let output = shell
            .args(["-c", &format!("exec 2>&1\n{command}")])
            .current_dir(home)
            .env("PATH", format!("{}/.bin:{path}:/usr/sbin", home.display()))
            .env("HOME", home)
            .env("STAND_IN", format!("--set url={base}"))
            .env_remove("XDG_DATA_HOME")
            .env("LC_ALL", "C")
            .env("COLUMNS", "100")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let text = text.replace(&home.display().to_string(), HOME_SHOWN);
        text.lines()
            .filter(|line| !line.contains(base))
            .map(|line| shortened(line.trim_end()))
            .collect()
    }

    fn edit(&self, path: &str, text: &str) {
        let place = match path.strip_prefix("/etc/") {
            Some(below) => std::path::Path::new("/etc/netns")
                .join(self.namespace.name())
                .join(below),
            None => self.home.path().join(path),
        };
        let before = fs::read_to_string(&place).unwrap_or_default();
        let before = before.strip_suffix(self.standing).unwrap_or(&before);
        fs::write(&place, format!("{before}{text}")).unwrap();
    }

    /// Plays a document. With `WALKTHROUGH=renew` it is made to show what was said.
    pub(crate) fn play(mut self, name: &str) {
        let document = Document::read(name);
        let scenes = document.scenes();
        let mut said: Vec<(&Shown, Vec<String>)> = Vec::new();
        let mut wrong = String::new();
        for scene in &scenes {
            match scene {
                Scene::Meanwhile(what) => self.meanwhile(what),
                Scene::File { path, text } => self.edit(path, text),
                Scene::Command { command, shown } => {
                    let now = self.says(command);
                    if same(&shown.lines, &now) {
                        continue;
                    }
                    wrong.push_str(&format!(
                        "{name}:{}: $ {command}\nshown:\n{}\nsaid:\n{}\n\n",
                        shown.first,
                        shown.lines.join("\n"),
                        now.join("\n")
                    ));
                    let partly = shown.lines.iter().any(|line| line == LEFT_OUT);
                    if !partly {
                        said.push((shown, now));
                    }
                }
            }
        }
        match std::env::var("WALKTHROUGH").as_deref() {
            Ok("renew") => document.renew(&said),
            _ => assert!(
                wrong.is_empty(),
                "{wrong}renew with WALKTHROUGH=renew, and read the difference"
            ),
        }
    }
}
