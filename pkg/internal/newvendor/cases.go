package main

import "slices"

// tested is an operation with all its cases. They call it in the same way.
type tested struct {
	Success call // the plain one, or else the first outcome
	// Plain: the plain success can be told by what the call returns.
	Plain    bool
	Others   []call // further successes, and the first outcome where there is no plain success
	Refusals []call
}

// byOperation groups the cases.
func byOperation(cases []call) (all []tested) {
	for len(cases) > 0 {
		n := slices.IndexFunc(cases, func(c call) bool { return c.Operation != cases[0].Operation })
		if n < 0 {
			n = len(cases)
		}
		t := tested{Success: cases[0]}
		t.Plain = !t.Success.Refusal && t.Success.Header == "" && t.Success.Download == "" && (t.Success.Value == "" || t.Success.Value == "res")
		for _, c := range cases[:n] {
			switch {
			case c.First && t.Plain:
			case c.First, !c.Refusal:
				t.Others = append(t.Others, c)
			default:
				t.Refusals = append(t.Refusals, c)
			}
		}
		all, cases = append(all, t), cases[n:]
	}
	return all
}

// sharedRefusal is a refusal that several operations have in the same words.
type sharedRefusal struct {
	Go            string
	Status        int
	Code, Message string
	RetryAfter    int
	Header        string
}

// shareRefusals names the refusals that are the same for several operations.
func shareRefusals(cases []call) (shared []sharedRefusal) {
	counts := map[sharedRefusal]int{}
	refusal := func(c call) sharedRefusal {
		return sharedRefusal{Status: c.Status, Code: c.Code, Message: c.Message, RetryAfter: c.RetryAfter, Header: c.Header}
	}
	for _, c := range cases {
		if c.Refusal && !c.First {
			counts[refusal(c)]++
		}
	}
	names := map[sharedRefusal]string{}
	taken := map[string]int{}
	for i, c := range cases {
		r := refusal(c)
		if counts[r] < 2 || !c.Refusal || c.First {
			continue
		}
		if names[r] == "" {
			name := camel(words(slug(c.Status)), false)
			if taken[name]++; taken[name] > 1 {
				continue // other words for the same status are written where they are
			}
			names[r] = name
			shared = append(shared, sharedRefusal{name, r.Status, r.Code, r.Message, r.RetryAfter, r.Header})
		}
		cases[i].Shared = names[r]
	}
	return shared
}
