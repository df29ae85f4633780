//! A provider: its interface as a stand-in, and the name server that answers with what is written
//! there.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, mpsc};

use peers::{Namespace, Zone};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::cloudflare::Cloudflare;
use crate::stage::DOMAIN;
use crate::standin::{Model, Reply, Seen, StandIn};

pub(crate) const NAME_SERVER: &str = "ada.ns.cloudflare.com";

/// What is at the provider before.
pub(crate) fn before() -> Cloudflare {
    let host = |name: &str| format!("{name}.{DOMAIN}");
    Cloudflare::new()
        .with("MX", DOMAIN, &host("mail"), json!({"priority": 10}))
        .with("A", &host("mail"), "192.0.2.25", json!({}))
        .with("A", &host("mta-sts"), "192.0.2.80", json!({}))
        .txt("google-site-verification=abc")
        .txt("\"v=spf1 include:_spf.news.example ~all\"")
}

/// What its name server answers with.
pub(crate) fn zone(model: &Cloudflare, serial: usize) -> Zone {
    let line = |record: &Value| {
        let field = |name: &str| record[name].as_str().unwrap().to_owned();
        let data = match field("type").as_str() {
            "MX" => format!("{} {}.", record["priority"], field("content")),
            "TXT" if !field("content").starts_with('"') => format!("\"{}\"", field("content")),
            _ => field("content"),
        };
        format!(
            "{}. {} {} {data}\n",
            field("name"),
            record["ttl"],
            field("type")
        )
    };
    let records: String = model.records.iter().map(line).collect();
    Zone {
        origin: DOMAIN.to_owned(),
        text: format!(
            "@ 3600 SOA {NAME_SERVER}. dns.cloudflare.com. {serial} 3600 600 86400 60\n\
             @ 3600 NS {NAME_SERVER}.\n{records}"
        ),
    }
}

/// Has a name server answer with what is written.
struct Published {
    model: Cloudflare,
    file: PathBuf,
    namespace: Arc<Namespace>,
    serial: usize,
}

impl Model for Published {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let reply = self.model.answer(seen);
        if seen.method == "POST" {
            self.serial += 1;
            std::fs::write(&self.file, zone(&self.model, self.serial).text).unwrap();
            let mut knotc: Command = self.namespace.command("knotc");
            let output = knotc.args(["--blocking", "zone-reload", DOMAIN]).output();
            let output = output.unwrap();
            assert!(output.status.success(), "{output:?}");
        }
        reply
    }
}

/// A stand-in that serves until this is dropped.
pub(crate) struct Provider {
    pub(crate) base: String,
    _stop: oneshot::Sender<()>,
}

impl Provider {
    pub(crate) fn start(model: Cloudflare, file: PathBuf, namespace: Arc<Namespace>) -> Provider {
        let (stop, stopped) = oneshot::channel();
        let (ready, base) = mpsc::channel();
        std::thread::spawn(move || {
            namespace.run(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                runtime.unwrap().block_on(async {
                    let published = Published {
                        model,
                        file,
                        namespace: namespace.clone(),
                        serial: 1,
                    };
                    let standin = StandIn::start(published).await;
                    ready.send(standin.base.clone()).unwrap();
                    // An error is that the sender is gone, which is the end as well.
                    drop(stopped.await);
                });
            });
        });
        Provider {
            base: base.recv().unwrap(),
            _stop: stop,
        }
    }
}
