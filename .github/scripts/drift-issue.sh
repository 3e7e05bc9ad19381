#!/bin/sh
# Opens an issue with drift.md as its text. When one is open, its text is renewed,
# so that a vendor's change makes one issue and not one a week. Needs gh.
set -eu
title="A vendor publishes another description"
drift=${MADE_IN:-.}/drift.md
if ! [ -s "$drift" ]; then
	echo "There is no drift.md: nothing has changed."
	exit
fi
head -c 60000 "$drift" >drift-issue.md # an issue's text has an end
# Everybody can give an issue this title: only the workflow's own is renewed.
open=$(gh issue list --state open --app github-actions --search "in:title \"$title\"" --json number --jq '.[0].number // empty')
if [ -n "$open" ]; then
	gh issue edit "$open" --body-file drift-issue.md
else
	gh issue create --title "$title" --body-file drift-issue.md
fi
