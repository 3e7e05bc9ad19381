package vendortest_test

import (
	"testing"

	"github.com/boxoffice-go/boxoffice/pkg/vendortest"
)

// counting gives the toy vendor a memory of how often a thing was read.
func counting(s *vendortest.Server) {
	reads := 0
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{
		"getThing": func(*vendortest.Call) vendortest.Reply {
			reads++
			return vendortest.Reply{Body: map[string]int{"id": 100 + reads}}
		},
	})
}

func TestTheMemoryAnswersWhereTheTestSetsNothing(t *testing.T) {
	s, _ := newToy(t)
	counting(s)
	get := func(want string) {
		t.Helper()
		if got := send(t, s, "GET /api/things/7").String(); got != want {
			t.Errorf("answered %s, want %s", got, want)
		}
	}
	get(`200 {"id":101}`)
	s.Reply("getThing", vendortest.Reply{Body: `{"id":5}`}, vendortest.Reply{})
	get(`200 {"id":5}`)
	get(`200 {"id":102}`)
	s.Before(func(c *vendortest.Call) *vendortest.Reply {
		if c.PathValues["thing"] == "8" {
			return &vendortest.Reply{Body: `{"id":8}`}
		}
		return nil
	})
	if got := send(t, s, "GET /api/things/8").String(); got != `200 {"id":8}` {
		t.Errorf("answered %s", got)
	}
	get(`200 {"id":103}`)
}

func TestAHandlerStandsInForTheMemoryAndCanFallThroughToIt(t *testing.T) {
	s, _ := newToy(t)
	counting(s)
	s.Handle("getThing", func(c *vendortest.Call) vendortest.Reply {
		switch c.PathValues["thing"] {
		case "memory":
			return c.FromMemory()
		case "example":
			return vendortest.Reply{}
		}
		return vendortest.Reply{Body: `{"id":5}`}
	})
	for _, step := range [][2]string{
		{"own", `{"id":5}`}, {"memory", `{"id":101}`}, {"example", `{"id": 1}`}, {"own", `{"id":5}`}, {"memory", `{"id":102}`},
	} {
		if got, want := send(t, s, "GET /api/things/"+step[0]).String(), "200 "+step[1]; got != want {
			t.Errorf("%s: answered %s, want %s", step[0], got, want)
		}
	}
}

func TestAFakeWithoutAMemoryOfAnOperationFallsThroughToItsExample(t *testing.T) {
	s, _ := newToy(t)
	s.Handle("getThing", func(c *vendortest.Call) vendortest.Reply { return c.FromMemory() })
	if got := send(t, s, "GET /api/things/7").String(); got != `200 {"id": 1}` {
		t.Errorf("answered %s", got)
	}
}

func TestAMemoryOfWhatTheSpecificationDoesNotHaveIsAMistake(t *testing.T) {
	s, r := newToy(t)
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{"sellThing": func(*vendortest.Call) vendortest.Reply { return vendortest.Reply{} }})
	expect(t, r, `toy has no operation "sellThing"; the nearest is getThing`)
	s.Remember(map[string]func(*vendortest.Call) vendortest.Reply{"getThing": nil})
	expect(t, r, "getThing: the handler is nil")
	if s.HasOperation("sellThing") || !s.HasOperation("getThing") {
		t.Error("what operations there are is not told")
	}
}

func TestAHandlerLearnsWhichAnswersAreDocumented(t *testing.T) {
	s, _ := newToy(t)
	s.Handle("getThing", func(c *vendortest.Call) vendortest.Reply {
		if !c.Documents(200) || c.Documents(404) {
			t.Error("getThing documents 200 and not 404")
		}
		return vendortest.Reply{}
	})
	send(t, s, "GET /api/things/7")
}
