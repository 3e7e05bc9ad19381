package main

import (
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// report writes what is wrong with each request that does not fit, without its values.
func (s *served) report(errs io.Writer) {
	lines := log.New(errs, "", 0)
	for _, v := range s.vendors {
		v.fake.Observe(func(x vendortest.Exchange) {
			for _, found := range x.Violations {
				lines.Printf("%s: %s", v.title, found)
			}
		})
	}
}

// describe prints what is served where, and what to do with it.
func (s *served) describe(out io.Writer) {
	var b strings.Builder
	fmt.Fprintf(&b, "The page to watch and steer them: %s\n", s.page)
	for _, v := range s.vendors {
		fmt.Fprintf(&b, "\n%s\n  base URL      %s\n", v.title, v.url)
		if v.https != "" {
			fmt.Fprintf(&b, "                %s\n", v.https)
		}
		credentials, err := v.credentials()
		if err != nil {
			fmt.Fprintf(&b, "  credentials   none: %v\n", err)
		}
		for i, c := range credentials {
			label := "  credentials   "
			if i > 0 {
				label = "                "
			}
			values := make([]string, len(c.Values))
			for i, v := range c.Values {
				values[i] = v.Name + " " + quote(v.Value)
			}
			fmt.Fprintf(&b, "%s%s: %s\n", label, c.Title, strings.Join(values, ", "))
		}
		fmt.Fprintf(&b, "  try           %s\n", v.line())
	}
	if s.certificate != "" {
		fmt.Fprintf(&b, "\nHTTPS works for clients that trust %s\n", s.certificate)
		fmt.Fprintf(&b, "  curl --cacert, NODE_EXTRA_CA_CERTS, REQUESTS_CA_BUNDLE or SSL_CERT_FILE name it. It vouches for localhost and the\n")
		fmt.Fprintf(&b, "  vendors' own hosts: a program with a host built in reaches its fake when that host leads here, as with\n")
		first := s.vendors[0]
		port := first.https[strings.LastIndex(first.https, ":")+1:]
		fmt.Fprintf(&b, "  curl --connect-to %s:443:127.0.0.1:%s, or a line in /etc/hosts and -https-port 443.\n", first.hosts[0], port)
	}
	fmt.Fprintf(&b, "\nWhat is wrong with a request is written here and on the page.\nCtrl-C stops them.\n")
	_, _ = io.WriteString(out, b.String())
}
