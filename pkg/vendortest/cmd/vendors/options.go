package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"time"
)

// options are those of the command line.
type options struct {
	host        string
	port        int
	httpsPort   int
	certificate string
	seed        uint64
	least, most time.Duration // latency
	script      *script
	strict      bool
}

const expose = "expose-everything-sent-and-the-switches-to-the-network"

func parse(args []string, errs io.Writer) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("vendors", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // what is wrong is returned
	flags.StringVar(&o.host, "host", "127.0.0.1", "the `address` to listen at; one that others can reach needs the flag -"+expose)
	exposed := flags.Bool(expose, false, "listen where others reach you: they can use the vendors, read on the page what you sent, credentials included, and set faults")
	flags.IntVar(&o.port, "port", 7300, "the page's `port`; the vendors have the next ones, by name; 0 takes free ones")
	flags.IntVar(&o.httpsPort, "https-port", 7311, "the first vendor's `port` for HTTPS, the others have the next ones; 0 takes free ones, -1 serves no HTTPS")
	flags.StringVar(&o.certificate, "certificate", "", "the `file` to write the authority to that the HTTPS certificate is to be trusted by (default: one in a new temporary directory, gone at the end)")
	flags.Uint64Var(&o.seed, "seed", 1, "the `number` that example data and latency are drawn from; the same one draws the same")
	flags.BoolVar(&o.strict, "strict", false, "refuse what the vendors let pass and the page shows as a warning: a credential or {} where none belongs, a parameter _")
	latency := flags.String("latency", "0s", "how long every answer takes, such as 200ms, or 50ms-2s to have it drawn")
	file := flags.String("script", "", "a JSON `file` of requests to begin with and of faults to set; go doc of this command says what it holds")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, _ = fmt.Fprint(errs, "vendors serves a fake of each vendor on this machine, and a page to watch and steer them.\n\nFlags:\n")
		flags.SetOutput(errs)
		flags.PrintDefaults()
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w; -h lists the flags", err)
	}
	o.host = strings.Trim(o.host, "[]")
	if _, port, err := net.SplitHostPort(o.host); err == nil {
		return nil, fmt.Errorf("-host is an address without a port; -port %s is how to say the port", port)
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("there are no arguments beside flags, %q is one; -h lists the flags", flags.Arg(0))
	}
	if !*exposed && !isLoopback(o.host) {
		return nil, fmt.Errorf("%s can be reached by others: they could use the vendors, read what was sent to them, credentials included, and set faults; if that is wanted, add -%s", o.host, expose)
	}
	vendors := len(all())
	if o.port < 0 || o.port+vendors > 65535 || o.httpsPort < -1 || o.httpsPort+vendors > 65535 {
		return nil, errors.New("a port is not between 0 and 65535")
	}
	if o.port > 0 && o.httpsPort > 0 && o.httpsPort <= o.port+vendors && o.port < o.httpsPort+vendors {
		return nil, fmt.Errorf("ports %d to %d and %d to %d overlap", o.port, o.port+vendors, o.httpsPort, o.httpsPort+vendors-1)
	}
	var err error
	if o.least, o.most, err = parseLatency(*latency); err != nil {
		return nil, err
	}
	if *file != "" {
		o.script, err = readScript(*file)
	}
	return o, err
}

func parseLatency(text string) (least, most time.Duration, err error) {
	from, to, isRange := strings.Cut(text, "-")
	if !isRange {
		to = from
	}
	least, err = time.ParseDuration(from)
	most, err2 := time.ParseDuration(to)
	if err != nil || err2 != nil || least < 0 || most < least {
		return 0, 0, fmt.Errorf("-latency %q is none; write 200ms, or 50ms-2s", text)
	}
	return least, most, nil
}

// drawn is a source of latencies between two.
func (o *options) drawn() func() time.Duration {
	if o.least == o.most {
		return func() time.Duration { return o.least }
	}
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(o.seed, 1))
	return func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return o.least + time.Duration(random.Int64N(int64(o.most-o.least)+1))
	}
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
