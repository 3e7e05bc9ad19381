package oauth

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/boxoffice-go/boxoffice/pkg/boxoffice"
	"github.com/boxoffice-go/boxoffice/pkg/internal/safe"
	"github.com/boxoffice-go/boxoffice/pkg/rest"
	"github.com/boxoffice-go/boxoffice/pkg/token"
)

// grant asks for a token.
func (c *Client) grant(ctx context.Context, op *rest.Operation, form map[string]string) (token.Token, error) {
	asked := time.Now()
	for name, value := range c.endpoint.Extra {
		if _, taken := form[name]; !taken {
			form[name] = value
		}
	}
	req := c.request(c.token, op, c.tokenAt, form)
	answer, err := rest.Decode(ctx, req, func(a *rest.Answer, kept *rest.Answer) {
		kept.StatusCode, kept.Header, kept.Body, kept.Attempts = a.StatusCode, a.Header, a.Body, a.Attempts
	})
	if err != nil {
		return token.Token{}, err
	}
	fields := read(answer.Body, answer.Header)
	if fields["access_token"] == "" {
		return token.Token{}, c.withoutToken(req, answer, fields)
	}
	return token.Answer{
		Access:  boxoffice.Sensitive(fields["access_token"]),
		Refresh: boxoffice.Sensitive(fields["refresh_token"]), ExpiresIn: lifetime(fields["expires_in"]), Asked: asked,
	}.Token(), nil
}

// lifetime is a lifetime in whole seconds, nil for none. It may also be a text or have a
// fraction. Some servers, such as VK's, send 0 for a token that does not end.
func lifetime(text string) *int64 {
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(seconds) || seconds == 0 {
		return nil
	}
	const longest = 100 * 365 * 24 * 60 * 60
	whole := int64(min(max(seconds, -1), longest))
	return &whole
}

// withoutToken is the error of a success that has no token. Some servers refuse so.
func (c *Client) withoutToken(req *rest.Request, answer *rest.Answer, fields map[string]string) error {
	e := req.NewError(safe.Errorf(boxoffice.ErrUnexpectedResponse, "the answer holds no access token"))
	e.Delivery, e.Attempts, e.StatusCode = boxoffice.Answered, answer.Attempts, answer.StatusCode
	e.Header, e.RequestID = answer.Header, req.IDOf(answer.Header)
	explain(e, fields)
	req.Redact(e)
	return e
}

// read returns the texts and numbers of an answer in JSON, or in a form as old servers
// send it. Everything else in it is left out, such as a list of scopes.
func read(body []byte, header http.Header) map[string]string {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	found := make(map[string]string)
	if len(body) > 0 && body[0] == '{' {
		var fields map[string]json.RawMessage
		if json.Unmarshal(body, &fields) != nil {
			return nil
		}
		for name, raw := range fields {
			var text string
			var number json.Number
			switch {
			case json.Unmarshal(raw, &text) == nil:
				found[name] = text
			case json.Unmarshal(raw, &number) == nil:
				found[name] = number.String()
			}
		}
		return found
	}
	switch kind, _, _ := mime.ParseMediaType(header.Get("Content-Type")); kind {
	case "application/x-www-form-urlencoded", "text/plain":
		if form, err := url.ParseQuery(string(body)); err == nil {
			for name := range form {
				found[name] = form.Get(name)
			}
		}
	}
	return found
}
