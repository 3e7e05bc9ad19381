package vendortest

import (
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"slices"

	"github.com/boxoffice-go/boxoffice/pkg/internal/scheme"
)

// securityScheme is a security scheme, with its flows if it is one of OAuth 2.
type securityScheme struct {
	scheme.Scheme
	Flows map[string]struct{ TokenURL string }
}

// grants are the kinds of a grant by the name of its flow.
var grants = map[string][]string{
	"clientCredentials": {"client_credentials"},
	"password":          {"password", "refresh_token"},
	"authorizationCode": {"authorization_code", "refresh_token"},
}

// grantFields are the fields that a grant has beside its kind and the client.
var grantFields = map[string][]string{
	"password": {"username", "password"}, "authorization_code": {"code"}, "refresh_token": {"refresh_token"},
}

// listTokenEndpoints lists the grants by the path of their token URL.
func (s *spec) listTokenEndpoints(schemes map[string]securityScheme, server *url.URL) {
	s.tokenEndpoints = map[string][]string{}
	for _, each := range schemes {
		for flow, at := range each.Flows {
			if address, err := server.Parse(at.TokenURL); err == nil && at.TokenURL != "" {
				path := address.EscapedPath()
				s.tokenEndpoints[path] = append(s.tokenEndpoints[path], grants[flow]...)
			}
		}
	}
	for path, granted := range s.tokenEndpoints {
		slices.Sort(granted)
		s.tokenEndpoints[path] = slices.Compact(granted)
	}
}

// giveToken answers a request for a token. Every client, user and code is accepted.
func (s *Server) giveToken(w http.ResponseWriter, r *http.Request, granted []string, body []byte, x *Exchange) {
	status, answer := http.StatusOK, map[string]any{"access_token": "example-access-token", "token_type": "Bearer", "expires_in": 3600}
	form, _ := url.ParseQuery(string(body))
	kind := form.Get("grant_type")
	if kind != "client_credentials" {
		answer["refresh_token"] = "example-refresh-token"
	}
	if code, where, problem := tokenProblem(r, form, granted); code != "" {
		x.Verdict = Violates
		status, answer = http.StatusBadRequest, map[string]any{"error": code}
		s.violated(x, status, Violation{Where: method(r.Method) + " " + s.spec.masked(r.URL.EscapedPath()) + ": " + where, Problem: problem})
	}
	data, _ := json.Marshal(answer)
	reply := plain(status, "")
	reply.header.Set("Cache-Control", "no-store")
	reply.body = data
	reply.write(w)
}

// tokenProblem says what is wrong with a request for a token, "" for nothing.
func tokenProblem(r *http.Request, form url.Values, granted []string) (code, where, problem string) {
	user, _, _ := r.BasicAuth()
	kind := form.Get("grant_type")
	switch {
	case r.Method != http.MethodPost:
		return "invalid_request", "method", "must be POST"
	case !isFormType(r):
		return "invalid_request", "header Content-Type", "must be application/x-www-form-urlencoded"
	case !slices.Contains(granted, kind):
		return "unsupported_grant_type", "field grant_type", "must be of a flow of the specification: " + list(granted)
	case user == "" && form.Get("client_id") == "":
		return "invalid_client", "client", "is in neither HTTP Basic nor the field client_id"
	}
	for _, field := range grantFields[kind] {
		if form.Get(field) == "" {
			return "invalid_request", "field " + field, "is required and missing"
		}
	}
	return "", "", ""
}

func isFormType(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/x-www-form-urlencoded"
}
