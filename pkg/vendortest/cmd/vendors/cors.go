package main

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// cors lets programs in browsers call a vendor, whatever page they are on: the
// vendors have nothing that such a page may not have.
func cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if origin == "" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		w.Header().Add("Vary", "Origin")
		if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
			next.ServeHTTP(&exposing{ResponseWriter: w}, r)
			return
		}
		w.Header().Set("Access-Control-Allow-Methods", r.Header.Get("Access-Control-Request-Method"))
		w.Header().Set("Access-Control-Allow-Headers", r.Header.Get("Access-Control-Request-Headers"))
		w.Header().Set("Access-Control-Allow-Private-Network", "true")
		w.WriteHeader(http.StatusNoContent)
	})
}

// exposing names the headers of an answer, so that programs in browsers can read
// them.
type exposing struct {
	http.ResponseWriter
	done bool
}

func (e *exposing) WriteHeader(status int) {
	if !e.done {
		e.done = true
		e.Header().Set("Access-Control-Expose-Headers", strings.Join(slices.Sorted(maps.Keys(e.Header())), ", "))
	}
	e.ResponseWriter.WriteHeader(status)
}

func (e *exposing) Write(data []byte) (int, error) {
	if !e.done {
		e.WriteHeader(http.StatusOK)
	}
	return e.ResponseWriter.Write(data)
}

// Unwrap is for http.ResponseController.
func (e *exposing) Unwrap() http.ResponseWriter { return e.ResponseWriter }
