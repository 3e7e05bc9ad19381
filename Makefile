# Everything the project does, by name. Needs Go and make, and a POSIX shell
# (on Windows the one of Git for Windows). Tools are Go programs at a pinned
# version, built when first used. Written for GNU make 3.81 and later, the
# version macOS ships.

# To move to another version, change it here and run `make lint`.
golangci_lint = v2.15.0
# The linter may need a newer Go than the module does; `auto` lets the go
# command fetch it for this one command. The argument is for `go run`.
golangci = GOTOOLCHAIN=auto go run $(1) github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(golangci_lint)

# -race where this machine can: outside macOS it needs a C compiler.
race = $$(go list -race -f -race errors 2>/dev/null || echo "without the race detector: it needs a C compiler here" >&2)

FUZZTIME = 60s
MODE = live

.DEFAULT_GOAL = help
.PHONY: help demo generate verify lint test tapes cover record trust otel fuzz fuzz-short check
.NOTPARALLEL: # verify rewrites gen/, which everything else reads

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## live one visit to each vendor against fakes on this machine
	go run ./pkg/internal/demo

generate: ## write gen/ anew from specs/
	go generate -tags generate .

verify: generate ## fail if gen/, go.mod or go.sum is not what specs/ and the code need
	@git rev-parse --is-inside-work-tree >/dev/null
	@stale=$$(git status --porcelain --untracked-files=all --ignored -- gen go.mod go.sum | grep -v '^. '); \
	if [ -n "$$stale" ]; then \
		echo "$$stale"; \
		echo "These differ from what is committed or staged. To mend it, run and commit:"; \
		echo; echo "    make generate"; echo; \
		exit 1; \
	fi >&2
	go mod verify
	go mod tidy -diff

lint: ## go vet, formatting, and golangci-lint for each system
	go vet ./...
	$(call golangci,) fmt --diff --config .github/golangci.yml
	@for os in linux darwin windows; do \
		echo "golangci-lint run, GOOS=$$os"; \
		$(call golangci,-exec "env GOOS=$$os") run --config .github/golangci.yml ./... || exit 1; \
	done

test: ## run all tests, with the race detector where there is a C compiler
	go test $(race) ./...

tapes: ## all gates over the tapes: their form, composing them anew, altered copies
	go test -count=1 ./pkg/internal/contract/... ./pkg/internal/vcr ./pkg/internal/redact
	go test -count=1 -run Contract $(patsubst cassettes/%/,./pkg/%,$(wildcard cassettes/*/))

cover: ## print which documented responses have a tape and a contract test
	go run ./pkg/internal/contract/cover

record: ## make VENDOR's tapes anew: live (needs its credentials) or MODE=compose
	@case "$(VENDOR)" in ''|*[!a-z0-9]*) echo "which vendor? make record VENDOR=venuemanager [MODE=live|compose]" >&2; exit 2;; esac
	@case "$(MODE)" in live|compose) ;; *) echo "MODE is live or compose, not $(MODE)" >&2; exit 2;; esac
	@test -f "specs/$(VENDOR).yaml" || { echo "specs/$(VENDOR).yaml does not exist" >&2; exit 2; }
	go run ./pkg/internal/contract/record "$(VENDOR)" "$(MODE)"

trust: ## run the trust scenarios and print a table of them
	go run ./pkg/internal/trust/table $(race)

otel: ## run the example of OpenTelemetry, which is a module of its own
	cd pkg/internal/otelexample && go vet ./... && go test ./...

fuzz: ## run every fuzz target for FUZZTIME (60s)
	@list=$$(go test -list '^Fuzz' ./...) || { echo "$$list" >&2; exit 1; }; \
	echo "$$list" | awk '/^Fuzz/ { name[n++] = $$1 } /^ok/ { for (i = 0; i < n; i++) print name[i], $$2; n = 0 }' | \
	{ failed=0; while read -r target package; do \
		echo "$$target in $$package"; \
		go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "$$package" || failed=1; \
	done; exit $$failed; }

fuzz-short: ## the same for two seconds each
	@$(MAKE) --no-print-directory fuzz FUZZTIME=2s

check: verify lint tapes test fuzz-short ## all gates: what CI runs

# The pages are made by a module of its own, pkg/internal/site, so that what it
# needs is no requirement of this one.
site = go -C pkg/internal/site

.PHONY: docs docs-check
docs: ## write the vendors' reference and the guides to site/, as pages
	$(site) run . -root ../../.. -out site

docs-check: ## lint and test the pages, and look at each in headless Chromium
	$(site) mod tidy -diff
	$(call golangci,-C pkg/internal/site) run --config ../../../.github/golangci.yml ./...
	$(site) test ./...
