package hlconnect

import (
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
)

// Order is a sale to register. Keep its values until the purchase is done, because a
// purchase is resumed by a call with the same order.
type Order struct {
	// Number is the shop's own number of the order, greater than 0. [Client.Validate]
	// takes 0 too, for what is validated before there is an order.
	Number int64
	// Customer is the customer's name; it may be printed on the asset.
	Customer string
	// CustomerIP is the customer's public address, by which the vendor judges
	// regional restrictions. Not the shop's own, and not a proxy's.
	CustomerIP netip.Addr
	// Lines are what is bought, at least one.
	Lines []Line
}

// Line is one line of an order.
type Line struct {
	// ID is the line's number, greater than 0 and unique in the order. The order's
	// number and the line's ID together identify the purchase at the vendor.
	ID int64
	// AssetID is the asset's id in the catalogue.
	AssetID int64
	// Quantity is how many copies, at least 1; some assets have a higher minimum
	// (min_qty in the catalogue).
	Quantity int64
	// UnitPrice and LinePrice are the price of one copy and of the line, in the
	// shop's currency: decimal numbers such as "3.95", 0 or more. Both must be
	// given. LinePrice need not be UnitPrice times Quantity, because the shop may
	// give discounts.
	UnitPrice, LinePrice boxoffice.Decimal
	// Parts are the parts of an ensemble to buy, nil for the whole ensemble.
	Parts []hlconnectapi.AssetPartForm
}

// InvalidOrderError says that an order cannot be sent as it is. Nothing was
// sent. It is boxoffice.ErrInvalidRequest too.
type InvalidOrderError struct {
	// Order is the order's number.
	Order int64
	// Problems are all that is wrong with it.
	Problems []Problem
}

// Problem is one thing that is wrong with an order. It quotes no value.
type Problem struct {
	// Line is the line's ID, 0 when it is the order itself.
	Line int64
	// Field is the field of Order or Line, such as "CustomerIP".
	Field string
	// Text is what is wrong with it, such as "is a private address".
	Text string
}

// Error lists the problems.
func (e *InvalidOrderError) Error() string {
	texts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		texts[i] = p.Field + " " + p.Text
		if p.Line != 0 {
			texts[i] = fmt.Sprintf("line %d: %s", p.Line, texts[i])
		}
	}
	text := boxoffice.ErrInvalidRequest.Error()
	if len(texts) > 0 {
		text += ": " + strings.Join(texts, "; ")
	}
	return OrderState{Order: e.Order}.text(text, nil)
}

// Unwrap is boxoffice.ErrInvalidRequest.
func (e *InvalidOrderError) Unwrap() error { return boxoffice.ErrInvalidRequest }

// checkBefore is check for what may be asked before there is an order.
func (o Order) checkBefore() error {
	if o.Number == 0 {
		o.Number = 1
	}
	err := o.check()
	var invalid *InvalidOrderError
	if errors.As(err, &invalid) {
		invalid.Order = 0
	}
	return err
}

// check finds everything that the vendor would refuse, and mistakes that it might
// accept: a forgotten price would be sent as 0.
func (o Order) check() error {
	invalid := &InvalidOrderError{Order: o.Number}
	found := func(line int64, field, text string) {
		if text != "" {
			invalid.Problems = append(invalid.Problems, Problem{line, field, text})
		}
	}
	found(0, "Number", notPositive(o.Number))
	found(0, "Customer", notAName(o.Customer))
	found(0, "CustomerIP", notPublic(o.CustomerIP))
	if len(o.Lines) == 0 {
		found(0, "Lines", "is empty")
	}
	seen := map[int64]bool{}
	for _, line := range o.Lines {
		found(line.ID, "ID", notPositive(line.ID))
		if seen[line.ID] {
			found(line.ID, "ID", "is that of another line too")
		}
		seen[line.ID] = true
		found(line.ID, "AssetID", notPositive(line.AssetID))
		found(line.ID, "Quantity", notPositive(line.Quantity))
		found(line.ID, "UnitPrice", notAPrice(line.UnitPrice))
		found(line.ID, "LinePrice", notAPrice(line.LinePrice))
		for _, part := range line.Parts {
			found(line.ID, "Parts.AssetID", notPositive(part.AssetID))
			found(line.ID, "Parts.OrderLineID", notPositive(part.OrderLineID))
		}
	}
	if len(invalid.Problems) > 0 {
		return invalid
	}
	return nil
}

// line is the order's line of an ID.
func (o Order) line(id int64) (Line, error) {
	for _, line := range o.Lines {
		if line.ID == id {
			return line, nil
		}
	}
	return Line{}, &InvalidOrderError{o.Number, []Problem{{id, "ID", "is that of no line of the order"}}}
}

func notPositive(n int64) string {
	if n > 0 {
		return ""
	}
	return "must be greater than 0"
}

func notAName(name string) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "is empty"
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "is not one line of text"
	}
	return ""
}

// price is what JSON has for a decimal number without sign and exponent.
var price = regexp.MustCompile(`^(0|[1-9][0-9]*)(\.[0-9]+)?$`)

func notAPrice(n boxoffice.Decimal) string {
	switch {
	case n == "":
		return "is missing"
	case len(n) > 40 || !price.MatchString(string(n)):
		return "must be a decimal number such as 3.95, 0 or more"
	}
	return ""
}

// elsewhere are the networks, beyond those net/netip names, that no customer's
// public address is in.
var elsewhere = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // between a provider and its customers
	netip.MustParsePrefix("240.0.0.0/4"),
}

func notPublic(ip netip.Addr) string {
	if ip.Zone() != "" {
		return "has a zone, so it is not a public address"
	}
	ip = ip.Unmap()
	switch {
	case !ip.IsValid():
		return "is missing or malformed"
	case ip.IsUnspecified():
		return "is the unspecified address"
	case ip.IsLoopback():
		return "is a loopback address"
	case ip.IsPrivate():
		return "is a private address"
	case ip.IsMulticast() || ip.IsLinkLocalUnicast():
		return "is not a public address"
	}
	for _, network := range elsewhere {
		if network.Contains(ip) {
			return "is not a public address"
		}
	}
	return ""
}
