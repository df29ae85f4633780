# The two commands that matter: `make run` and `make test`. Both do all the set-up.

.PHONY: run test peers clean-peers lint doc deb bench soak fuzz world

# Of the live domain to check; without it `make run` needs no network.
DOMAIN ?=
MAILSEAL = cargo run --quiet --package mailseal --
FUZZ_SECONDS ?= 10

ifeq ($(DOMAIN),)
# The main job on the embedded store: add a domain, write its zone, check that zone.
run:
	@set -eu; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	set -x; \
	cargo build --package mailseal; \
	$(MAILSEAL) --data-dir "$$dir" add example.com --mx mail.example.com; \
	$(MAILSEAL) --data-dir "$$dir" records example.com --zone docs/sample.zone --offline --format zone > "$$dir/ours.zone"; \
	cat docs/sample.zone "$$dir/ours.zone" > "$$dir/example.com.zone"; \
	$(MAILSEAL) --data-dir "$$dir" check example.com --zone "$$dir/example.com.zone" --offline --allow-private
else
run:
	$(MAILSEAL) check $(DOMAIN)
endif

# Everything, against real servers in network namespaces; needs root.
test: peers
	cargo test --workspace

# The real servers that end-to-end tests talk to, from Debian; installs what is missing.
peers:
	@sh scripts/install-peers

# What killed test processes left: servers, namespaces, directories.
clean-peers:
	@sh crates/peers/cleanup.sh

# The little internet of the tests, with a shell inside.
world: peers
	cargo run --quiet --package mailseal-peers

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo run --quiet --package xtask -- licences
	cargo run --quiet --package xtask -- arrows
	cargo run --quiet --package xtask -- citations

doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# The Debian package, into target/debian.
deb:
	cargo build --release --locked --package mailseal
	sh packaging/deb/build "$${CARGO_TARGET_DIR:-target}/release/mailseal" "$${CARGO_TARGET_DIR:-target}/debian"

bench: peers
	sh benches/run

# All that strangers do to the policy host, for longer than a test run takes.
SOAK_SECONDS ?= 1800
soak: peers
	SOAK_SECONDS=$(SOAK_SECONDS) cargo test --package mailseal --test serve soak -- --nocapture

fuzz:
	sh scripts/fuzz $(FUZZ_SECONDS)
