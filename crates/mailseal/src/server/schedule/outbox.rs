//! Delivering messages, until the other side has them or three days are over.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use app::ledger::LedgerError;
use app::watch::delivery::{NextTry, after_failure};
use app::watch::store::{Message, MessageHead, WatchStore};
use app::watch::visit::Dice;
use jiff::tz::TimeZone;
use net::tell::{Channel, Parcel};
use protocols::finding::Severity;
use protocols::time::Timestamp;
use tokio::time::sleep;

use super::SystemDice;
use super::counts::Counts;
use crate::context::now;
use crate::failure::Failed;
use crate::input;
use crate::render::letter::letter;
use crate::render::watch::Speaker;
use crate::server::House;
use crate::server::config::{Config, Surroundings, Tell};
use crate::server::log;
use crate::wire;
use crate::wording::{Arguments, Catalogue, Language};

/// How often the outbox is asked for what is due.
const POLL: Duration = Duration::from_secs(1);

/// Messages that are taken at a time.
const TAKEN_MAX: usize = 32;

/// One recipient with the way to it.
pub(crate) struct Post {
    channel: Channel,
    language: Language,
    zone: TimeZone,
}

impl Post {
    /// By its table of the configuration; credentials are read now.
    pub(crate) fn of(tell: &Tell, around: &Surroundings) -> Result<Post, Failed> {
        Ok(Post {
            channel: tell.channel(around)?,
            language: tell.language(),
            zone: tell.zone.0.clone(),
        })
    }
}

/// What every channel is given.
pub(crate) fn surroundings(config: &Config) -> Result<Surroundings, Failed> {
    let mut extra_roots_pem = Vec::new();
    for path in &config.world.ca {
        extra_roots_pem.push(input::file(path)?.into_bytes());
    }
    let name = crate::cli::world::host_name();
    Ok(Surroundings {
        extra_roots_pem,
        ehlo_name: name.unwrap_or_else(|| "localhost".to_owned()),
    })
}

/// Begins to deliver; it goes on until the house stops. What cannot be used of the configuration shows
/// here, before anything is to be told.
pub(super) fn begin(house: &House, counts: Counts) -> Result<(), Failed> {
    let config = house.config.borrow().clone();
    posts(&config)?;
    let postman = Postman {
        house: house.clone(),
        counts,
    };
    house.tasks.spawn(postman.run(config));
    Ok(())
}

fn posts(config: &Config) -> Result<BTreeMap<String, Arc<Post>>, Failed> {
    let around = surroundings(config)?;
    let mut posts = BTreeMap::new();
    for tell in &config.tell {
        posts.insert(tell.name.clone(), Arc::new(Post::of(tell, &around)?));
    }
    Ok(posts)
}

struct Postman {
    house: House,
    counts: Counts,
}

impl Postman {
    async fn run(self, config: Arc<Config>) {
        let mut config = config;
        // It was looked at before the house opened.
        let mut all = posts(&config).unwrap_or_default();
        loop {
            tokio::select! {
                biased;
                () = self.house.stop.cancelled() => return,
                () = sleep(POLL) => {}
            }
            let now_set = self.house.config.borrow().clone();
            if now_set.tell != config.tell {
                match posts(&now_set) {
                    Ok(read) => all = read,
                    Err(failed) => {
                        let reason = log::words(&failed);
                        tracing::error!(reason, "whom to tell stays as it was");
                    }
                }
                config = now_set;
            }
            if let Err(error) = self.deliver_due(&all).await {
                tracing::error!(%error, "the outbox could not be read");
            }
        }
    }

    /// Delivers what is due: to each recipient one after the other, to all of them at once.
    async fn deliver_due(&self, posts: &BTreeMap<String, Arc<Post>>) -> Result<(), LedgerError> {
        let due = self.house.ledger.messages_due(now(), TAKEN_MAX).await?;
        let mut by_recipient: BTreeMap<String, Vec<MessageHead>> = BTreeMap::new();
        for head in due {
            let of = by_recipient.entry(head.recipient.clone()).or_default();
            of.push(head);
        }
        let deliveries = by_recipient.into_iter().map(|(name, heads)| {
            let post = posts.get(&name).cloned();
            async move {
                for head in heads {
                    if self.house.stop.is_cancelled() {
                        return;
                    }
                    if let Err(error) = self.one(head, post.as_deref()).await {
                        tracing::error!(recipient = name, %error, "a message waits for the ledger");
                    }
                }
            }
        });
        futures_util::future::join_all(deliveries).await;
        Ok(())
    }

    async fn one(&self, head: MessageHead, post: Option<&Post>) -> Result<(), LedgerError> {
        let ledger = &self.house.ledger;
        let Some(message) = ledger.take_message(head.id, now()).await? else {
            return Ok(());
        };
        let recipient = message.head.recipient.as_str();
        let Some(post) = post else {
            // Whoever took it out of the configuration does not want it told.
            tracing::warn!(recipient, "there is no such recipient any more");
            let note = "no such recipient";
            return ledger
                .message_failed(head.id, NextTry::Never, note, now())
                .await;
        };
        let parcel = parcel(&message, post);
        match post.channel.deliver(&parcel, now()).await {
            Ok(()) => {
                tracing::info!(recipient, message = head.id.0, title = parcel.title, "told");
                self.counts.tried(recipient, "sent");
                ledger.message_sent(head.id, now()).await
            }
            Err(undelivered) => {
                let (created, tries) = (message.head.created, message.head.tries);
                let asked = undelivered.again_after_seconds;
                let next = after_failure(created, tries, asked, now(), SystemDice.number());
                let (reason, end) = (
                    undelivered.why,
                    match next {
                        NextTry::At(_) => "failed",
                        NextTry::Never => "given-up",
                    },
                );
                tracing::warn!(
                    recipient,
                    message = head.id.0,
                    tries,
                    reason,
                    end,
                    "not told"
                );
                self.counts.tried(recipient, end);
                ledger.message_failed(head.id, next, &reason, now()).await
            }
        }
    }
}

fn parcel(message: &Message, post: &Post) -> Parcel {
    let speaker = Speaker {
        words: Catalogue::shared(post.language),
        zone: &post.zone,
    };
    let letter = letter(message, speaker);
    let severities = message.said.iter().map(|said| said.severity);
    Parcel {
        token: message.head.token.clone(),
        json: wire::watch::notice(message, &letter.title),
        title: letter.title,
        text: letter.text,
        severity: severities.max().unwrap_or(Severity::Info),
        created: message.head.created,
    }
}

/// Delivers a test to a recipient.
pub(crate) async fn deliver_test(
    name: &str,
    post: &Post,
    created: Timestamp,
) -> Result<(), net::tell::Undelivered> {
    let words = Catalogue::shared(post.language);
    let named = Arguments::none().text("name", name);
    let title = words.word("watch-subject-test");
    let token = SystemDice.token();
    let parcel = Parcel {
        json: wire::watch::test_notice(&token, name, created.0, &title),
        token,
        title,
        text: format!("{}\n", words.say("watch-text-test", &named)),
        severity: Severity::Info,
        created,
    };
    post.channel.deliver(&parcel, created).await
}
