//! `mailseal mailcow detect DOMAIN`: who serves the policy, and why mailcow's page shows a question
//! mark. Asks the DNS and the policy host; mailcow's interface says nothing of either.

use app::mailcow::{PolicySource, source};
use protocols::answers::Answers;

use crate::cli::Exit;
use crate::cli::args::MailcowDetectArgs;
use crate::cli::world::evaluated;
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render::question::failure_key;
use crate::wording::Arguments;

pub(crate) fn run(args: &MailcowDetectArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let found = evaluated(&args.world, context, |answers: &Answers| {
        Ok(source(answers.policy(&domain)?.main()))
    })?;
    let words = &context.catalogue;
    let (key, exit) = match found {
        PolicySource::MailcowRow => ("mailcow-source-row", Exit::Fine),
        PolicySource::Mailseal => ("mailcow-source-mailseal", Exit::Fine),
        PolicySource::File => ("mailcow-source-file", Exit::Findings),
        PolicySource::NoPolicy => ("mailcow-source-no-policy", Exit::Findings),
        PolicySource::Nothing => ("mailcow-source-nothing", Exit::Findings),
        PolicySource::Unknown(_) => ("mailcow-source-unknown", Exit::Unknown),
    };
    let failure = match found {
        PolicySource::Unknown(failure) => words.word(failure_key(failure)),
        PolicySource::MailcowRow
        | PolicySource::Mailseal
        | PolicySource::File
        | PolicySource::NoPolicy
        | PolicySource::Nothing => String::new(),
    };
    let arguments = Arguments::none()
        .text("domain", domain.as_str())
        .text("failure", failure);
    let mark = words.say("mailcow-question-mark", &arguments);
    context.print(&format!("{}\n\n{mark}\n", words.say(key, &arguments)))?;
    Ok(exit)
}
