//! Starts the world and runs a command inside, by default a shell.
//!
//! `cargo run -p mailseal-peers -- [--batch DOMAINS] [kdig good.test MX]`

use peers::World;

fn main() {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let batch = match arguments.next_if(|argument| argument == "--batch") {
        Some(_) => arguments
            .next()
            .and_then(|number| number.to_str()?.parse().ok()),
        None => Some(0),
    };
    let Some(batch) = batch else {
        eprintln!("--batch wants a number of domains");
        std::process::exit(2);
    };
    let program = arguments.next();
    let world = World::with_batch(batch);
    let mut command = match &program {
        Some(program) => world.command(program),
        None => {
            println!(
                "The resolver is {}, the authority's certificate {}.",
                world.resolver(),
                world.ca_pem().display()
            );
            for (domain, about) in World::domains() {
                println!("  {domain:<24} {about}");
            }
            world.command("sh")
        }
    };
    let status = command
        .args(arguments)
        .env("SSL_CERT_FILE", world.ca_pem())
        .status();
    drop(world);
    match status.map(|status| status.code()) {
        Ok(code) => std::process::exit(code.unwrap_or(1)),
        Err(error) => panic!("cannot run {program:?}: {error}"),
    }
}
