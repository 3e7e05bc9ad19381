# Everything the project does, by name. Needs Go and make, and a POSIX shell
# (on Windows the one of Git for Windows). Tools are Go programs at a pinned
# version, built when first used. Written for GNU make 3.81 and later, the
# version macOS ships.

# What is compiled is the same in whatever directory, so that copies of the module,
# of which verify and some tests make one, compile nothing again.
export GOFLAGS += -trimpath

# Compilers and the linter collect garbage less often than others: more memory (the
# linter 2.6 GB, not 1.2), and a seventh to a quarter less processor time. Tests do not.
seldom = GOGC=400
gotest = $(seldom) go test -vet=off -exec 'env GOGC=100'

# To move to another version, change it here and run `make lint`.
golangci_lint = v2.15.0
# The linter may need a newer Go than the module does; `auto` lets the go
# command fetch it for this one command. The argument is for `go run`.
golangci = $(seldom) GOTOOLCHAIN=auto go run $(1) github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(golangci_lint)

# -race where this machine can: outside macOS it needs a C compiler.
race = $$(go list -race -f -race errors 2>/dev/null || echo "without the race detector: it needs a C compiler here" >&2)

FUZZTIME = 60s
MODE = live

.DEFAULT_GOAL = help
.PHONY: help demo generate verify lint test test-redis tapes cover record trust otel fuzz fuzz-short check check-more
# verify rewrites gen/, which everything else reads. Only the recipe beside runs
# targets at the same time, and they only read.
ifndef at_once
.NOTPARALLEL:
endif
beside = +@$(MAKE) --no-print-directory at_once=2 -j2 $(filter-out $(WITHOUT),$(1))

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## live one visit to each vendor, and one fault, against fakes on this machine
	go run ./pkg/internal/demo

.PHONY: vendors
vendors: ## serve a fake of each vendor on this machine, for programs in any language (ARGS: -h lists them)
	go run ./pkg/vendortest/cmd/vendors $(ARGS)

generate: ## check specs/ and write gen/ anew; if anything fails gen/ stays as it was
	@$(seldom) sh .github/scripts/generate.sh

verify: generate ## fail if gen/, go.mod or go.sum is not what specs/ and the code need
	@git rev-parse --is-inside-work-tree >/dev/null
	@stale=$$(git status --porcelain --untracked-files=all --ignored -- gen pkg/internal/probe/probeapi go.mod go.sum | grep -v '^. '); \
	if [ -n "$$stale" ]; then \
		echo "$$stale"; \
		echo "make generate has written these, and they are neither committed nor staged. To mend it:"; \
		echo; echo "    git add gen go.mod go.sum"; echo; \
		exit 1; \
	fi >&2
	go mod verify
	go mod tidy -diff

lint: ## formatting and golangci-lint
	$(call golangci,) fmt --diff --config .github/golangci.yml
	$(call golangci,) run --config .github/golangci.yml ./...

# The files that a system builds, package by package: what differs from this
# system's is linted for that system too. The rest is the same text, so it is only compiled.
files = '{{.ImportPath}} {{.GoFiles}} {{.TestGoFiles}} {{.XTestGoFiles}}'

.PHONY: lint-systems
lint-systems: ## for the other systems: go vet, and golangci-lint where their files differ
	@here=$$(mktemp) && trap 'rm -f "$$here"' EXIT && go list -f $(files) ./... >"$$here"; \
	for os in $(filter-out $(shell go env GOOS),linux darwin windows); do \
		echo "go vet and golangci-lint, GOOS=$$os"; \
		GOOS=$$os go vet ./... || exit 1; \
		differ=$$(GOOS=$$os go list -f $(files) ./... | grep -vxFf "$$here" | cut -d' ' -f1); \
		[ -z "$$differ" ] || $(call golangci,-exec "env GOOS=$$os") run --config .github/golangci.yml \
			$$(go list -f '{{.Dir}}' $$differ) || exit 1; \
	done

# -vet=off: `make lint` vets all that is compiled here, with more checks. The longest
# are named first, so that none is left alone on one core at the end, and two packages
# run per core, because tests also wait for processes and disks.
test: ## run all tests, with the race detector where there is a C compiler
	$(gotest) -p $$((2 * $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2))) $(race) ./specs ./pkg/internal/trust ./pkg/transport ./...

# The store of tokens in Redis is a module of its own, so that what it needs is no
# requirement of this one.
redis = pkg/token/redisstore

test-redis: ## lint and test the store of tokens in Redis, a module of its own
	go -C $(redis) mod tidy -diff
	$(call golangci,-C $(redis)) run --config ../../../.github/golangci.yml ./...
	go -C $(redis) test $(race) ./...

# Tests that call race.Skip have nothing concurrent in them, and those that call
# race.Part are long. The race detector would make minutes of them, so `make test`
# leaves them, or a part of them, to these two.
.PHONY: sweeps
sweeps: ## what `make test` skips or shortens under the race detector: tests of documents, canaries, schedules of purchases
	$(gotest) ./pkg/internal/drift ./pkg/vendortest ./specs
	$(gotest) -run 'NoCanaryShows|NoTapeShows|NoLostAnswer|WhatWasCarriedOut|APurchaseHappensOnce|NoFaultDelivers|FileStoreIsShared|HoldsASecretWhatever' \
		./pkg/internal/trust ./pkg/transport ./pkg/hlconnect ./pkg/token ./pkg/musement

