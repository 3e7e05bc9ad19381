package main

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/boxoffice-go/boxoffice/gen/venuemanagerapi"
)

const veryMany = 20_000

// endless is a list that takes no memory.
type endless struct {
	before, one, between, after string
	left                        int
	now                         strings.Reader
	begun                       bool
}

func (e *endless) Read(p []byte) (int, error) {
	for e.now.Len() == 0 {
		switch {
		case !e.begun:
			e.begun = true
			e.now.Reset(e.before + e.one)
			e.left--
		case e.left > 0:
			e.now.Reset(e.between + e.one)
			e.left--
		case e.left == 0:
			e.left--
			e.now.Reset(e.after)
		default:
			return 0, io.EOF
		}
	}
	return e.now.Read(p)
}

// printMemory tells how much is alive while a list of 20,000 is read.
func printMemory(w io.Writer) error {
	ctx, form := context.Background(), venuemanagerapi.ListInvoicesParamsFormatXML
	for _, table := range []struct {
		title string
		rows  []memoryRow
	}{
		{"20,000 invoices, whole", []memoryRow{
			{"by hand, json.Decoder and xml.Decoder", wholeJSON, wholeXML},
			{
				"**boxoffice**",
				func(o opener) (int, error) { return ourInvoices(o, nil).whole(ctx) },
				func(o opener) (int, error) { return ourInvoices(o, &form).whole(ctx) },
			},
		}},
		{"20,000 invoices, as a stream", []memoryRow{
			{
				"by hand, json.Decoder and xml.Decoder",
				func(o opener) (int, error) { _, body := o(); return each(json.NewDecoder(body)) },
				func(o opener) (int, error) { _, body := o(); return eachXML(xml.NewDecoder(body)) },
			},
			{
				"**boxoffice**",
				func(o opener) (int, error) { return ourInvoices(o, nil).stream(ctx) },
				func(o opener) (int, error) { return ourInvoices(o, &form).stream(ctx) },
			},
		}},
	} {
		_, _ = fmt.Fprintf(w, "### %s\n\n| | JSON, MiB alive at most | XML |\n|---|---|---|\n", table.title)
		for _, row := range table.rows {
			ofJSON, err := live("json", row.readJSON)
			if err != nil {
				return err
			}
			ofXML, err := live("xml", row.readXML)
			if err != nil {
				return err
			}
			_, _ = fmt.Fprintf(w, "| %s | %.1f | %.1f |\n", row.name, ofJSON, ofXML)
		}
		_, _ = fmt.Fprintln(w)
	}
	return nil
}

type memoryRow struct {
	name              string
	readJSON, readXML func(opener) (int, error)
}

func wholeJSON(o opener) (int, error) {
	var list []invoice
	_, body := o()
	err := json.NewDecoder(body).Decode(&list)
	return len(list), err
}

func wholeXML(o opener) (int, error) {
	var list struct {
		Invoices []invoice `xml:"invoice"`
	}
	_, body := o()
	err := xml.NewDecoder(body).Decode(&list)
	return len(list.Invoices), err
}

// live is how much is alive at most while the list is read. It looks again and
// again, and each look collects the garbage first.
func live(form string, read func(opener) (int, error)) (float64, error) {
	e := &endless{left: veryMany}
	e.before, e.one, e.between, e.after = oneInvoice(form)
	before, most := alive(), uint64(0)
	done, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		for {
			most = max(most, alive())
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	n, err := read(func() (string, io.Reader) { return "application/" + form, e })
	close(done)
	<-looked
	if err == nil && n != veryMany {
		err = wrong(form, n)
	}
	return float64(most-min(before, most)) / (1 << 20), err
}

func alive() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
