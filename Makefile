# Two commands: `make run` builds everything and serves the map, `make test`
# tests everything. Both start from a fresh clone with Rust, Node and make.

.PHONY: run build test check unit browser picture web bench clean

run: build
	target/release/dateline serve

build: web
	cargo build --release

# The page, which the program embeds.
web: web/dist/index.html

web/dist/index.html: web/node_modules $(shell find web/src web/public web/index.html web/*.json web/*.ts -type f 2>/dev/null)
	cd web && npm run build

web/node_modules: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch web/node_modules

test: web check unit browser

check:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cd web && npm run check

unit:
	cargo test
	cd web && npm test

browser:
	cargo build
	cd web && npm run test:browser

# The picture in the README, from the browser tests.
picture: browser
	cp tests/browser/output/lines.png docs/screenshot.png

bench:
	cargo bench

clean:
	cargo clean
	rm -rf web/dist web/node_modules
