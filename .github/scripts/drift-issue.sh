#!/bin/sh
# Opens an issue with drift.md as its text. When one is open, its text is renewed,
# so that a vendor's change makes one issue and not one a week. When drift.md is
# empty the open issue is closed with a comment. Needs gh.
set -eu
title="A vendor publishes another description"
drift=${MADE_IN:-.}/drift.md
if ! [ -f "$drift" ]; then
	echo "There is no drift.md: the comparison did not finish, so nothing is known."
	exit
fi
# Everybody can give an issue this title: only the workflow's own is changed.
open=$(gh issue list --state open --app github-actions --search "in:title \"$title\"" --json number --jq '.[0].number // empty')
if ! [ -s "$drift" ]; then
	if [ -z "$open" ]; then
		echo "Nothing has changed."
		exit
	fi
	gh issue close "$open" --reason completed --comment "The specifications and what the vendors publish agree again: every difference has a reason."
	exit
fi
head -c 60000 "$drift" >drift-issue.md # an issue's text has an end
if [ -n "$open" ]; then
	gh issue edit "$open" --body-file drift-issue.md
else
	gh issue create --title "$title" --body-file drift-issue.md
fi
