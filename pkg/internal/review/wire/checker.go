package wire

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	"github.com/oasdiff/oasdiff/load"
)

// otherwise are findings that mean something else for our clients than oasdiff
// assumes of clients in general.
var otherwise = map[string]Severity{
	// Enums stay open: a value that is new to a program is still decoded.
	checker.ResponsePropertyEnumValueAddedId: Compatible, checker.ResponseMediaTypeEnumValueAddedId: Compatible,
	// A program gets an object that is new to it as boxoffice.UnknownVariant.
	checker.ResponsePropertyOneOfAddedId: Compatible, checker.ResponseBodyOneOfAddedId: Compatible,
	// A program that reads the field gets nothing in it.
	checker.ResponseOptionalPropertyRemovedId: Breaking, checker.OptionalResponseHeaderRemovedId: Breaking,
	// A program that leaves the value out gets another one.
	checker.RequestParameterDefaultValueChangedId: Breaking, checker.RequestPropertyDefaultValueChangedId: Breaking,
	checker.RequestBodyDefaultValueChangedId:      Breaking,
	checker.RequestParameterDefaultValueRemovedId: Breaking, checker.RequestPropertyDefaultValueRemovedId: Breaking,
	checker.RequestBodyDefaultValueRemovedId: Breaking,
	// A program that knows a refusal by its status does not meet it any more.
	checker.ResponseNonSuccessStatusRemovedId: Breaking,
	// Texts of the document; a finding of ours says the same.
	checker.APITagRemovedId: Note, checker.APITagAddedId: Note, checker.APIOperationIdRemovedId: Note, checker.APIOperationIdAddId: Note,
	checker.APISchemasRemovedId: Note, checker.APIComponentsSecurityBearerFormatUpdatedId: Note,
}

// versionUnchanged asks for another version of the document, which is the
// vendor's to give. Discriminators are judged by rules of ours: oasdiff has no
// opinion on them.
const versionUnchanged = checker.APIVersionNotBumpedId

// check is what oasdiff says of two documents in JSON, grouped: one finding for a
// change of a schema, however many operations use it.
func check(before, after []byte) (Findings, error) {
	old, err := info(before)
	if err != nil {
		return nil, fmt.Errorf("the older version: %w", err)
	}
	now, err := info(after)
	if err != nil {
		return nil, fmt.Errorf("the newer version: %w", err)
	}
	differences, sources, err := diff.GetWithOperationsSourcesMap(diff.NewConfig(), old, now)
	if err != nil {
		return nil, err
	}
	config := checker.NewConfig(checker.GetAllChecks())
	words := checker.NewDefaultLocalizer()
	names := operationIDs(old.Spec, now.Spec)

	groups := map[string]int{}
	var all Findings
	for _, c := range checker.CheckBackwardCompatibilityUntilLevel(config, differences, sources, checker.INFO) {
		if c.GetId() == versionUnchanged || strings.Contains(c.GetId(), "-discriminator-") {
			continue
		}
		severity, known := otherwise[c.GetId()]
		if !known {
			severity = map[checker.Level]Severity{checker.ERR: Breaking, checker.WARN: Breaking, checker.INFO: Compatible}[c.GetLevel()]
		}
		if severity == Note {
			continue
		}
		text := strings.ReplaceAll(c.GetUncolorizedText(words), "`", "")
		group := c.GetId() + text
		i, there := groups[group]
		if !there {
			i = len(all)
			groups[group] = i
			all = append(all, Finding{Severity: severity, What: text, Keyword: c.GetId()})
		}
		if operation := names[c.GetOperation()+" "+c.GetPath()]; operation != "" {
			all[i].Operations = append(all[i].Operations, operation)
		}
	}
	for i := range all {
		all[i].Where = several(all[i].Operations)
	}
	return all, nil
}

func info(text []byte) (*load.SpecInfo, error) {
	document := &openapi3.T{}
	if err := json.Unmarshal(text, document); err != nil {
		return nil, err
	}
	if err := openapi3.NewLoader().ResolveRefsIn(document, nil); err != nil {
		return nil, err
	}
	return &load.SpecInfo{Spec: document, Version: document.Info.Version}, nil
}

// operationIDs are the ids by "POST /orders"; the newer version has the last word.
func operationIDs(documents ...*openapi3.T) map[string]string {
	names := map[string]string{}
	for _, d := range documents {
		for path, item := range d.Paths.Map() {
			for method, operation := range item.Operations() {
				names[method+" "+path] = operation.OperationID
			}
		}
	}
	return names
}

// several names up to three operations.
func several(operations []string) string {
	switch n := len(operations); {
	case n == 0:
		return "document"
	case n <= 3:
		return strings.Join(operations, ", ")
	default:
		return fmt.Sprintf("%s and %d more", strings.Join(operations[:3], ", "), n-3)
	}
}
