#!/bin/sh
# Commits the patch that regenerate.sh left in the directory MADE_IN, made from the
# commit MADE_FROM: to the branch BRANCH of a pull request, or, when BRANCH is
# BASE_BRANCH, which pull requests go into, to OWN_BRANCH with a pull request.
# Needs git with the right to push, and gh.
#
# The patch comes from a job that runs code of pull requests and the newest
# version of other people's modules. So it is only read: no file of BRANCH or of
# the patch is written to this directory, and nothing of them is run.
set -eu
: "${BRANCH:?the branch that the files belong to}"
: "${MADE_FROM:?the commit that the files were made from}"
base=${BASE_BRANCH:-main}
own=${OWN_BRANCH:-regenerate/gen}
title=${TITLE:-gen: what specs/ says}
from=${MADE_IN:-.}
bot='41898282+github-actions[bot]@users.noreply.github.com'

say() {
	printf '%s\n' "$1"
	if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then printf '%s\n\n' "$1" >>"$GITHUB_STEP_SUMMARY"; fi
}
fail() {
	say "$1" >&2
	exit 1
}
# started NAME: GitHub starts nothing for a commit that a workflow pushes, except
# when it is asked to.
started() {
	if gh workflow run check.yml --ref "$1"; then
		say "The workflow \`check\` was started on it. GitHub itself starts none for a commit of a workflow."
	else
		say "**No check runs on it**: GitHub starts none for a commit of a workflow, and \`check\` could not be started. Close and reopen the pull request to start them."
	fi
}
for file in "$from/regenerate.patch" "$from/regenerate.md"; do
	if [ -L "$file" ]; then fail "$file is a link: refused"; fi
done
# The open pull request from OWN_BRANCH; a fork's branch may have the same name.
proposal() {
	gh pr list --state open --head "$own" --json number,isCrossRepository --jq 'map(select(.isCrossRepository | not)) | .[0].number // empty'
}
# OWN_BRANCH as it is, and whether the last commit there is a person's.
old=''
if git fetch --quiet origin "+refs/heads/$own:refs/regenerate/own" 2>/dev/null; then old=$(git rev-parse refs/regenerate/own); fi
theirs() { [ -n "$old" ] && [ "$(git log -1 --format=%ae "$old")" != "$bot" ]; }

if ! [ -s "$from/regenerate.patch" ]; then
	if ! [ -s "$from/regenerate.md" ]; then
		say "Nothing is known of \`$own\`: the job that makes the files did not finish."
		exit
	fi
	say "Nothing to commit."
	if [ "$BRANCH" != "$base" ] || theirs; then exit; fi
	number=$(proposal)
	if [ -n "$number" ]; then
		gh pr close "$number" --delete-branch --comment "Nothing is left to change here: $(head -n 1 "$from/regenerate.md")"
		say "Closed #$number, which has become needless."
	fi
	exit
fi

GIT_INDEX_FILE=$(mktemp -u)
export GIT_INDEX_FILE
trap 'rm -f "$GIT_INDEX_FILE"' EXIT
git fetch --quiet origin "+refs/heads/$BRANCH:refs/regenerate/branch" || fail "\`$BRANCH\` is no branch of this repository: nothing is committed."
git read-tree "$MADE_FROM"
git apply --cached "$from/regenerate.patch"
tree=$(git write-tree)
git -c core.quotePath=true diff-tree -r --no-renames "$MADE_FROM" "$tree" | while IFS='	' read -r change file; do
	case $change in
	":"??????" 100644 "*|":100644 000000 "*) ;;
	*) echo "regenerate.patch makes $file something else than a file: refused" >&2; exit 1 ;;
	esac
	case $file in
	gen/*|pkg/internal/probe/probeapi/*) ;;
	go.mod|go.sum|*/go.mod|*/go.sum)
		case $change in *" M") ;; *) echo "regenerate.patch adds or removes $file: refused" >&2; exit 1 ;; esac ;;
	*) echo "regenerate.patch changes $file, which is not generated: refused" >&2; exit 1 ;;
	esac
done
message=$title
# Dependabot goes on updating a pull request only when the commits of others say so.
case $BRANCH in dependabot/*) message=$(printf '%s\n\n[dependabot skip]' "$title") ;; esac
commit=$(GIT_AUTHOR_NAME='github-actions[bot]' GIT_AUTHOR_EMAIL=$bot GIT_COMMITTER_NAME='github-actions[bot]' GIT_COMMITTER_EMAIL=$bot \
	git commit-tree "$tree" -p "$MADE_FROM" -m "$message")

if [ "$BRANCH" != "$base" ]; then
	git push --quiet origin "$commit:refs/heads/$BRANCH" ||
		fail "**\`$BRANCH\` has moved since \`$MADE_FROM\`, or is protected: nothing is committed.** The run of the newest commit makes the files anew. If there is none, run \`make generate\` and commit the result."
	say "**Committed to \`$BRANCH\`**: \`$commit\`. Pull before you go on."
	started "$BRANCH"
	exit
fi

if theirs; then
	say "**\`$own\` was left alone**: its last commit is somebody's, who works on it. Merge or delete the branch, and it is made anew."
	exit
fi
git push --quiet --force-with-lease="refs/heads/$own:$old" origin "$commit:refs/heads/$own"
number=$(proposal)
if [ -n "$number" ]; then
	gh api --silent --method PATCH "repos/{owner}/{repo}/pulls/$number" -f title="$title" -F body=@"$from/regenerate.md"
	say "**Renewed #$number** from \`$own\`."
else
	gh pr create --base "$base" --head "$own" --title "$title" --body-file "$from/regenerate.md" ||
		fail "**\`$own\` is pushed, but has no pull request.** Allow workflows to create them (Settings, Actions, General, Workflow permissions), or open it by hand."
	say "**Opened a pull request** from \`$own\`."
fi
started "$own"
