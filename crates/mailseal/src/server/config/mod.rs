//! What the server does and where: a TOML file, a section a file here. A name it does not know, or a
//! value that a setting does not take, is an error with its line and column, so that no setting is
//! ignored for a slip of the pen.
//!
//! A new section is: a file with its struct (`Default`, `deny_unknown_fields`, kebab-case), a field of
//! [`Config`], a line in each of its two methods, and its part of `docs/mailseal.example.toml`, which a
//! test reads back.

mod fault;
mod log;
mod ops;
mod period;
mod policy_host;
mod tell;
mod watch;
mod web;
mod world;

#[cfg(test)]
mod tests;

use std::path::Path;

use serde::Deserialize;

use crate::failure::Failed;
use crate::input;

pub(crate) use fault::Fault;
pub(crate) use log::{Level, Log, LogFormat};
pub(crate) use ops::Ops;
pub(crate) use period::Period;
pub(crate) use policy_host::{CertificateFiles, Mode, PolicyHost};
pub(crate) use tell::{Surroundings, Tell};
pub(crate) use watch::Watch;
pub(crate) use web::{Protection, PublicUrl, Web};
pub(crate) use world::World;

/// The whole file. Every section has defaults that start anywhere.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// What is logged, and how.
    pub(crate) log: Log,
    /// Health and metrics.
    pub(crate) ops: Ops,
    /// The pages and the API.
    pub(crate) web: Web,
    /// How the world is asked.
    pub(crate) world: World,
    /// Where and how the policies are served.
    pub(crate) policy_host: PolicyHost,
    /// How domains are looked at again.
    pub(crate) watch: Watch,
    /// Whom to tell what changed.
    pub(crate) tell: Vec<Tell>,
}

impl Config {
    /// What no type can refuse: values that do not go together. The first fault found.
    fn check(&self) -> Result<(), Fault> {
        self.ops.check()?;
        self.policy_host.check()?;
        self.web.check()?;
        self.watch.check()?;
        tell::check(&self.tell)?;
        self.world.check()
    }

    /// The settings in which `new` differs and that a running server does not take over, as
    /// `section.name`.
    pub(crate) fn needs_restart(&self, new: &Config) -> Vec<&'static str> {
        let sections = [
            self.log.needs_restart(&new.log),
            self.ops.needs_restart(&new.ops),
            self.web.needs_restart(&new.web),
            self.world.needs_restart(&new.world),
            self.policy_host.needs_restart(&new.policy_host),
        ];
        sections.concat()
    }
}

/// Reads the file; without one everything is as the defaults have it.
pub(crate) fn read(path: Option<&Path>) -> Result<Config, Failed> {
    let Some(path) = path else {
        return Ok(Config::default());
    };
    let text = input::file(path)?;
    parse(&text).map_err(|fault| fault.in_file(path, &text))
}

fn parse(text: &str) -> Result<Config, Fault> {
    let config: Config = toml::from_str(text).map_err(|error| Fault::of_toml(text, &error))?;
    config.check()?;
    Ok(config)
}
