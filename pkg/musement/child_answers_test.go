package musement_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
)

// answers are what a vendor may answer that echoes what it was sent.
var answers = map[string]http.HandlerFunc{
	"refusal": func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, http.StatusBadRequest, map[string]any{"code": echo(r), "message": r.URL.String(), "data": r.URL.Query()})
	},
	"form": func(w http.ResponseWriter, r *http.Request) {
		text := echo(r)
		answerJSON(w, http.StatusBadRequest, map[string]any{"global_error_message": text, "errors": []any{
			map[string]string{"field_name": text, "field_error_message": text},
		}})
	},
	"page": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprintf(w, "<p>%s</p><a href=%q>", html.EscapeString(echo(r)), r.URL)
	},
	"header": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", url.QueryEscape(r.URL.String()))
		w.Header().Set("WWW-Authenticate", fmt.Sprintf("Bearer realm=%q", r.URL))
		for name, values := range r.URL.Query() {
			w.Header().Set("X-Echo-"+name, url.PathEscape(values[0]))
		}
		w.WriteHeader(http.StatusUnauthorized)
	},
	"server error": func(w http.ResponseWriter, r *http.Request) { http.Error(w, echo(r), http.StatusInternalServerError) },
	"other media type": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; echo="+url.QueryEscape(r.URL.String()))
		_, _ = fmt.Fprint(w, echo(r))
	},
	"no JSON":  func(w http.ResponseWriter, r *http.Request) { answerJSON(w, 200, echo(r)) },
	"cut JSON": func(w http.ResponseWriter, r *http.Request) { _, _ = fmt.Fprintf(w, `{"access_token": %q`, echo(r)) },
	"wrong types": func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, 200, map[string]any{"expires_in": echo(r)})
	},
	"odd names": func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, 200, map[string]any{echo(r): map[string]any{echo(r): 1}})
	},
	"token that is the address": func(w http.ResponseWriter, r *http.Request) {
		if isLogin(r) {
			answerJSON(w, 200, map[string]any{"access_token": r.URL.String() + "\n", "expires_in": 3600})
			return
		}
		w.WriteHeader(http.StatusForbidden) // or onboarding believes the login
	},
	"ended token": func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, 200, map[string]any{"access_token": echo(r), "expires_in": 0})
	},
	"long body": func(w http.ResponseWriter, r *http.Request) {
		answerJSON(w, 200, map[string]any{"access_token": strings.Repeat(echo(r), 20000)})
	},
	"redirect on the origin": func(w http.ResponseWriter, r *http.Request) { redirect(w, r, "/elsewhere?"+r.URL.RawQuery, 302) },
	"redirect off the origin": func(w http.ResponseWriter, r *http.Request) {
		redirect(w, r, "https://example.invalid/?"+r.URL.RawQuery, 307)
	},
	"redirect to no address": func(w http.ResponseWriter, r *http.Request) { redirect(w, r, "http://[::1/?"+r.URL.RawQuery, 301) },
	"redirect to other scheme": func(w http.ResponseWriter, r *http.Request) {
		redirect(w, r, "ftp://u:"+url.QueryEscape(r.URL.RawQuery)+"@x/", 308)
	},
	"garbage":    func(w http.ResponseWriter, r *http.Request) { raw(w, "HTTP/9.9 "+r.URL.String()+" garbage\r\n\r\n") },
	"bad header": func(w http.ResponseWriter, r *http.Request) { raw(w, "HTTP/1.1 200 OK\r\n"+r.URL.String()+"\r\n\r\n") },
	"bad length": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 200 OK\r\nContent-Length: "+r.URL.String()+"\r\n\r\n")
	},
	"bad coding": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: "+url.QueryEscape(r.URL.String())+"\r\n\r\n")
	},
	"bad chunk": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+r.URL.String()+"\r\n")
	},
	"bad compression": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 900\r\n\r\n"+r.URL.String())
	},
	"status with the address": func(w http.ResponseWriter, r *http.Request) {
		raw(w, "HTTP/1.1 418 "+r.URL.String()+"\r\nContent-Length: 0\r\n\r\n")
	},
	"cut off": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	"silence": func(_ http.ResponseWriter, r *http.Request) {
		_ = echo(r) // a server notices that the caller has gone only when it has read the body
		<-r.Context().Done()
	},
}

func answerJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

func redirect(w http.ResponseWriter, r *http.Request, to string, status int) {
	if r.URL.Path == "/elsewhere" {
		fmt.Println("a redirect was followed")
	}
	w.Header().Set("Location", to)
	w.WriteHeader(status)
}

// raw answers with bytes that need not be HTTP.
func raw(w http.ResponseWriter, text string) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_, _ = conn.Write([]byte(text))
	_ = conn.Close()
}
