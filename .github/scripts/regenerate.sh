#!/bin/sh
# Generates gen/ anew and says in Markdown what is to be done, by cause: on the
# terminal, in regenerate.md, and in the summary of a run on GitHub. With the
# arguments `newest MODULE` it takes the newest version of that module first,
# and also looks whether the tests that know the generator still pass.
#
# When files differ they are left in regenerate.patch. ON_CHANGE=fail, the
# default, then ends with 1, naming the command to run. ON_CHANGE=commit ends
# with 0 and gives the output changed=true to the workflow, which commits them.
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
		if [ -s "$log" ]; then printf '\n```\n'; tail -40 "$log"; printf '```\n'; fi
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
patch() {
	git add --intent-to-add -- gen
	git diff --binary -- gen go.mod go.sum >regenerate.patch
	git reset --quiet -- gen
}
# fault TEXT: something for a person. For the newest version of a module it is
# offered with what could be changed, so that there is a pull request to work on.
fault() {
	if [ "$mode" = newest ]; then
		patch
		offer 1 "$1"
	fi
	finish 1 "$1"
}

if [ "$mode" = newest ]; then
	{ go get "$2@latest" && go mod tidy; } >"$log" 2>&1 || finish 1 "**$2 cannot be taken at its newest version.**"
	if git diff --quiet -- go.mod go.sum; then
		: >"$log"
		finish 0 "$2 is at its newest version."
	fi
fi

sh .github/scripts/generate.sh >"$log" 2>&1
case $? in
0) ;;
1) fault "**A specification is wrong.** Mend the lines below; nothing was generated, and \`gen/\` is as it was." ;;
2) fault "**The generator failed.** The specifications pass their check, so look at \`specs/templates\`, \`specs/oapi-codegen.yaml\` and the generator's version in \`go.mod\`; \`gen/\` is as it was." ;;
3) fault "**What is generated does not compile.** Two names of a specification may become the same in Go, or a template does not fit the generator; \`gen/\` is as it was." ;;
*) fault "**The generation could not run.**" ;;
esac

if [ "$mode" = committed ] && ! go mod tidy -diff >"$log" 2>&1; then
	finish 1 "**\`go.mod\` or \`go.sum\` is not tidy.** Run \`go mod tidy\` and commit."
fi

patch
[ -s regenerate.patch ] || rm -f regenerate.patch
if ! go build ./... >"$log" 2>&1; then
	fault "**The adapters do not fit what is generated.** Run \`make generate\`, change them, and commit both."
fi
if [ "$mode" = newest ] && ! go test ./specs ./pkg/vendortest ./pkg/internal/contract/... >"$log" 2>&1; then
	fault "**Tests fail with the newest $2.** If they name a template, see what has changed in the generator's and look again at ours."
fi
: >"$log"
if [ "$mode" = newest ] && git diff --quiet -- gen && [ -z "$(git status --porcelain -- gen)" ]; then
	rm -f regenerate.patch
	finish 0 "The newest $2 generates what is committed and breaks nothing; Dependabot brings it."
fi
[ -f regenerate.patch ] || finish 0 "\`gen/\` is what \`specs/\` says."
git diff --stat -- gen go.mod go.sum >"$log"
if [ "$mode" = newest ]; then offer 1 "**The newest $2 generates other code.**"; fi
offer 1 "**\`gen/\` is not what \`specs/\` says.** Run \`make generate\` and commit the result."