tapes: ## all gates over the tapes: their form, composing them anew, altered copies
	$(gotest) -count=1 ./pkg/internal/contract/... ./pkg/internal/vcr ./pkg/internal/redact
	$(gotest) -count=1 -run Contract $(patsubst cassettes/%/,./pkg/%,$(wildcard cassettes/*/))

cover: ## print which documented responses have a tape and a contract test
	go run ./pkg/internal/contract/cover

record: ## make VENDOR's tapes anew: live (needs its credentials) or MODE=compose
	@case "$$VENDOR" in ''|*[!a-z0-9]*) echo "which vendor? make record VENDOR=venuemanager [MODE=live|compose]" >&2; exit 2;; esac
	@case "$(MODE)" in live|compose) ;; *) echo "MODE is live or compose, not $(MODE)" >&2; exit 2;; esac
	@test -f "specs/$$VENDOR.yaml" || { echo "specs/$$VENDOR.yaml does not exist" >&2; exit 2; }
	go run ./pkg/internal/contract/record "$$VENDOR" "$(MODE)"

trust: ## run the trust scenarios in full, without the race detector, and print a table of them
	go run ./pkg/internal/trust/table

otel: ## lint and run the example of OpenTelemetry, which is a module of its own
	go -C pkg/internal/otelexample mod tidy -diff
	$(call golangci,-C pkg/internal/otelexample) run --config ../../../.github/golangci.yml ./...
	go -C pkg/internal/otelexample test ./...

fuzz: ## run every fuzz target for FUZZTIME (60s)
	@grep -r --include='*_test.go' '^func Fuzz' specs pkg | sed 's|^\(.*\)/[^/]*:func \(Fuzz[A-Za-z0-9_]*\).*|\2 ./\1|' | sort | \
	{ failed=0 targets=0; while read -r target package; do \
		echo "$$target in $$package"; targets=1; \
		go test -vet=off -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "$$package" || failed=1; \
	done; [ $$targets = 1 ] || { echo "there is no fuzz target" >&2; exit 1; }; exit $$failed; }

fuzz-short: ## the same for two seconds each
	@$(MAKE) --no-print-directory fuzz FUZZTIME=2s

check: verify ## the gates of this module (WITHOUT: targets to leave out)
	$(call beside,test lint-specs lint-workflows lint tapes)

check-more: ## what CI runs besides: long tables of tests, the modules beside this one, the pages, clients in other languages
	$(call beside,docs-check test-redis sweeps otel check-clients)

# The pages are made by a module of its own, pkg/internal/site, so that what it
# needs is no requirement of this one.
site = go -C pkg/internal/site

.PHONY: docs docs-check
docs: ## write the vendors' reference and the guides to site/, as pages
	$(site) run . -root ../../.. -out site

docs-check: ## lint and test the pages, and look at each in headless Chromium
	$(site) mod tidy -diff
	$(call golangci,-C pkg/internal/site) run --config ../../../.github/golangci.yml ./...
	$(site) test -count=1 ./...

.PHONY: vendor test-vendor

test-vendor: ## lay out a vendor in a copy of the module, and generate, compile and test it there
	go test -count=1 ./pkg/internal/newvendor

vendor: ## lay out the vendor NAME, from its published description FROM (OpenAPI 3 or Swagger 2.0) if there is one
	@test -n "$$NAME" || { echo "which name? make vendor NAME=acme [FROM=openapi.json]" >&2; exit 2; }
	go run ./pkg/internal/newvendor "$$NAME" $(if $(FROM),"$$FROM")

# What a vendor publishes, against what is written here.
.PHONY: drift drift-published drift-issue

drift: ## compare VENDOR's specification with FILE, what the vendor publishes (OpenAPI 3 or Swagger 2.0)
	@case "$$VENDOR" in ''|*[!a-z0-9]*) echo "which vendor? make drift VENDOR=musement FILE=published.json" >&2; exit 2;; esac
	@test -f "$$FILE" || { echo "FILE is the vendor's description, as a file: \"$$FILE\" is none" >&2; exit 2; }
	@go run ./pkg/internal/drift "$$VENDOR" "$$FILE"

drift-published: ## the same for every vendor with x-published, from that address, into drift.md (needs curl)
	@sh .github/scripts/drift.sh

drift-issue: ## open an issue with drift.md, renew the open one, or close it when there is no drift (needs gh)
	@sh .github/scripts/drift-issue.sh

.PHONY: vendors-check
vendors-check: ## use the page of the fakes in headless Chromium
	$(site) test -run TestVendorsPage ./...

# The clients that a call is compared with are requirements of a module of its own,
# pkg/internal/bench.
bench = go -C pkg/internal/bench

.PHONY: bench bench-check
bench: ## compare calls with the same by hand and with other clients: the tables of .github/BENCHMARKS.md (ARGS: -h lists them)
	$(bench) generate ./...
	$(bench) run . $(ARGS)

bench-check: ## lint what make bench runs, and run it once
	$(bench) generate ./...
	$(bench) mod tidy -diff
	$(bench) vet ./...
	$(call golangci,-C pkg/internal/bench) run --config ../../../.github/golangci.yml ./...
	$(bench) run . -rounds 1 -calls 10 -lists 1

.PHONY: test-jsonv2
test-jsonv2: ## run all tests with the experimental encoding/json of Go
	GOEXPERIMENT=jsonv2 go test ./...

# What a change means, and the way from a specification to a release. BASE is
# the commit to compare with. It, MODULE and VERSION may come from a branch's or a
# tag's name: the shell reads them. Put there by make, they could run commands.
.PHONY: review spec-diff api-diff test-review lint-specs lint-workflows regenerate regenerate-newest regenerate-commit release-check release-sbom release-archive release-publish ci-fresh ci-install

actionlint = v1.7.12

review: ## what the change since BASE means, as Markdown for its reviewers
	@go -C pkg/internal/review run . page "$$BASE"

spec-diff: ## what the change since BASE means on the wire; fails on a break the changelog does not tell
	@go -C pkg/internal/review run . spec-diff "$$BASE"

api-diff: ## what the change since BASE means for Go programs; fails likewise
	@go -C pkg/internal/review run . api-diff "$$BASE"

test-review: ## lint the review of changes; seed faults into specs/, the linter, the workflows and the release: each gate must fail
	go -C pkg/internal/review mod tidy -diff
	$(call golangci,-C pkg/internal/review) run --config ../../../.github/golangci.yml ./...
	$(seldom) go -C pkg/internal/review test -count=1 -timeout 40m ./...

# Ends the recipe where the program $(1) is missing: well, unless CI is set.
or-skip = command -v $(1) >/dev/null || { echo "$@ is skipped: it needs $(1)" >&2; [ -z "$$CI" ]; exit; }

lint-specs: ## Redocly's linter over specs/ (needs node and npm)
	@$(call or-skip,npm); cd .github/lint && \
	{ [ -d node_modules ] && cmp -s package-lock.json node_modules/.installed || { npm ci --silent && cp package-lock.json node_modules/.installed; }; } && \
	cd ../.. && REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true .github/lint/node_modules/.bin/redocly lint \
		--config .github/lint/redocly.yaml --max-problems 1000 $$(ls specs/*.yaml | grep -v oapi-codegen)

lint-workflows: ## actionlint over .github/workflows
	@go run github.com/rhysd/actionlint/cmd/actionlint@$(actionlint) -shellcheck= -pyflakes=

regenerate: ## generate and say what is to be done, by cause; what differs is in regenerate.patch
	@sh .github/scripts/regenerate.sh

regenerate-newest: ## the same with the newest version of MODULE
	@sh .github/scripts/regenerate.sh newest "$$MODULE"

regenerate-commit: ## commit regenerate.patch, made from MADE_FROM, to BRANCH, or open or renew a pull request with it
	@sh .github/scripts/commit-regenerated.sh

release-check: ## all of a release but the pushing: version (or VERSION), notes, a program that installs it
	@go -C pkg/internal/review run . release "$$VERSION"

release-sbom: ## what GitHub knows of the module's dependencies, as SPDX in sbom.spdx.json (needs gh)
	gh api "repos/$$GITHUB_REPOSITORY/dependency-graph/sbom" --jq .sbom > sbom.spdx.json

release-archive: ## the committed tree as release.tar.gz, which provenance is attested for
	git archive --format=tar.gz --prefix=boxoffice/ -o release.tar.gz HEAD

release-publish: ## a release on GitHub for the pushed tag VERSION, from what is in MADE_IN (needs gh)
	gh release create "$$VERSION" --title "$$VERSION" --verify-tag --notes-file "$${MADE_IN:-.}/release-notes.md" \
		$$(case "$$VERSION" in *-*) echo --prerelease;; esac) release.tar.gz "$${MADE_IN:-.}/sbom.spdx.json"

ci-fresh: ## make check as a stranger meets it: the README's commands first, in a fresh clone with empty caches
	.ci/run

ci-install: ## what the tests need on a Debian machine of CI
	sudo apt-get update -qq
	sudo apt-get install -y -qq --no-install-recommends redis-server

.PHONY: check-clients
check-clients: ## the vendors' Node SDK and generated TypeScript clients against the standalone fakes (needs node 20 and npm)
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
		if [ -n "$$CI" ]; then echo "check-clients needs node 20 or later and npm: install them" >&2; exit 1; fi; \
		echo "check-clients is skipped: it needs node 20 or later and npm"; exit 0; \
	fi; \
	cd .github/clients && { [ -d node_modules ] && cmp -s package-lock.json node_modules/.installed || { npm ci --silent --no-audit --no-fund && cp package-lock.json node_modules/.installed; }; } && \
	npm run --silent generate && npm run --silent build && cd ../.. && go run ./pkg/internal/clients
