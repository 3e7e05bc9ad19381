#!/bin/sh
# Writes gen/ anew: checks the specifications, generates into a fresh copy of
# the module, and swaps only when everything succeeded. Whatever fails, gen/
# stays as it was. Exit status: 1 a specification is wrong, 2 the generator
# failed, 3 the generated code does not compile, 4 what checks the specifications
# does not compile, 5 the generator does not compile.
set -eu
export GOFLAGS="${GOFLAGS:-} -trimpath" # built once, in whatever directory

specs=$(ls specs/*.yaml | grep -v '^specs/oapi-codegen\.yaml$')
probe=pkg/internal/probe # a made-up vendor with everything that the templates can do
fresh=$(mktemp -d ./.generate.XXXXXX)
trap 'rm -rf "$fresh"' EXIT
trap 'exit 130' INT TERM
go build -o "$fresh/speccheck.exe" ./pkg/internal/speccheck/run || {
	echo "What checks the specifications does not compile; gen/ is as it was." >&2
	exit 4
}
# shellcheck disable=SC2086 # one argument each
"$fresh/speccheck.exe" $specs $probe/probe.yaml || exit 1
go build -o "$fresh/generator.exe" ./pkg/internal/generate || {
	echo "The generator does not compile; gen/ is as it was." >&2
	exit 5
}

tar cf - --exclude=./.git --exclude=./gen --exclude=./cassettes --exclude=./site --exclude=node_modules --exclude='./.generate.*' . | tar xf - -C "$fresh"

(cd "$fresh" && go generate -tags generate .) || {
	echo "The generator failed; gen/ is as it was." >&2
	exit 2
}
for spec in $specs; do
	name=$(basename "$spec" .yaml)
	ls "$fresh/gen/${name}api/"*.go >/dev/null 2>&1 || {
		echo "Nothing was generated from $spec. gen/ is as it was." >&2
		exit 2
	}
done
(cd "$fresh" && go build ./gen/... ./$probe/...) || {
	echo "What was generated does not compile; gen/ is as it was." >&2
	exit 3
}

if [ -d gen ]; then mv gen "$fresh/old"; fi
mv "$fresh/gen" gen
rm -rf "$probe/probeapi"
mv "$fresh/$probe/probeapi" "$probe/probeapi"
