package main

import (
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/boxoffice-go/boxoffice/pkg/internal/contract"
	"github.com/boxoffice-go/boxoffice/pkg/internal/contract/oas"
)

// answer is a documented answer: one status in one media type.
type answer struct {
	Status, Name string
	Description  template.HTML
	MediaType    string // "" when there is no body
	OnTape       bool
	Sentinel     string // the error that it matches, "" when none
	Final        string // why the vendor's answer stands although it is a 5xx, "" when it does not
	Headers      []field
	Media        *media
}

func (o *operation) readAnswers(v *vendor, op *oas.Operation, cells []contract.Cell) error {
	responses := op.Spec.Responses.Map()
	for _, cell := range cells {
		if cell.Operation != op.ID {
			continue
		}
		response := responses[cell.Status].Value
		a := answer{Status: cell.Status, MediaType: cell.MediaType, OnTape: cell.Covered}
		if response.Description != nil {
			a.Description = v.text.inline(*response.Description)
		}
		if status, err := strconv.Atoi(cell.Status); err == nil {
			a.Name, a.Sentinel = http.StatusText(status), sentinel(status)
		}
		if final, ok := response.Extensions["x-final"].(string); ok {
			a.Final = final
		}
		for _, name := range names(v.order, response.Headers) {
			h := response.Headers[name].Value
			f, err := v.parameter(&openapi3.Parameter{
				Name: name, Schema: h.Schema, Description: h.Description, Required: h.Required, Extensions: h.Extensions, Example: h.Example,
			})
			if err != nil {
				return err
			}
			a.Headers = append(a.Headers, f)
		}
		if cell.MediaType != "" {
			m, err := v.media(cell.MediaType, response.Content[cell.MediaType])
			if err != nil {
				return fmt.Errorf("answer %s: %w", cell.Status, err)
			}
			a.Media = &m
		}
		if cell.Covered {
			o.covered++
		}
		if strings.HasPrefix(cell.Status, "2") {
			o.Answers = append(o.Answers, a)
		} else {
			o.Refusals = append(o.Refusals, a)
		}
	}
	return nil
}
