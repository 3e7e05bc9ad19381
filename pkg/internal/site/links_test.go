package main

import (
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	anHref = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	anID   = regexp.MustCompile(` id="([^"]*)"`)
)

func TestEveryLinkLeadsToAPageAndAnAnchorOfTheSite(t *testing.T) {
	site := built(t)
	ids := map[string]map[string]bool{}
	for name, content := range site {
		ids[name] = map[string]bool{}
		if strings.HasSuffix(name, ".html") {
			for _, id := range anID.FindAllStringSubmatch(string(content), -1) {
				ids[name][html.UnescapeString(id[1])] = true
			}
		}
	}
	links := 0
	for name, content := range site {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, link := range anHref.FindAllStringSubmatch(string(content), -1) {
			target := html.UnescapeString(link[1])
			if strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "data:") {
				continue
			}
			links++
			file, id, _ := strings.Cut(target, "#")
			if file == "" {
				file = name
			} else {
				file = path.Join(path.Dir(name), file)
			}
			if ids[file] == nil || id != "" && !ids[file][id] {
				t.Errorf("%s links to %s, which is not there", name, target)
			}
		}
	}
	require.Greater(t, links, 5000)
}

// The pages are for everybody, so nothing of the machine that made them is on them.
func TestNoPageNamesThePlaceItWasMadeIn(t *testing.T) {
	site := built(t)
	for name, content := range site {
		require.NotContains(t, string(content), t.TempDir(), name)
		require.NotRegexp(t, `/(home|root|Users)/`, string(content), name)
	}
}

func TestTheSameProjectGivesTheSamePages(t *testing.T) {
	first := built(t)
	again, err := build()
	require.NoError(t, err)
	for name, content := range again {
		if string(first[name]) != string(content) {
			t.Errorf("%s is not the same", name)
		}
	}
	require.Len(t, again, len(first))
}
