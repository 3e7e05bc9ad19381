package hlconnect

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/boxoffice-go/boxoffice/gen/hlconnectapi"
	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// RegionError is the cause of a refused validation whose text speaks of a
// region: the asset may not be sold to the customer's address.
type RegionError struct{}

func (*RegionError) Error() string {
	return "the asset may not be sold in the region of the customer's address"
}

// SafeText implements safe.Error.
func (e *RegionError) SafeText() string { return e.Error() }

// QuantityError is the cause of a refused validation whose text speaks of the
// quantity: it is below the asset's minimum.
type QuantityError struct{}

func (*QuantityError) Error() string { return "the quantity is not one the asset is sold in" }

// SafeText implements safe.Error.
func (e *QuantityError) SafeText() string { return e.Error() }

// NotCancellableError is the cause of a refused cancellation (400): the line is
// in a state that cannot be cancelled. Which states those are is not
// documented.
type NotCancellableError struct{}

func (*NotCancellableError) Error() string { return "the line is in a state that cannot be cancelled" }

// SafeText implements safe.Error.
func (e *NotCancellableError) SafeText() string { return e.Error() }

// refine explains refusals of the generated operations. The vendor documents
// neither codes nor texts, so a region and a quantity are told by the words that
// a refusal of either cannot do without, and by nothing when it has both.
func refine(_ *rest.Request, e *boxoffice.Error) {
	switch {
	case !judges(e): // the page of a proxy, whatever words are on it
	case e.Operation == "cancelPurchase" && e.StatusCode == http.StatusBadRequest:
		e.Err = &NotCancellableError{}
	case e.Operation == "validatePurchase" && (e.StatusCode == http.StatusBadRequest || e.StatusCode == http.StatusUnprocessableEntity):
		// The message first: the rest of the body may repeat the request.
		if e.Err = restriction(e.Message); e.Err == nil {
			e.Err = restriction(string(e.Body))
		}
	}
}

func restriction(text string) error {
	region := mentions(text, "region", "country", "countries", "territor", "geograph", "location")
	quantity := mentions(text, "quantity", "quantities", "min_qty", "minimum")
	switch {
	case region && !quantity:
		return &RegionError{}
	case quantity && !region:
		return &QuantityError{}
	}
	return nil
}

func mentions(text string, words ...string) bool {
	text = strings.ToLower(text)
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// failure is the state in a 502 of getPurchaseInfo that is the vendor's own: JSON
// with a final state of an order. Anything else with that status is a gateway's
// page, in JSON or not, and "" here; taking one for the vendor's word would have
// the shop refund a purchase that goes through.
func failure(e *boxoffice.Error) string {
	if e == nil || e.Operation != "getPurchaseInfo" || e.StatusCode != http.StatusBadGateway {
		return ""
	}
	var body struct {
		Status string `json:"status,omitzero"`
	}
	if !rest.IsJSON(e.Header) || !rest.ReadRefusal(e, &body) {
		return ""
	}
	switch strings.ToUpper(body.Status) {
	case StatusFailed, StatusCanceled, "CANCELLED":
		return body.Status
	}
	return ""
}

// final reports whether the vendor is done with a line. A state that is not
// documented, or none, is not the end.
func final(item hlconnectapi.OrderItem) bool {
	return slices.ContainsFunc([]string{StatusCompleted, StatusFailed, StatusCanceled, "CANCELLED"}, func(status string) bool { return reads(item, status) })
}

// stateWord is the form of a state that may stand in an error's text: the vendor
// chose these bytes.
var stateWord = regexp.MustCompile(`^[A-Za-z]+([ _-][A-Za-z]+){0,3}$`)

// nameOf is the state of a line in words.
func nameOf(item hlconnectapi.OrderItem) string {
	switch {
	case item.Status == "":
		return "no state"
	case len(item.Status) > 32 || !stateWord.MatchString(item.Status):
		return "a state of unknown form"
	}
	return item.Status
}
