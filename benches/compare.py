"""Runs mailseal and checkdmarc on the same domains and prints wall and CPU times with their ratios.

Whole processes are measured: start-up, imports and output included. CPU is user plus system time of
the process. A run whose exit status or number of reports is not the expected one ends the benchmark:
it is no measurement.
"""

import dataclasses
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
# The authoritative server of the batch, Knot DNS: the quickest there is to ask.
SERVER = "127.0.0.10"
ROUNDS_ONE = int(os.environ.get("ROUNDS_ONE", "11"))
ROUNDS_BATCH = int(os.environ.get("ROUNDS_BATCH", "5"))
BATCH = int(os.environ.get("BATCH", "1000"))
BATCH_LARGE = int(os.environ.get("BATCH_LARGE", "10000"))

AIM_ONE_WALL = 20
AIM_BATCH_CPU = 30
AIM_RATE = 1_000
AIM_PEAK_MB = 100

LEGEND = """\
  four   both sides: SPF, DMARC, MTA-STS, TLS-RPT. checkdmarc's by its library, since its command line
         cannot leave the others out.
  hosts  mailseal: these four, DANE, and the hosts: MX addresses, STARTTLS and certificate, PTR and HELO
         of senders, name servers, CAA, wildcards.
         checkdmarc: its whole command line with --check-mx-tls: these four, MX addresses, STARTTLS,
         TLSA, SOA, NS, DNSSEC, BIMI. Neither side's list holds the other's.
  all    mailseal alone: everything, that is DKIM too, with 24 known selectors tried."""


@dataclasses.dataclass(frozen=True)
class Subject:
    """A command under measurement; the domains to check come last."""

    name: str
    one: list
    batch: list
    # What a finished check may exit with: 1 is mailseal's for 'there are findings'.
    fine: tuple


