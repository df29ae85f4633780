//! `mailseal mailcow list`

use app::ledger::Ledger;
use app::mailcow::{Activity, Mailcow, MailcowDomain, MailcowKey};
use serde_json::{Value as Json, json};

use super::About;
use crate::cli::args::{MailcowListArgs, PlainFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

/// A domain of a mailcow, its key, and whether we look after it.
pub(crate) struct Listed {
    pub(crate) domain: MailcowDomain,
    pub(crate) key: Option<MailcowKey>,
    pub(crate) is_ours: bool,
}

pub(crate) fn run(args: &MailcowListArgs, context: &Context) -> Result<Exit, Failed> {
    let listed = runtime()?.block_on(async {
        let mailcow = super::server(&args.server, About::Everything, context).await?;
        let ours = ledger::find(context).await?;
        let mut listed = Vec::new();
        let domains = mailcow.domains().await.map_err(|e| super::failed(&e))?;
        for domain in domains {
            let key = mailcow.key(&domain.name).await;
            let is_ours = match &ours {
                Some(ledger) => ledger.domain(&domain.name).await.map_err(ledger::failed)?,
                None => None,
            };
            listed.push(Listed {
                key: key.map_err(|e| super::failed(&e))?,
                is_ours: is_ours.is_some(),
                domain,
            });
        }
        Ok::<_, Failed>(listed)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::mailcow::list(&listed, context),
        PlainFormat::Json => {
            let domains: Vec<Json> = listed.iter().map(shape).collect();
            wire::document(&json!({ "schema": "mailseal.mailcow-domains/1", "domains": domains }))
        }
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn shape(listed: &Listed) -> Json {
    let alias_of = listed.domain.alias_of.as_ref().map(ToString::to_string);
    json!({
        "domain": listed.domain.name.as_str(),
        "active": match listed.domain.activity {
            Activity::Active => true,
            Activity::Inactive => false,
        },
        "alias_of": alias_of,
        "selector": listed.key.as_ref().map(|key| key.selector.to_string()),
        "key": listed.key.as_ref().map(|key| key.public.name()),
        "added": listed.is_ours,
    })
}
