package rest

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/internal/settings"
)

// begin finds the first page and the size of pages from the caller's parameters and
// options.
func (l *list[E]) begin() error {
	if given(l.params.Instead) != "" {
		return l.invalid("%s must be nil: the pages are counted by %s", l.params.InsteadName, strings.ToLower(l.params.AtName))
	}
	l.at = given(l.params.At)
	if l.By == ByOffset && l.at == "" {
		l.at = "0"
	}
	if strings.HasPrefix(l.at, "-") && l.counts() {
		return l.invalid("%s must not be negative", l.params.AtName)
	}
	l.size = l.Most
	if text := given(l.params.Size); text != "" {
		l.size, _ = strconv.ParseInt(text, 10, 64)
		if l.size < 1 {
			return l.invalid("%s must be at least 1", l.params.SizeName)
		}
	}
	l.beginning = l.at == "" || l.By == ByOffset && l.at == "0" || l.By == ByNumber && l.at == strconv.FormatInt(l.First, 10)
	set := settings.Call{Header: http.Header{}}
	for _, option := range l.options {
		if option != nil {
			_ = option.ApplyCall(&set) // its error is the first request's
		}
	}
	if set.Page == "" {
		return nil
	}
	l.at, l.beginning = set.Page, false
	if _, err := strconv.ParseInt(l.at, 10, 64); err != nil && l.counts() {
		return l.invalid("WithPage: this list begins at a number")
	}
	if l.By == ByLink && !l.isBelow(addressOf(l.at)) {
		return l.invalid("WithPage: this list begins at an address of the vendor's server")
	}
	return nil
}

// counts reports whether a page is asked for by a number.
func (l *list[E]) counts() bool {
	return l.By == ByNumber || l.By == ByOffset || l.params.At != nil && isInteger(reflect.TypeOf(l.params.At))
}

// ask sets the parameters for the next page and its size.
func (l *list[E]) ask() {
	if l.at != "" && l.params.At != nil {
		put(reflect.ValueOf(l.params.At).Elem(), l.at)
	}
	if l.size > 0 && l.params.Size != nil {
		put(reflect.ValueOf(l.params.Size).Elem(), strconv.FormatInt(l.size, 10))
	}
	if l.By == ByCursor || l.By == ByLink {
		l.followed[l.at] = true
	}
}

// paged returns the caller's options and the pager's own.
func (l *list[E]) paged() []boxoffice.CallOption {
	return append(slices.Clip(l.options), onePage(func(c *settings.Call) {
		c.Page = ""
		if l.By == ByLink && l.at != "" {
			address := addressOf(l.at)
			c.Address = &address
		}
		also := c.Answered
		c.Answered = func(a settings.Answer) {
			if l.heard = a; also != nil {
				also(a)
			}
		}
	}))
}

// onePage is the pager's option.
type onePage func(*settings.Call)

// ApplyCall implements boxoffice.CallOption.
func (o onePage) ApplyCall(c *settings.Call) error {
	o(c)
	return nil
}

func (l *list[E]) invalid(format string, args ...any) error {
	return &boxoffice.Error{Vendor: l.client.Vendor, Operation: l.op.ID, Repeatable: l.op.Repeatable, Err: safe.Errorf(boxoffice.ErrInvalidRequest, format, args...)}
}

// given returns the text of a parameter, "" when the caller has not set it.
func given(parameter any) string {
	if parameter == nil {
		return ""
	}
	text, _ := format(parameter)
	return text
}

func isInteger(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Int64 || t.Kind() == reflect.Int32 || t.Kind() == reflect.Int
}

// put sets a parameter to a text or a number. A pointer is set to a new value.
func put(parameter reflect.Value, text string) {
	if parameter.Kind() == reflect.Pointer {
		fresh := reflect.New(parameter.Type().Elem())
		put(fresh.Elem(), text)
		parameter.Set(fresh)
		return
	}
	if parameter.Kind() == reflect.String {
		parameter.SetString(text)
	} else if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		parameter.SetInt(n)
	}
}