class Run:
    """What one process took."""

    def __init__(self, command, fine, reports):
        server, datagrams = server_seconds(), datagrams_sent()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            start = time.monotonic()
            process = subprocess.Popen(command, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            # The object must not wait for a process that is gone.
            process.returncode = os.waitstatus_to_exitcode(status)
            self.server = server_seconds() - server
            # Every query and every reply is one.
            self.queries = (datagrams_sent() - datagrams) / 2
            self.user, self.system = usage.ru_utime, usage.ru_stime
            self.cpu = self.user + self.system
            self.peak_mb = usage.ru_maxrss / 1024
            out.seek(0)
            err.seek(0)
            found = count_reports(out.read())
            if process.returncode not in fine or found != reports:
                sys.exit(
                    f"{' '.join(command)}\nexit {process.returncode}, {found} of {reports} reports\n"
                    f"{err.read().decode(errors='replace')[-2000:]}"
                )


def count_reports(text):
    """How many domains a list, a document or lines of documents speak of."""
    try:
        document = json.loads(text)
    except ValueError:
        lines = text.splitlines()
        return sum("domain" in json.loads(line) for line in lines) if lines else 0
    return len(document) if isinstance(document, list) else 1


def server_seconds():
    """CPU seconds that the name server used so far."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue  # The process ended while we looked.
        if text[text.index("(") + 1 : text.rindex(")")] == "knotd":
            fields = text[text.rindex(")") + 2 :].split()
            total += (int(fields[11]) + int(fields[12])) / tick
    return total


def datagrams_sent():
    """UDP datagrams sent so far in this network namespace."""
    lines = pathlib.Path("/proc/net/snmp").read_text().splitlines()
    names, values = (line.split() for line in lines if line.startswith("Udp:"))
    return int(values[names.index("OutDatagrams")])


def median(runs, field):
    return statistics.median(getattr(run, field) for run in runs)


def verdict(value, aim, is_met):
    return f"{value} (aim {aim}: {'met' if is_met else 'MISSED'})"


def one_domain(pairs, alone):
    print(f"\nOne domain, d1.batch.test: medians of {ROUNDS_ONE} rounds, taken in turn")
    print(f"  {'':<18}{'wall ms':>9}{'CPU ms':>9}{'queries':>9}   wall ms, least to most")
    runs = {}
    subjects = [*(subject for pair in pairs.values() for subject in pair), alone]
    for round_number in range(-1, ROUNDS_ONE):
        for subject in subjects:
            run = Run([*subject.one, "d1.batch.test"], subject.fine, 1)
            # The first round fills the caches of the machine.
            if round_number >= 0:
                runs.setdefault(subject.name, []).append(run)
    for subject in subjects:
        taken = runs[subject.name]
        least, most = (f(run.wall for run in taken) * 1e3 for f in (min, max))
        print(
            f"  {subject.name:<18}{median(taken, 'wall') * 1e3:9.1f}{median(taken, 'cpu') * 1e3:9.1f}"
            f"{median(taken, 'queries'):9.0f}   {least:.1f} to {most:.1f}"
        )
    for checks, (ours, theirs) in pairs.items():
        wall, cpu = (median(runs[theirs.name], f) / median(runs[ours.name], f) for f in ("wall", "cpu"))
        said = verdict(f"{wall:.0f} times less wall", AIM_ONE_WALL, wall >= AIM_ONE_WALL)
        print(f"  {checks:<6} {said}, {cpu:.0f} times less CPU")


def batch(pairs, alone, directory):
    print(
        f"\n{BATCH} domains in one process, name server on the same processors: medians of"
        f" {ROUNDS_BATCH} rounds (checkdmarc: 1)"
    )
    print(
        f"  {'':<18}{'domains/s':>10}{'CPU ms':>9}{'kernel':>8}{'server ms':>11}{'queries':>9}{'peak MB':>9}"
        "   each domain; domains/s, least to most"
    )
    path = directory / "batch"
    path.write_text("".join(f"d{number}.batch.test\n" for number in range(1, BATCH + 1)))
    runs = {}
    for ours, theirs in [*pairs.values(), (alone, None)]:
        for subject, rounds in ((ours, ROUNDS_BATCH), (theirs, 1)):
            if subject is None:
                continue
            command = [*subject.batch, str(path)]
            taken = [Run(command, subject.fine, BATCH) for _ in range(rounds)]
            runs[subject.name] = taken
            cpu = median(taken, "cpu")
            rates = [BATCH / run.wall for run in taken]
            print(
                f"  {subject.name:<18}{statistics.median(rates):10.0f}{cpu / BATCH * 1e3:9.3f}"
                f"{median(taken, 'system') / cpu:8.0%}{median(taken, 'server') / BATCH * 1e3:11.3f}"
                f"{median(taken, 'queries') / BATCH:9.1f}{median(taken, 'peak_mb'):9.0f}"
                f"   {min(rates):.0f} to {max(rates):.0f}"
            )
    for checks, (ours, theirs) in pairs.items():
        wall, cpu = (median(runs[theirs.name], f) / median(runs[ours.name], f) for f in ("wall", "cpu"))
        said = verdict(f"{cpu:.0f} times less CPU", AIM_BATCH_CPU, cpu >= AIM_BATCH_CPU)
        print(f"  {checks:<6} {said}, {wall:.0f} times less wall; {rate_verdict(runs[ours.name])}")
    print(f"  all    {rate_verdict(runs[alone.name])}")


def rate_verdict(taken):
    rate = BATCH / median(taken, "wall")
    return verdict(f"{rate:.0f} domains/s", AIM_RATE, rate >= AIM_RATE)


def memory(subjects, directory):
    print(f"\n{BATCH_LARGE} domains in one process")
    path = directory / "large"
    path.write_text("".join(f"d{number}.batch.test\n" for number in range(1, BATCH_LARGE + 1)))
    for ours in subjects:
        run = Run([*ours.batch, str(path)], ours.fine, BATCH_LARGE)
        peak = verdict(f"peak {run.peak_mb:.0f} MB", AIM_PEAK_MB, run.peak_mb < AIM_PEAK_MB)
        print(f"  {ours.name:<18}{BATCH_LARGE / run.wall:10.0f} domains/s   {peak}")


def subjects(mailseal, python, ca):
    """For each set of checks, our command and theirs; and ours with everything."""
    ours = [mailseal, "check", "--dns", SERVER, "--quiet", "--allow-private", "--ca", ca]
    checkdmarc = [str(pathlib.Path(python).parent / "checkdmarc"), "--check-mx-tls", "--timeout", "5"]
    four = [python, str(HERE / "peer_same.py"), SERVER]
    hosts = [*checkdmarc, "--nameserver", SERVER, "--"]

    def mailseal_with(name, options):
        command = [*ours, *options, "--format"]
        return Subject(name, [*command, "json"], [*command, "ndjson", "--from"], (0, 1))

    only = "spf,dmarc,mta-sts,tls-rpt"
    pairs = {
        "four": (
            mailseal_with("mailseal, four", ["--only", only]),
            Subject("checkdmarc, four", four, four, (0,)),
        ),
        "hosts": (
            mailseal_with("mailseal, hosts", ["--only", f"{only},dane,mail"]),
            Subject("checkdmarc, hosts", hosts, hosts, (0,)),
        ),
    }
    return pairs, mailseal_with("mailseal, all", [])


def main():
    mailseal, python = sys.argv[1:]
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} before the start")
    if load > 1:
        print("  OTHERS USE THIS MACHINE: wall times are too long, the peer's as well as ours")
    print(f"What is compared\n{LEGEND}")
    pairs, alone = subjects(mailseal, python, os.environ["SSL_CERT_FILE"])
    one_domain(pairs, alone)
    with tempfile.TemporaryDirectory() as name:
        batch(pairs, alone, pathlib.Path(name))
        memory([pairs["four"][0], alone], pathlib.Path(name))


main()
