"""Runs mailseal and checkdmarc on the same domains and prints wall and CPU times with their ratios.

Whole processes are measured: start-up, imports and output included. CPU is user plus system time of
the process; of the name server it is what its processes used meanwhile.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

SERVER = "127.0.0.10"
ROUNDS_ONE = 9
BATCH = 1_000
BATCH_MEMORY = 10_000


class Run:
    """What one process took."""

    def __init__(self, command):
        before = server_seconds()
        start = time.monotonic()
        with open(os.devnull, "w") as null:
            process = subprocess.Popen(command, stdout=null, stderr=null)
            _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.monotonic() - start
        self.status = os.waitstatus_to_exitcode(status)
        self.user, self.system = usage.ru_utime, usage.ru_stime
        self.cpu = self.user + self.system
        self.peak_mb = usage.ru_maxrss / 1024
        self.server = server_seconds() - before


def server_seconds():
    """CPU seconds that name servers used so far."""
    total = 0.0
    tick = os.sysconf("SC_CLK_TCK")
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue  # The process ended while we looked.
        name = text[text.index("(") + 1 : text.rindex(")")]
        if name in ("knotd", "named", "unbound"):
            fields = text[text.rindex(")") + 2 :].split()
            total += (int(fields[11]) + int(fields[12])) / tick
    return total


def median(runs, value):
    """The run in the middle by one of its values."""
    return sorted(runs, key=value)[len(runs) // 2]


def one_domain(mailseal, checkdmarc):
    print(f"One domain, median of {ROUNDS_ONE} rounds, taken in turn")
    ours, ours_all, theirs = [], [], []
    for _ in range(ROUNDS_ONE):
        ours.append(Run([mailseal, "check", "d1.batch.test", "--dns", SERVER, *SAME, "--format", "json"]))
        ours_all.append(Run([mailseal, "check", "d1.batch.test", "--dns", SERVER, "--allow-private", "--format", "json"]))
        theirs.append(Run([checkdmarc, "-n", SERVER, "d1.batch.test"]))
    ours, ours_all, theirs = (median(runs, lambda run: run.wall) for runs in (ours, ours_all, theirs))
    for name, run in (("mailseal", ours), ("mailseal, all checks", ours_all), ("checkdmarc", theirs)):
        print(f"  {name:<22} wall {run.wall * 1e3:8.1f} ms   CPU {run.cpu * 1e3:8.1f} ms   exit {run.status}")
    print(f"  ratio: {theirs.wall / ours.wall:.0f}x less wall (aim 20x), {theirs.cpu / ours.cpu:.0f}x less CPU")


def batch(mailseal, checkdmarc, directory):
    print(f"{BATCH} domains, one process each")
    names = [f"d{number}.batch.test" for number in range(1, BATCH_MEMORY + 1)]
    small, large = directory / "small", directory / "large"
    small.write_text("\n".join(names[:BATCH]) + "\n")
    large.write_text("\n".join(names) + "\n")
    command = [mailseal, "check", "--dns", SERVER, "--format", "ndjson", "--quiet"]
    ours = Run([*command, *SAME, "--from", str(small)])
    ours_all = Run([*command, "--allow-private", "--from", str(small)])
    theirs = Run([checkdmarc, "-n", SERVER, str(small)])
    for name, run in (("mailseal", ours), ("mailseal, all checks", ours_all), ("checkdmarc", theirs)):
        print(
            f"  {name:<22} {BATCH / run.wall:7.0f} domains/s   CPU {run.cpu / BATCH * 1e3:7.3f} ms/domain"
            f"   kernel {run.system / run.cpu:4.0%}   name server {run.server / BATCH * 1e3:6.3f} ms/domain"
            f"   peak {run.peak_mb:5.0f} MB   exit {run.status}"
        )
    print(f"  ratio: {theirs.cpu / ours.cpu:.0f}x less CPU (aim 30x), {theirs.wall / ours.wall:.0f}x less wall; aim 1000 domains/s")
    flat = Run([*command, *SAME, "--from", str(large)])
    print(
        f"  {BATCH_MEMORY} domains            {BATCH_MEMORY / flat.wall:7.0f} domains/s   peak {flat.peak_mb:.0f} MB"
        f" (aim under 100 MB)   exit {flat.status}"
    )


# What checkdmarc looks at as well. It has no DKIM, and STARTTLS and TLSA only on request.
SAME = ["--only", "spf,dmarc,mta-sts,tls-rpt"]


def main():
    mailseal, checkdmarc = sys.argv[1:]
    one_domain(mailseal, checkdmarc)
    with tempfile.TemporaryDirectory() as directory:
        batch(mailseal, checkdmarc, pathlib.Path(directory))


main()
