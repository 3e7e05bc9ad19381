package main

import (
	"path"
	"regexp"
	"strings"
)

// links also finds code, in which nothing is a link.
var links = regexp.MustCompile("(?s)```.*?(?:```|$)|`[^`]*`|\\]\\(([^)\\s]+)\\)")

// notes makes the text of a release from a section of the changelog. GitHub shows
// line ends in it as they are, and knows no directory that links could start from:
// lines that go on with the one before are joined, and links lead to the version's
// files.
func notes(section, version string) string {
	var lines []string
	code := false
	for line := range strings.SplitSeq(section, "\n") {
		text := strings.TrimSpace(line)
		fence := strings.HasPrefix(text, "```")
		goesOn := text != "" && !code && !fence && len(lines) > 0 && joinable(lines[len(lines)-1]) &&
			!strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "- ") && !strings.HasPrefix(text, "|")
		if fence {
			code = !code
		}
		if goesOn {
			lines[len(lines)-1] += " " + text
		} else {
			lines = append(lines, line)
		}
	}
	return links.ReplaceAllStringFunc(strings.Join(lines, "\n"), func(link string) string {
		to := links.FindStringSubmatch(link)[1]
		if to == "" || strings.Contains(to, "://") || strings.HasPrefix(to, "#") {
			return link
		}
		return "](https://" + modulePath + "/blob/" + version + "/" + path.Join(".github", to) + ")"
	})
}

// joinable tells whether a line may go on in the next one.
func joinable(line string) bool {
	text := strings.TrimSpace(line)
	return text != "" && !strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "|") && !strings.HasPrefix(text, "```")
}
