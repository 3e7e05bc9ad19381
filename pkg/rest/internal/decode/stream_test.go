package decode_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/boxoffice-go/boxoffice/pkg/rest/internal/decode"
)

const limit = 1 << 16

func each(body io.Reader, xml bool, limit int64, do func(line) error) error {
	if xml {
		return decode.EachXML(body, "orders", "order", limit, func(l line, _ decode.Report) error { return do(l) })
	}
	return decode.EachJSON(body, limit, func(l line, _ decode.Report) error { return do(l) })
}

// forms is a list of two as JSON and XML.
var forms = map[bool]string{
	false: ` [ {"id":1,"amount":2} , {"id":2,"amount":"3"} ] `,
	true:  "<?xml version='1.0'?><orders><order><id>1</id><amount>2</amount></order>\n<!-- c --><order><id>2</id><amount>3</amount></order></orders>\n",
}

func TestAStreamHandsOutEachElementAsItComes(t *testing.T) {
	for xml, body := range forms {
		for _, r := range []io.Reader{strings.NewReader(body), iotest.OneByteReader(strings.NewReader(body)), iotest.DataErrReader(strings.NewReader(body))} {
			var got []line
			require.NoError(t, each(r, xml, limit, func(l line) error { got = append(got, l); return nil }))
			require.Equal(t, []line{{1, "2", ""}, {2, "3", ""}}, got)
		}
	}
}

func TestAStreamKeepsTheReadersError(t *testing.T) {
	for xml, body := range forms {
		for n := range len(body) - 2 {
			r := io.MultiReader(strings.NewReader(body[:n]), iotest.ErrReader(context.DeadlineExceeded))
			err := each(r, xml, limit, func(line) error { return nil })
			require.ErrorIs(t, err, context.DeadlineExceeded, "after %q", body[:n])
			require.ErrorIs(t, err, decode.ErrBrokeOff)
		}
	}
}

func TestAStreamThatIsCutOffIsAnError(t *testing.T) {
	for xml, body := range forms {
		body = strings.TrimSpace(body)
		for n := range len(body) - 1 {
			err := each(strings.NewReader(body[:n]), xml, limit, func(line) error { return nil })
			require.ErrorIs(t, err, decode.ErrMalformed, "after %q", body[:n])
			require.Regexp(t, "ends in the middle|is empty", err.Error())
		}
	}
}

func TestTheCallersErrorEndsTheStreamAndIsToldApart(t *testing.T) {
	mine := errors.New("mine")
	for xml, body := range forms {
		calls := 0
		err := each(strings.NewReader(body), xml, limit, func(line) error { calls++; return mine })
		var stopped *decode.Stopped
		require.ErrorAs(t, err, &stopped)
		require.ErrorIs(t, err, mine)
		require.Equal(t, 1, calls)
	}
}

func TestOneElementIsBoundedAndTheListIsNot(t *testing.T) {
	for xml, one := range map[bool]string{
		false: `{"id":1,"amount":2,"note":"%"}`, true: "<order><id>1</id><amount>2</amount><note>%</note></order>",
	} {
		list := func(n, length int) io.Reader {
			element := strings.Replace(one, "%", strings.Repeat("x", length), 1)
			if xml {
				return strings.NewReader("<orders>" + strings.Repeat(element, n) + "</orders>")
			}
			return strings.NewReader("[" + strings.Repeat(element+",", n-1) + element + "]")
		}
		count := 0
		require.NoError(t, each(list(500, 900), xml, 1000, func(line) error { count++; return nil }))
		require.Equal(t, 500, count)
		for _, length := range []int{1000, 40_000, 400_000} {
			err := each(list(2, length), xml, 1000, func(line) error { return nil })
			require.ErrorIs(t, err, decode.ErrTooLarge)
			require.ErrorContains(t, err, "takes more than 1000 bytes")
		}
		blanks := strings.Repeat(" ", 70_000)
		err := each(strings.NewReader(map[bool]string{false: "[", true: "<orders>"}[xml]+blanks), xml, 1000, func(line) error { return nil })
		require.ErrorIs(t, err, decode.ErrTooLarge)
	}
}

func TestAStreamNamesTheElementThatIsNotAsDocumented(t *testing.T) {
	for body, says := range map[string]string{
		`[{"id":1,"amount":2},{"id":1}]`: "[1].amount: missing", `[null]`: "[0]: want an object, got null", `{"canary":1}`: "the body: want a list, got an object",
		`null`: "the body: want a list, got null", `"canary"`: "the body: want a list, got a string", `<html>`: "not valid JSON at byte 1", ``: "the body is empty",
		`[{"id":1,"amount":2}]x`: "the body goes on after its value at byte 22", `[{"id":1,"amount":2},]`: "not valid JSON at byte 22", `[,]`: "not valid JSON at byte 2",
		`[{"id":1,"amount":2} {}]`: "not valid JSON at byte 22", `[{"id":1,"amount":2}}`: "not valid JSON at byte 21", `[{"id":1]`: "[0]: not valid JSON at byte 9",
	} {
		err := each(strings.NewReader(body), false, limit, func(line) error { return nil })
		require.ErrorContains(t, err, says, body)
		require.NotContains(t, err.Error(), "canary")
	}
}

func TestTheKnownKeysOfTheRootAreCounted(t *testing.T) {
	for body, known := range map[string]int{`{"id":1,"amount":2}`: 2, `{"id":1,"what":3,"note":null}`: 2, `{"code":1,"message":"no"}`: 0, `[]`: 0} {
		_, report, _ := read[line](t, body)
		require.Equal(t, known, report.Known, body)
	}
	_, report, err := readX[order](t, "<order><id>1</id><name/><main><id>1</id><amount>2</amount></main><x/></order>", "order")
	require.NoError(t, err)
	require.Equal(t, 3, report.Known)
	require.NoError(t, decode.EachJSON(strings.NewReader(forms[false]), limit, func(_ line, r decode.Report) error {
		require.Equal(t, 2, r.Known)
		return nil
	}))
	require.NoError(t, decode.EachXML(strings.NewReader(forms[true]), "orders", "order", limit, func(_ line, r decode.Report) error {
		require.Equal(t, 2, r.Known)
		return nil
	}))
}
