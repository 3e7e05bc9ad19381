#!/bin/sh
# Generates gen/ anew and says in Markdown what is to be done, by cause: on the
# terminal, in regenerate.md, and in the summary of a run on GitHub. With the
# arguments `newest MODULE` it takes the newest version of that module first,
# and also looks whether the tests that know the generator still pass.
#
# When files differ they are left in regenerate.patch: what is generated, and the
# go.mod and go.sum of all modules here. ON_CHANGE=fail, the default, then ends
# with 1, naming the command to run. ON_CHANGE=commit ends with 0 and gives the
# output changed=true to the workflow, which commits them.
set -u
export GOFLAGS="${GOFLAGS:-} -trimpath" # built once, in whatever directory
log=$(mktemp)
trap 'rm -f "$log"' EXIT
rm -f regenerate.patch regenerate.md
mode=${1:-committed}

# finish STATUS TEXT: says the text and the end of the log, and ends.
finish() {
	{
		printf '%s\n' "$2"
		# A summary and the text of a pull request have an end, and so has a block of code.
		if [ -s "$log" ]; then printf '\n````\n'; tail -40 "$log" | cut -c1-500 | sed 's/````/` ` ` `/g'; printf '````\n'; fi
	} >regenerate.md
	cat regenerate.md
	if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat regenerate.md >>"$GITHUB_STEP_SUMMARY"; fi
	exit "$1"
}
# offer STATUS TEXT: the same, but when the patch may be committed it is.
offer() {
	if [ "${ON_CHANGE:-fail}" = commit ]; then
		if [ -n "${GITHUB_OUTPUT:-}" ]; then echo changed=true >>"$GITHUB_OUTPUT"; fi
		finish 0 "$2"
	fi
	finish "$1" "$2"
}
made="gen pkg/internal/probe/probeapi" # what generate.sh writes
# The modules that take this one from its directory: their go.mod follows ours.
beside=$(git grep -l '^replace github.com/boxoffice-go/boxoffice =>' -- '*/go.mod' | sed 's|/go.mod$||')
required=$(for module in . $beside; do echo "$module/go.mod $module/go.sum"; done)
# shellcheck disable=SC2086 # one argument each
patch() {
	git add --intent-to-add -- $made
	git diff --binary -- $made $required >regenerate.patch
	git reset --quiet -- $made
	[ -s regenerate.patch ] || rm -f regenerate.patch
}
# follow: a module that cannot be listed needs what ours has come to require. What
# it generates for itself need not be there.
follow() {
	for module in $beside; do
		go -C "$module" list -e ./... >/dev/null 2>&1 ||
			{ GOFLAGS="$GOFLAGS -mod=mod" go -C "$module" generate ./... && go -C "$module" mod tidy; } >"$log" 2>&1 ||
			fault "**\`$module/go.mod\` cannot follow ours.** Run \`go -C $module mod tidy\`, mend what it says, and commit."
		if [ "$mode" = newest ] && ! git diff --quiet -- "$module/go.mod" && ! go -C "$module" vet ./... >"$log" 2>&1; then
			fault "**\`$module\` does not compile.** Mend what stands below."
		fi
	done
}
# fault TEXT: something for a person. For the newest version of a module it is
# offered with what could be changed, so that there is a pull request to work on.
fault() {
	if [ "$mode" = newest ]; then
		patch
		offer 1 "$(printf 'With the newest %s:\n\n%s' "$taken" "$1")"
	fi
	finish 1 "$1"
}

if [ "$mode" = newest ]; then
	{ go get "$2@latest" && go mod tidy; } >"$log" 2>&1 || finish 1 "**$2 cannot be taken at its newest version.**"
	taken=$(go list -m "$2")
	if git diff --quiet -- go.mod go.sum; then
		: >"$log"
		finish 0 "$2 is at its newest version."
	fi
fi

sh .github/scripts/generate.sh >"$log" 2>&1
case $? in
0) ;;
11) fault "**A specification is wrong.** Mend the lines below; nothing was generated, and \`gen/\` is as it was." ;;
12) fault "**The generator failed.** The specifications pass their check, so look at \`specs/templates\`, \`specs/oapi-codegen.yaml\` and the generator's version in \`go.mod\`; \`gen/\` is as it was." ;;
14) fault "**What checks the specifications does not compile.** Mend \`pkg/internal/speccheck\`, or what it imports; the specifications were not looked at, and \`gen/\` is as it was." ;;
15) fault "**The generator does not compile.** The specifications pass their check. Mend \`pkg/internal/generate\`, or take another version of what it imports; \`gen/\` is as it was." ;;
13) fault "**What is generated does not compile.** Two names of a specification may become the same in Go, or a template does not fit the generator; \`gen/\` is as it was." ;;
*) fault "**The generation could not run.**" ;;
esac

unfit="**The adapters do not fit what is generated.** Run \`make generate\`, change them, and commit both."
if [ "$mode" = committed ] && ! go mod tidy -diff >"$log" 2>&1; then
	if grep -q '^diff ' "$log"; then finish 1 "**\`go.mod\` or \`go.sum\` is not tidy.** Run \`go mod tidy\` and commit."; fi
	# Without a difference it is an import that leads nowhere, as of a specification that is gone.
	if grep -q 'boxoffice-go/boxoffice/gen/' "$log"; then fault "$unfit"; fi
	fault "**\`go mod tidy\` fails.** Mend what stands below."
fi

follow
patch
if ! go build ./... >"$log" 2>&1; then
	fault "$unfit"
fi
if [ "$mode" = newest ] && ! go test ./specs ./pkg/vendortest ./pkg/internal/contract/... >"$log" 2>&1; then
	fault "**Tests fail.** If they name a template, see what has changed in the generator's and look again at ours."
fi
: >"$log"
# shellcheck disable=SC2086 # one argument each
if [ "$mode" = newest ] && [ -z "$(git status --porcelain -- $made)" ]; then
	rm -f regenerate.patch
	finish 0 "The newest $taken generates what is committed and breaks nothing; Dependabot brings it."
fi
[ -f regenerate.patch ] || finish 0 "\`gen/\` is what \`specs/\` says."
git apply --stat regenerate.patch >"$log"
if [ "$mode" = newest ]; then offer 1 "**The newest $taken generates other code.**"; fi
advice="Run \`make generate\` and commit the result."
# shellcheck disable=SC2086 # one argument each
if [ -z "$(git status --porcelain -- $made)" ]; then
	what="**The modules beside this one do not follow its \`go.mod\`.**"
	advice="Run \`go mod tidy\` in the directories below and commit the result."
else
	what="**\`gen/\` is not what \`specs/\` says.**"
fi
if [ "${ON_CHANGE:-fail}" = commit ]; then advice="The next job commits these files, or opens a pull request with them."; fi
offer 1 "$what $advice"
