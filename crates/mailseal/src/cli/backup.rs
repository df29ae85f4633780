//! `mailseal backup FILE` and `mailseal restore FILE`

use store::{BackupError, Contents, KeyCopy, SqliteLedger, key_beside};

use crate::cli::args::{BackupArgs, PlainFormat, RestoreArgs};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &BackupArgs, context: &Context) -> Result<Exit, Failed> {
    let key = key_copy(args.with_master_key);
    let contents = runtime()?.block_on(async {
        let nothing = || Failed::new("error-backup-nothing").file(&context.data_dir);
        let ledger = ledger::find(context).await?.ok_or_else(nothing)?;
        ledger.back_up(&args.file, key).await.map_err(failed)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::backup::made(&args.file, key, &contents, &context.catalogue),
        PlainFormat::Json => wire::backup::made(&args.file, key, &contents),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

pub(crate) fn restore(args: &RestoreArgs, context: &Context) -> Result<Exit, Failed> {
    let key = key_copy(args.with_master_key);
    let place = ledger::master_key(context);
    let restored = SqliteLedger::restore(&args.file, key, &context.data_dir, place);
    let contents: Contents = runtime()?.block_on(restored).map_err(failed)?;
    let text = match args.format {
        PlainFormat::Text => {
            render::backup::restored(&context.data_dir, &contents, &context.catalogue)
        }
        PlainFormat::Json => wire::backup::restored(&context.data_dir, &contents),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn key_copy(with_master_key: bool) -> KeyCopy {
    match with_master_key {
        true => KeyCopy::Beside,
        false => KeyCopy::Apart,
    }
}

fn failed(error: BackupError) -> Failed {
    match error {
        BackupError::InTheWay(path) => Failed::new("error-backup-in-the-way").file(&path),
        BackupError::NotACopy(path) => Failed::new("error-backup-none").file(&path),
        BackupError::Ledger(error) => ledger::failed(error),
    }
}

/// The file that the master key went to, where it did.
pub(crate) fn key_file(copy: &std::path::Path, key: KeyCopy) -> Option<std::path::PathBuf> {
    match key {
        KeyCopy::Beside => Some(key_beside(copy)),
        KeyCopy::Apart => None,
    }
}
