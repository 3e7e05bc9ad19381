#!/bin/sh
# Writes gen/ anew: checks the specifications, generates into a fresh copy of
# the module, and swaps only when everything succeeded. Whatever fails, gen/
# stays as it was. Exit status: 11 a specification is wrong, 12 the generator
# failed, 13 the generated code does not compile, 14 what checks the specifications
# does not compile, 15 the generator does not compile; another one is that of a
# program which could not do its work, such as tar on a full disk.
set -eu
export GOFLAGS="${GOFLAGS:-} -trimpath" # built once, in whatever directory

specs=$(ls specs/*.yaml | grep -v '^specs/oapi-codegen\.yaml$')
probe=pkg/internal/probe # a made-up vendor with everything that the templates can do
fresh=$(mktemp -d ./.generate.XXXXXX)
# What was moved away comes back when the swap has not been finished.
trap '[ -d gen ] || ! [ -d "$fresh/old" ] || mv "$fresh/old" gen; rm -rf "$fresh"' EXIT
trap 'exit 130' INT TERM
go build -o "$fresh/speccheck.exe" ./pkg/internal/speccheck/run || {
	echo "What checks the specifications does not compile; gen/ is as it was." >&2
	exit 14
}
# shellcheck disable=SC2086 # one argument each
"$fresh/speccheck.exe" $specs $probe/probe.yaml || {
	status=$?
	if [ "$status" = 1 ]; then exit 11; fi
	exit "$status"
}
go build -o "$fresh/generator.exe" ./pkg/internal/generate || {
	echo "The generator does not compile; gen/ is as it was." >&2
	exit 15
}

tar cf - --exclude=./.git --exclude=./gen --exclude=./cassettes --exclude=./site --exclude=node_modules --exclude='./.generate.*' . | tar xf - -C "$fresh"

(cd "$fresh" && go generate -tags generate .) || {
	echo "The generator failed; gen/ is as it was." >&2
	exit 12
}
for spec in $specs; do
	name=$(basename "$spec" .yaml)
	ls "$fresh/gen/${name}api/"*.go >/dev/null 2>&1 || {
		echo "Nothing was generated from $spec. gen/ is as it was." >&2
		exit 12
	}
done
(cd "$fresh" && go build ./gen/... ./$probe/...) || {
	echo "What was generated does not compile; gen/ is as it was." >&2
	exit 13
}

if [ -d gen ]; then mv gen "$fresh/old"; fi
mv "$fresh/gen" gen
rm -rf "$probe/probeapi"
mv "$fresh/$probe/probeapi" "$probe/probeapi"
