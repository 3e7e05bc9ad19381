package hlconnect

import (
	"net/http"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
)

// judgements are the statuses with which the vendor documents that it judges
// what was asked for. Every other status is a refusal to speak (401, 403, 405,
// 413, …) or a fault on the way, and says nothing about an order.
var judgements = map[string][]int{
	"validatePurchase": {http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity},
	"registerPurchase": {http.StatusNotFound, http.StatusConflict, http.StatusUnprocessableEntity},
	"cancelPurchase":   {http.StatusBadRequest, http.StatusNotFound},
	"getPurchaseInfo":  {http.StatusNotFound, http.StatusBadGateway},
}

// judges reports whether err is the vendor's judgement of what was asked for: a
// documented status, and not on the page of a proxy.
func judges(err error) bool {
	e := boxoffice.AsError(err)
	switch {
	case e == nil || !slices.Contains(judgements[e.Operation], e.StatusCode) || !rest.IsJSON(e.Header):
		return false
	case e.Operation == "getPurchaseInfo" && e.StatusCode == http.StatusNotFound:
		return isErrorResponse(e)
	}
	return true
}

// isErrorResponse reports whether a body is the vendor's refusal (ErrorResponse in the
// specification) and not {"message": …}, which proxies send when they have no route.
// The difference matters: after the vendor's "no such order" a shop may refund, and
// after a proxy's it must not.
func isErrorResponse(e *boxoffice.Error) bool {
	var refusal struct {
		Name   any `json:"name,omitzero"`
		Code   any `json:"code,omitzero"`
		Status any `json:"status,omitzero"`
	}
	return rest.ReadRefusal(e, &refusal) && (refusal.Name != nil || refusal.Code != nil || refusal.Status != nil)
}
