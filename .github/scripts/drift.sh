#!/bin/sh
# Compares every specification that names the address of the vendor's own
# description (x-published) with what is there today. The report is drift.md,
# empty when every difference has a reason. An address that does not answer is
# told in the report too: a description that has moved is a change.
set -eu
: >drift.md
fetched=$(mktemp)
trap 'rm -f "$fetched" "$fetched.md"' EXIT
for spec in specs/*.yaml; do
	vendor=$(basename "$spec" .yaml)
	address=$(sed -n 's/^x-published: *\(https:[^ ]*\) *$/\1/p' "$spec")
	[ -n "$address" ] || continue
	if ! curl --fail --silent --show-error --location --proto '=https' --max-time 60 --max-filesize 20000000 -o "$fetched" "$address" 2>"$fetched.md"; then
		{ printf '## %s\n\n`%s` cannot be fetched: ' "$vendor" "$address"; cat "$fetched.md"; echo; } >>drift.md
		continue
	fi
	status=0
	go run ./pkg/internal/drift "$vendor" "$fetched" >"$fetched.md" 2>&1 || status=$?
	if [ "$status" -ne 0 ]; then
		{ printf '## %s\n\nRead from `%s`. Those with a reason are left out.\n\n' "$vendor" "$address"; sed -n '/^Without a reason/,$p' "$fetched.md" | grep . || tail -n 20 "$fetched.md"; echo; } >>drift.md
	fi
done
cat drift.md
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
	if [ -s drift.md ]; then cat drift.md; else echo "Every difference from what the vendors publish has a reason."; fi >>"$GITHUB_STEP_SUMMARY"
fi
