#!/bin/sh
# Commits regenerate.patch: to the branch BRANCH of a pull request, or, when
# BRANCH is BASE_BRANCH, which pull requests go into, to OWN_BRANCH with a pull
# request. Needs git with the right to push and, for a pull request, gh.
set -eu
: "${BRANCH:?the branch that the files belong to}"
base=${BASE_BRANCH:-main}
title=${TITLE:-gen: what specs/ says}

if ! [ -s regenerate.patch ]; then
	echo "There is no regenerate.patch: nothing to commit."
	exit
fi
git apply --numstat regenerate.patch | cut -f3 | while read -r file; do
	case $file in
	gen/*|go.mod|go.sum) ;;
	*) echo "regenerate.patch changes $file, which is not generated: refused" >&2; exit 1 ;;
	esac
done

git apply --index regenerate.patch
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' commit --quiet -m "$title"

if [ "$BRANCH" != "$base" ]; then
	git push --quiet origin "HEAD:refs/heads/$BRANCH"
	exit
fi
own=${OWN_BRANCH:-regenerate/gen}
git push --quiet --force origin "HEAD:refs/heads/$own"
if [ -z "$(gh pr list --head "$own" --json number --jq '.[].number')" ]; then
	touch regenerate.md
	gh pr create --base "$base" --head "$own" --title "$title" --body-file regenerate.md
fi
