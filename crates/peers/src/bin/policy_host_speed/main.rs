//! How quickly `mailseal serve` answers beside nginx: the same policy, the same certificate, the same
//! machine, in turn.
//!
//! `policy_host_speed MAILSEAL`; by environment: `SECONDS` (4) of each measurement, `ROUNDS` (5).
//!
//! The server has the first processor for itself, the clients the second, so that neither takes from
//! the other. Where the clients are slower than the server, both servers are as quick as the clients:
//! what tells then is the processor time of a request.

mod load;
mod subjects;

use std::time::Duration;

use rustix::thread::{CpuSet, sched_setaffinity};

use load::{Connections, Load, Measured};
use subjects::Subjects;

/// How many ask at a time.
const CLIENTS: usize = 16;

fn main() {
    let mailseal = std::env::args().nth(1);
    let Some(mailseal) = mailseal else {
        eprintln!("policy_host_speed MAILSEAL");
        std::process::exit(2);
    };
    let number = |name: &str, otherwise: u64| match std::env::var(name) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no number")),
        Err(_) => otherwise,
    };
    let (seconds, rounds) = (number("SECONDS", 4), number("ROUNDS", 5));

    // What is started inherits it.
    on_processor(0);
    let subjects = Subjects::start(mailseal.as_ref());
    on_processor(1);
    println!(
        "{rounds} rounds of {seconds} s in turn, {CLIENTS} clients; server on one processor, clients on another"
    );
    for connections in [Connections::Kept, Connections::Fresh] {
        compare(&subjects, connections, Duration::from_secs(seconds), rounds);
    }
}

fn compare(subjects: &Subjects, connections: Connections, time: Duration, rounds: u64) {
    let mut taken: [Vec<Measured>; 2] = [Vec::new(), Vec::new()];
    for round in 0..=rounds {
        for (of_one, subject) in taken.iter_mut().zip(subjects.all()) {
            let load = Load {
                at: subject.at,
                host: subjects::HOST,
                client: &subjects.client,
                connections,
                clients: CLIENTS,
            };
            let before = subject.processor_time();
            let mut measured = load.run(time);
            measured.processor_time = subject.processor_time() - before;
            // The first round fills caches.
            if round > 0 {
                of_one.push(measured);
            }
        }
    }
    let what = match connections {
        Connections::Kept => "kept connections",
        Connections::Fresh => "a connection and a full TLS 1.3 handshake for each request",
    };
    println!(
        "\n{what}\n  {:<10}{:>12}{:>10}{:>10}{:>16}",
        "", "requests/s", "p50 ms", "p99 ms", "CPU µs/request"
    );
    let rows = taken.map(|taken| Row::of(&taken, time));
    for (row, subject) in rows.iter().zip(subjects.all()) {
        println!(
            "  {:<10}{:>12.0}{:>10.2}{:>10.2}{:>16.1}",
            subject.name, row.rate, row.p50, row.p99, row.processor
        );
    }
    let [ours, theirs] = rows;
    let ratio = theirs.processor / ours.processor;
    println!(
        "  {:.2} times its requests per second, {:.2} times its p99; {ratio:.2} times the requests for a \
         second of CPU (aim 1: {})",
        ours.rate / theirs.rate,
        ours.p99 / theirs.p99,
        if ratio >= 1.0 { "met" } else { "MISSED" }
    );
}

/// Medians over the rounds.
struct Row {
    rate: f64,
    p50: f64,
    p99: f64,
    processor: f64,
}

impl Row {
    fn of(taken: &[Measured], time: Duration) -> Row {
        let median = |value: &dyn Fn(&Measured) -> f64| {
            let mut values: Vec<f64> = taken.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let count = |measured: &Measured| measured.took.len() as f64;
        let milliseconds = |took: Duration| took.as_secs_f64() * 1e3;
        Row {
            rate: median(&|measured| count(measured) / time.as_secs_f64()),
            p50: median(&|measured| milliseconds(measured.quantile(0.50))),
            p99: median(&|measured| milliseconds(measured.quantile(0.99))),
            processor: median(&|measured| {
                measured.processor_time.as_secs_f64() * 1e6 / count(measured)
            }),
        }
    }
}

/// Runs from now on, with all that is started, on this processor alone. On a machine with one only it is
/// shared.
fn on_processor(number: usize) {
    let mut set = CpuSet::new();
    set.set(number);
    if let Err(error) = sched_setaffinity(None, &set) {
        eprintln!("processor {number} is not to be had alone: {error}");
    }
}
