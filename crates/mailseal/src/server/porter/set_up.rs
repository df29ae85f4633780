//! The first person comes in by a code that is in the log and in a file of the data directory: nobody
//! who cannot read these can claim a fresh server.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::access::Secret;
use app::people::{
    Deed, Fresh, NewUser, PeopleChange, PeopleError, PeopleStore, Scope, Scopes, Subject, UserName,
    typed_code,
};
use protocols::time::Timestamp;

use super::{Opened, Porter, SignIn, failed, of_stranger};
use crate::context::now;
use crate::failure::Failed;
use crate::reason;
use crate::server::House;
use crate::server::caller::Caller;

/// The file in the data directory.
pub(crate) const CODE_FILE: &str = "set-up-code";

/// How long a code is accepted; then there is another.
const CODE_SECONDS: u64 = 24 * 3_600;

/// What became of somebody's claim to be the first.
pub(crate) enum SettingUp {
    /// They are in.
    In(Box<Opened>),
    /// The code is another one.
    CodeWrong,
    /// There is somebody already.
    Over,
    /// There were too many tries; nothing was tried.
    TooMany(Timestamp),
}

impl Porter {
    /// Lets the first person in. What is wrong with name or password is an error.
    pub(crate) async fn set_up(&self, code: &str, show: SignIn<'_>) -> Result<SettingUp, Failed> {
        if let Some(until) = self.addresses.shut_until(show.from, now()) {
            return Ok(SettingUp::TooMany(until));
        }
        if !self.is_empty().await? {
            return Ok(SettingUp::Over);
        }
        let name = UserName::parse(show.name)
            .ok_or_else(|| Failed::new("error-user-name").text("name", show.name))?;
        self.check(show.password, &name).await?;
        let Some(code) = typed_code(code) else {
            return Ok(self.code_refused(&show).await);
        };
        let password = self.hashed(show.password).await?;
        let user = NewUser {
            name: name.clone(),
            scopes: Scopes::of([Scope::Admin]),
            password: password.clone(),
        };
        let caller = Caller::of_user(&name, Scopes::NONE, show.from);
        let line = caller.line(Deed::SetUp, Subject::default());
        let claim = PeopleChange::Claim { code, user };
        match self.store.change(vec![claim], line, now()).await {
            Ok(()) => {}
            Err(PeopleError::CodeRefused) => return Ok(self.code_refused(&show).await),
            Err(PeopleError::SetUpOver) => return Ok(SettingUp::Over),
            Err(error) => return Err(failed(error)),
        }
        let known = self.store.user(&name).await.map_err(failed)?;
        let (user, _) = known.ok_or_else(|| failed(PeopleError::NoUser(name)))?;
        let opened = self.open(user, &show, &password).await?;
        Ok(SettingUp::In(Box::new(opened)))
    }

    async fn code_refused(&self, show: &SignIn<'_>) -> SettingUp {
        self.addresses.failed(show.from, now());
        tracing::warn!(from = %show.from, "a wrong set-up code");
        self.refused(of_stranger(show.from, Deed::SetUp, "wrong"))
            .await;
        SettingUp::CodeWrong
    }

    async fn new_code(&self) -> Result<Secret, Failed> {
        let fresh = Fresh::set_up_code(&self.random);
        let fresh = fresh.map_err(|_| Failed::new("error-no-randomness"))?;
        let until = Timestamp(now().0.saturating_add(CODE_SECONDS));
        let kept = self.store.set_code(&fresh.digest, until).await;
        kept.map_err(failed)?;
        Ok(fresh.secret)
    }
}

/// How whoever runs the machine is told of a code.
pub(crate) struct Told {
    /// The file it is in.
    pub(crate) file: PathBuf,
    /// Where the pages are.
    pub(crate) url: String,
}

/// While there is nobody, makes a code, tells it where only those who run the machine look, and makes
/// another when its time is over. The file goes once somebody is in.
pub(crate) async fn keep_code(
    porter: &Arc<Porter>,
    house: &House,
    told: Told,
) -> Result<(), Failed> {
    if !porter.is_empty().await? {
        return forget(&told.file);
    }
    tell(porter, &told).await?;
    let (house, porter) = (house.clone(), porter.clone());
    house.tasks.clone().spawn(async move {
        let mut made = now();
        loop {
            tokio::select! {
                () = house.stop.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            let done = match porter.is_empty().await {
                Ok(false) => match forget(&told.file) {
                    Ok(()) => return,
                    Err(error) => Err(error),
                },
                Ok(true) if now().0.saturating_sub(made.0) >= CODE_SECONDS => {
                    made = now();
                    tell(&porter, &told).await
                }
                Ok(true) => Ok(()),
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                tracing::error!(error = error.in_english(), "the set-up code");
            }
        }
    });
    Ok(())
}

/// How often it is looked whether somebody came in.
const LOOK: Duration = Duration::from_secs(2);

async fn tell(porter: &Porter, told: &Told) -> Result<(), Failed> {
    let code = porter.new_code().await?;
    write(&told.file, &code).map_err(|error| {
        Failed::new("error-write")
            .file(&told.file)
            .because(reason::of_io(&error))
    })?;
    // The one secret that is logged, on purpose: it is worth something only until somebody used it.
    tracing::warn!(
        code = code.expose(),
        file = %told.file.display(),
        "nobody is set up yet: open {}/setup and enter the set-up code",
        told.url
    );
    Ok(())
}

fn write(path: &Path, code: &Secret) -> std::io::Result<()> {
    // One of before may have other permissions.
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(code.expose().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

fn forget(path: &Path) -> Result<(), Failed> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failed::new("error-write")
                .file(path)
                .because(reason::of_io(&error)))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
