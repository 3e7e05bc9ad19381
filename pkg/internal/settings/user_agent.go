package settings

import (
	"runtime/debug"
	"sync"
)

const module = "github.com/boxoffice-go/boxoffice"

// UserAgent is what the User-Agent header says of the module: its name and the version
// that the program was built with, "devel" outside a released build.
var UserAgent = sync.OnceValue(func() string {
	version := "devel"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == module && dep.Version != "" {
				version = dep.Version
			}
		}
	}
	return "boxoffice-go/" + version
})
