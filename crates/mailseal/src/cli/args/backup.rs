//! What can be typed for copies of the data.

use std::path::PathBuf;

use clap::Args;

use super::PlainFormat;

#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) with_master_key: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) with_master_key: bool,
    #[arg(long, value_enum, default_value_t = PlainFormat::Text, value_name = "FORMAT")]
    pub(crate) format: PlainFormat,
}
