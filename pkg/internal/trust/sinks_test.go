package trust_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"text/template"

	"github.com/stretchr/testify/assert"
)

var (
	// verbs are those that programs print any value with.
	verbs = []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%.40s"}
	// mistaken are verbs for other types, and one that there is not.
	mistaken = []string{"%t", "%c", "%U", "%e", "%o", "%z"}
)

// written is everything that a program may write of a value with the means of
// the standard library.
func written(value any) map[string]string {
	all := map[string]string{}
	for _, verb := range verbs {
		all[verb] = fmt.Sprintf(verb, value)
		all["in a field "+verb] = fmt.Sprintf(verb, struct{ Field any }{value})
		all["in a list "+verb] = fmt.Sprintf(verb, []any{value})
	}
	for _, verb := range verbs[:3] {
		all["in a private field "+verb] = fmt.Sprintf(verb, private{value})
	}
	all["JSON"] = orError(json.Marshal(map[string]any{"value": value}))
	all["XML"] = orError(xml.Marshal(value))
	var lines, objects, logged, page bytes.Buffer
	options := &slog.HandlerOptions{Level: slog.LevelDebug}
	slog.New(slog.NewTextHandler(&lines, options)).Info("x", slog.Any("value", value), slog.Group("in", slog.Any("list", []any{value})))
	slog.New(slog.NewJSONHandler(&objects, options)).Info("x", slog.Any("value", value), slog.Group("in", slog.Any("list", []any{value})))
	log.New(&logged, "", 0).Print(value, []any{value})
	if err := printing.Execute(&page, value); err != nil {
		page.WriteString(err.Error())
	}
	all["slog text"], all["slog JSON"], all["log"], all["template"] = lines.String(), objects.String(), logged.String(), page.String()
	all["panic"] = panicked(value)
	return all
}

var printing = template.Must(template.New("").Parse("{{.}} {{printf `%q` .}} {{html .}}"))

// private is a program's own struct that holds a value where fmt cannot ask for
// its methods.
type private struct{ value any }

// dumped is what of a value shows where its methods are not asked and pointers
// are followed: by fmt with a verb that structs do not have, and in the dumps of
// spew, which testify prints.
func dumped(value any) map[string]string {
	all := map[string]string{}
	for _, verb := range append(verbs[3:], mistaken...) {
		all[verb] = fmt.Sprintf(verb, value)
		all["in a private field "+verb] = fmt.Sprintf(verb, private{value})
	}
	all["gob"] = orError(gobbed(value))
	all["testify"] = asserted(func(t assert.TestingT) {
		assert.Equal(t, reflect.Zero(reflect.TypeOf(value)).Interface(), value)
		assert.Equal(t, []any{}, []any{value})
		assert.Nil(t, value)
		assert.Empty(t, value)
		assert.Contains(t, []any{value}, 1)
		assert.ElementsMatch(t, []any{value}, []any{1})
	})
	return all
}

// complained is what testify writes of an error that a test did not want.
func complained(err error) map[string]string {
	return map[string]string{"testify": asserted(func(t assert.TestingT) {
		var other interface{ another() }
		_ = assert.NoError(t, err) || assert.ErrorIs(t, err, errors.ErrUnsupported) || assert.ErrorAs(t, err, &other)
	})}
}

func orError(data []byte, err error) string {
	if err != nil {
		return err.Error() // which may quote what it could not write
	}
	return string(data)
}

func gobbed(value any) (data []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	var b bytes.Buffer
	err = gob.NewEncoder(&b).Encode(value)
	return b.Bytes(), err
}

// panicked is what a program leaves behind that panics with the value.
func panicked(value any) (text string) {
	defer func() { text = fmt.Sprintf("panic: %v %+v %s", recover(), value, value) }()
	if err, ok := value.(error); ok {
		panic(fmt.Errorf("sale: %w", err))
	}
	panic(value)
}

// testing is a test that fails and takes down with what words.
type failing struct{ words strings.Builder }

func (f *failing) Errorf(format string, args ...any) { fmt.Fprintf(&f.words, format, args...) }

func asserted(f func(assert.TestingT)) string {
	var t failing
	f(&t)
	return t.words.String()
}

// logs is where the programs of these tests log to: all that was written since
// it was last asked.
type logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logs) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := l.text.String()
	l.text.Reset()
	return text
}

// logger writes every record as text and as JSON, whatever its level.
func (l *logs) logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelDebug - 4, AddSource: true}
	return slog.New(slog.NewJSONHandler(l, options))
}
