package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// standalone is the command that serves the fakes, started as a program.
type standalone struct {
	*exec.Cmd

	page        string
	certificate string
	vendors     []served
	events      io.ReadCloser // its requests, as they come
}

// served is a vendor that it serves.
type served struct{ Name, URL, HTTPS string }

// entry is a request that it was sent.
type entry struct {
	Vendor, Method, Path, Operation, Verdict string
	Status                                   int
	Violations, Warnings                     []string
}

// build makes the program.
func build(ctx context.Context, place string) (string, error) {
	file := filepath.Join(place, "vendors.exe")                                                                       // the name that every system takes
	said, err := exec.CommandContext(ctx, "go", "build", "-o", file, "./pkg/vendortest/cmd/vendors").CombinedOutput() //nolint:gosec // a file of ours
	if err != nil {
		return "", fmt.Errorf("the fakes do not build: %w\n%s", err, said)
	}
	return file, nil
}

// start starts the program and learns what it serves where.
func start(ctx context.Context, program string) (s *standalone, err error) {
	s = &standalone{Cmd: exec.CommandContext(ctx, program, "-port", "0", "-https-port", "0")}
	s.Stderr = os.Stderr
	out, err := s.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.Start(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = s.Process.Kill()
		}
	}()
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the fakes do not start: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }() // until it ends
	s.page = strings.TrimSpace(first[strings.LastIndex(first, " ")+1:])
	return s, s.learn(ctx)
}

// learn asks for what is served, and to be told of every request.
func (s *standalone) learn(ctx context.Context) error {
	body, err := s.get(ctx, "api/vendors")
	if err != nil {
		return err
	}
	defer func() { _ = body.Close() }()
	var answer struct {
		Vendors     []served
		Certificate string
	}
	if err := json.NewDecoder(body).Decode(&answer); err != nil {
		return err
	}
	s.vendors, s.certificate = answer.Vendors, answer.Certificate
	s.events, err = s.get(ctx, "api/requests")
	return err
}

func (s *standalone) get(ctx context.Context, path string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.page+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return nil, fmt.Errorf("the fakes answer %s to %s", resp.Status, path)
	}
	return resp.Body, nil
}

// vendor is where a vendor is served.
func (s *standalone) vendor(name string) (served, error) {
	for _, v := range s.vendors {
		if v.Name == name {
			return v, nil
		}
	}
	return served{}, fmt.Errorf("%s is not served", name)
}

// stop ends the program as Ctrl-C does, which must be an end without an error, and
// returns all requests that it was sent.
func (s *standalone) stop() (entries []entry, err error) {
	if s.Process.Signal(os.Interrupt) != nil {
		_ = s.Process.Kill() // a system without this signal
	}
	defer func() { err = errors.Join(err, s.events.Close(), s.Wait()) }()
	lines := bufio.NewScanner(s.events)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, ok := bytes.CutPrefix(lines.Bytes(), []byte("data: "))
		if !ok {
			continue
		}
		var e entry
		if err := json.Unmarshal(data, &e); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, lines.Err()
}
