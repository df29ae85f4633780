"""checkdmarc's SPF, DMARC, MTA-STS and TLS-RPT checks and no others, by its library.

Its command line always looks at DNSSEC, SOA, NS, MX and BIMI as well.
"""

import json
import pathlib
import sys

import checkdmarc.dmarc
import checkdmarc.mta_sts
import checkdmarc.smtp_tls_reporting
import checkdmarc.spf

CHECKS = (
    checkdmarc.spf.check_spf,
    checkdmarc.dmarc.check_dmarc,
    checkdmarc.mta_sts.check_mta_sts,
    checkdmarc.smtp_tls_reporting.check_smtp_tls_reporting,
)

server, given = sys.argv[1:]
path = pathlib.Path(given)
domains = path.read_text().split() if path.exists() else [given]
reports = [
    {"domain": domain} | {check.__name__: check(domain, nameservers=[server]) for check in CHECKS}
    for domain in domains
]
print(json.dumps(reports, indent=2))
