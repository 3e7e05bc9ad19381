package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const modulePath = "github.com/boxoffice-go/boxoffice"

// publish writes the committed tree as a version of the module into a directory
// in the form of a module proxy.
func publish(ctx context.Context, proxy, top, version string) error {
	tree, err := os.MkdirTemp(filepath.Dir(proxy), "tree-")
	if err != nil {
		return err
	}
	if _, err := output(ctx, top, "git", "archive", "--format=tar", "-o", tree+".tar", "HEAD"); err != nil {
		return err
	}
	if _, err := output(ctx, filepath.Dir(proxy), "tar", "-xf", filepath.Base(tree)+".tar", "-C", filepath.Base(tree)); err != nil {
		return err
	}
	dir := filepath.Join(proxy, filepath.FromSlash(modulePath), "@v")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(dir, version+".zip")) //nolint:gosec // a directory of our own
	if err != nil {
		return err
	}
	err = zip.CreateFromDir(file, module.Version{Path: modulePath, Version: version}, tree)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	info, err := json.Marshal(map[string]any{"Version": version, "Time": time.Unix(0, 0).UTC()})
	if err != nil {
		return err
	}
	mod, err := fs.ReadFile(os.DirFS(tree), "go.mod")
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{version + ".info": info, version + ".mod": mod, "list": []byte(version + "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// consume installs that version into an empty program that imports every
// package, builds it, runs it, and returns what it prints: the modules that are
// linked.
func consume(ctx context.Context, dir, proxy, version string, packages []string) (string, error) {
	var source strings.Builder
	source.WriteString("package main\n\nimport (\n\t\"fmt\"\n\t\"runtime/debug\"\n\n")
	for _, p := range packages {
		fmt.Fprintf(&source, "\t_ %q\n", modulePath+"/"+p)
	}
	source.WriteString(")\n\nfunc main() {\n\tinfo, _ := debug.ReadBuildInfo()\n\tfor _, m := range info.Deps {\n\t\tfmt.Println(m.Path, m.Version)\n\t}\n}\n")
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(source.String()), 0o600); err != nil {
		return "", err
	}
	cache, err := output(ctx, dir, "go", "env", "GOMODCACHE", "GOPROXY")
	if err != nil {
		return "", err
	}
	modules, proxies, _ := strings.Cut(strings.TrimSpace(cache), "\n")
	env := append(os.Environ(), "GOWORK=off", "GOFLAGS=-modcacherw", "GONOSUMDB="+modulePath, "GONOSUMCHECK=1", "GOMODCACHE="+filepath.Join(dir, ".modules"),
		fmt.Sprintf("GOPROXY=file://%s,file://%s,%s", filepath.ToSlash(proxy), filepath.ToSlash(filepath.Join(modules, "cache", "download")), proxies))
	var printed string
	for _, args := range [][]string{
		{"go", "mod", "init", "example.com/consumer"},
		{"go", "get", modulePath + "@" + version},
		{"go", "build", "-o", "consumer.exe", "."},
		{filepath.Join(dir, "consumer.exe")},
	} {
		cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // the commands are above
		cmd.Dir, cmd.Env = dir, env
		var out, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &stderr
		if err := cmd.Run(); err != nil {
			return "", fmt.Errorf("a program that installs %s: %s: %w: %s", version, strings.Join(args, " "), err, strings.TrimSpace(stderr.String()))
		}
		printed = out.String()
	}
	if want := modulePath + " " + version + "\n"; printed != want {
		return "", fmt.Errorf("a program that installs %s links\n%s", version, printed)
	}
	return printed, nil
}
