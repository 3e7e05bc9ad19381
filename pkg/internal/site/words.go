package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// label is a fact in one or two words, with the sentence that explains it.
type label struct {
	Kind string // the label's class in the style sheet
	Text string
	Long string
}

// evidence says in words what an x-evidence mark means.
func evidence(mark any) (label, error) {
	switch mark {
	case "documented":
		return label{"good", "documented", "The vendor's documentation states it."}, nil
	case "public":
		return label{"fair", "public", "Other public material of the vendor, such as its client libraries, states it."}, nil
	case "inferred":
		return label{"poor", "inferred", "The vendor does not state it; it is concluded from what the vendor does state."}, nil
	}
	return label{}, fmt.Errorf("x-evidence is %v, for which the site has no words", mark)
}

// repeatRule is what x-repeat says of an operation.
type repeatRule struct {
	Delivered *bool  `json:"delivered"`
	Statuses  *[]int `json:"statuses"`
	Reason    string `json:"reason"` // why a POST or PATCH may be repeated
}

// parseRepeat reads an x-repeat. A field that it does not know is an error: the
// page would not say the whole rule.
func parseRepeat(mark any) (repeatRule, error) {
	var rule repeatRule
	text, err := json.Marshal(mark)
	if err != nil {
		return rule, err
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&rule); err != nil {
		return rule, fmt.Errorf("x-repeat: %w", err)
	}
	if rule.Delivered == nil || rule.Statuses == nil {
		return rule, fmt.Errorf("x-repeat is %s; it needs delivered and statuses", text)
	}
	return rule, nil
}

// label says the rule in words, with its reason.
func (r repeatRule) label() label {
	l := r.words()
	if r.Reason != "" {
		l.Long += " The reason: " + r.Reason
	}
	return l
}

func (r repeatRule) words() label {
	after := ""
	if len(*r.Statuses) > 0 {
		after = "an answer " + listOf(*r.Statuses, "or")
	}
	const never = "A request that never left is always sent again. "
	switch {
	case *r.Delivered && after != "":
		return label{"good", "repeats itself", never + "So is this one when its answer was lost, and after " + after + "."}
	case *r.Delivered:
		return label{"good", "repeats itself", never + "So is this one when its answer was lost. Once the vendor has answered, the answer stands."}
	case after != "":
		return label{"fair", "repeats some answers", never + "This one is sent again after " + after +
			", but not when its answer was lost: then the error is ErrOutcomeUnknown, and it is yours to find out what happened."}
	}
	return label{"poor", "sent once", never + "This one is never sent a second time once it may have reached the vendor. " +
		"When its answer is lost, cannot be read or is a server error, the error is ErrOutcomeUnknown, and it is yours to find out what happened."}
}

func listOf(numbers []int, and string) string {
	var texts []string
	for _, n := range slices.Sorted(slices.Values(numbers)) {
		texts = append(texts, strconv.Itoa(n))
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return strings.Join(texts[:len(texts)-1], ", ") + " " + and + " " + texts[len(texts)-1]
}

// tapes says in words how many of an operation's documented answers are on tape.
func tapes(covered, all int) label {
	switch {
	case covered == all:
		return label{"good", plural(all, "answer") + " on tape",
			"Every documented answer is played to the client by a contract test."}
	case covered > 0:
		return label{"fair", fmt.Sprintf("%d of %s on tape", covered, plural(all, "answer")),
			"These answers are played to the client by a contract test; the others are not tested with a tape."}
	}
	return label{"poor", "no tape", "No documented answer is on tape; the operation is tested with the fake alone."}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
