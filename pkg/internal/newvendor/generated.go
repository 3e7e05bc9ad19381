package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// client is what the layout has to know of the generated client.
type client struct {
	title, goName, server, url string
	methods                    map[string]*ast.FuncDecl // by operationId in small letters
	structs                    map[string]*ast.StructType
	spec                       *openapi3.T
}

// readGenerated looks at the generated client and its specification.
func (l *layout) readGenerated() {
	if l.err != nil {
		return
	}
	dir := "gen/" + l.name + "api"
	data, err := os.ReadFile(dir + "/spec.json")
	if err != nil {
		l.err = err
		return
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		l.err = err
		return
	}
	l.client = client{title: strings.TrimSuffix(doc.Info.Title, " API"), goName: typeName(l.name), spec: doc,
		server: doc.Servers[0].Description, url: doc.Servers[0].URL, methods: map[string]*ast.FuncDecl{}, structs: map[string]*ast.StructType{}}
	files, err := parser.ParseDir(token.NewFileSet(), dir, func(f fs.FileInfo) bool { return strings.HasSuffix(f.Name(), ".go") }, 0) //nolint:staticcheck // one package, without build tags
	if err != nil {
		l.err = err
		return
	}
	for _, pkg := range files {
		ast.Inspect(pkg, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil && n.Name.IsExported() {
					l.client.methods[strings.ToLower(n.Name.Name)] = n
				}
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok {
					l.client.structs[n.Name.Name] = s
				}
			}
			return true
		})
	}
	l.readCredentials()
	l.contract()
	if len(l.cases) == 0 && l.err == nil {
		l.err = fmt.Errorf("no operation of specs/%s.yaml can be called from its examples alone: describe one that takes no body", l.name)
	}
}

// alternatives are the names of the schemes that an operation takes, together or in
// place of each other. nobody: it also works without.
func alternatives(op *openapi3.Operation) (all []string, nobody bool) {
	if op.Security == nil {
		return nil, true
	}
	for _, requirement := range *op.Security {
		names := slices.Sorted(maps.Keys(requirement))
		if nobody = nobody || len(names) == 0; len(names) > 0 {
			all = append(all, strings.Join(names, "+"))
		}
	}
	return all, nobody || len(all) == 0
}

// credentials are one for each alternative that an operation takes, and for each flow
// of OAuth 2 in it.
func (l *layout) readCredentials() {
	used, nobody := map[string]bool{}, false
	for _, item := range l.client.spec.Paths.Map() {
		for _, op := range item.Operations() {
			all, without := alternatives(op)
			nobody = nobody || without
			for _, name := range all {
				used[name] = true
			}
		}
	}
	parts, alone := l.parts(used), map[string]int{}
	for joined := range used {
		alone[parts[joined].Kind]++ // "" for several together
	}
	taken := map[string]bool{"Client": true, "Credential": true, "New": true, "Anonymous": true}
	name := func(proposed, otherwise string) string {
		if taken[proposed] {
			proposed = otherwise
		}
		for taken[proposed] {
			proposed += "Credential"
		}
		taken[proposed] = true
		return proposed
	}
	for _, joined := range slices.SortedFunc(maps.Keys(used), byParts) {
		var own []part
		var fields []string
		for id := range strings.SplitSeq(joined, "+") {
			own = append(own, parts[id])
			fields = append(fields, parts[id].Field)
		}
		all := strings.Join(fields, "And")
		plain := all
		if usual := map[string]string{"key": "APIKey", "token": "AccessToken", "basic": "Account"}[own[0].Kind]; len(own) == 1 && alone[own[0].Kind] == 1 {
			plain = usual
		}
		l.credentials = append(l.credentials, credential{Name: joined, Go: name(plain, all), Parts: own})
		for _, p := range own {
			for _, f := range p.flows {
				f.At = l.address(f.TokenURL)
				proposed := f.Go
				if len(own) > 1 {
					proposed = all + "By" + f.Go
				}
				l.credentials = append(l.credentials, credential{Name: joined, Go: name(proposed, all+"By"+f.Go), Parts: own, Flow: &f})
			}
			if len(p.flows) > 0 {
				break // the token of another scheme is given
			}
		}
	}
	if nobody || len(l.credentials) == 0 {
		l.credentials = append(l.credentials, credential{Go: "Anonymous"})
	}
}

// byParts puts one scheme before several.
func byParts(a, b string) int {
	return cmp.Or(cmp.Compare(strings.Count(a, "+"), strings.Count(b, "+")), cmp.Compare(a, b))
}

// parts are the schemes in use, with the variables of live recordings.
func (l *layout) parts(used map[string]bool) map[string]part {
	parts, taken := map[string]part{}, map[string]bool{}
	for _, joined := range slices.SortedFunc(maps.Keys(used), byParts) {
		for id := range strings.SplitSeq(joined, "+") {
			if _, there := parts[id]; there {
				continue
			}
			p := partOf(id, l.client.spec.Components.SecuritySchemes[id].Value)
			variable := map[string]string{"key": "KEY", "token": "ACCESS_TOKEN", "basic": ""}[p.Kind]
			if taken[variable] {
				variable = strings.ToUpper(strings.Join(words(id), "_"))
				if p.Kind == "basic" {
					variable += "_"
				}
			}
			taken[variable] = true
			p.Variable = strings.ToUpper(l.name) + "_" + variable
			parts[id] = p
		}
	}
	return parts
}

// hasBasic, hasFlow and hasStruct say what the adapter imports.
func (l *layout) hasStruct() bool {
	return slices.ContainsFunc(l.credentials, func(c credential) bool { return !c.Anonymous() && !c.Func() })
}
func (l *layout) hasBasic() bool { return slices.ContainsFunc(l.credentials, credential.Basic) }
func (l *layout) hasFlow() bool {
	return slices.ContainsFunc(l.credentials, func(c credential) bool { return c.Flow != nil })
}

// proven is a credential with a call that takes it.
type proven struct {
	credential
	Call call
}

// proofs are the credentials that a call of the vendor's can be made with.
func (l *layout) proofs() (all []proven) {
	for _, c := range l.credentials {
		takes := func(made call) bool {
			return made.First && !made.Refusal && (slices.Contains(made.Takes, c.Name) || c.Anonymous() && len(made.Takes) == 0)
		}
		// One that reads is answered in the same way when the fake has a memory.
		i := slices.IndexFunc(l.cases, func(made call) bool { return made.Kind == http.MethodGet && takes(made) })
		if i < 0 {
			i = slices.IndexFunc(l.cases, takes)
		}
		if i >= 0 {
			all = append(all, proven{c, l.cases[i]})
		}
	}
	return all
}

// goType is a type as it is written outside the generated package.
func (l *layout) goType(e ast.Expr) string {
	text := types.ExprString(e)
	prefix := ""
	for strings.HasPrefix(text, "[]") || strings.HasPrefix(text, "*") {
		cut := strings.TrimPrefix(strings.TrimPrefix(text, "[]"), "*")
		prefix, text = prefix+text[:len(text)-len(cut)], cut
	}
	if value, isMap := strings.CutPrefix(text, "map[string]"); isMap {
		return prefix + "map[string]" + l.goType(&ast.Ident{Name: value})
	}
	if ast.IsExported(text) && !strings.Contains(text, ".") {
		text = l.name + "api." + text
	}
	return prefix + text
}

// asJSON is a value of an example as text, "" when it has none.
func asJSON(value any) string {
	data, err := json.Marshal(value)
	if err != nil || value == nil {
		return ""
	}
	return string(data)
}

// imports are the packages that the written cases use beside those they always do.
func (l *layout) imports() map[string]bool {
	used := map[string]bool{}
	for _, c := range l.cases {
		used["api"] = used["api"] || strings.Contains(c.Args, l.name+"api.")
		used["boxoffice"] = used["boxoffice"] || strings.Contains(c.Args, "boxoffice.")
	}
	for _, t := range byOperation(l.cases) {
		used["single"] = used["single"] || len(t.Others) > 0
		for _, c := range t.Others {
			used["boxoffice"] = used["boxoffice"] || !c.Refusal && c.Header != ""
		}
	}
	for _, c := range l.proofs() {
		used["proofAPI"] = used["proofAPI"] || strings.Contains(c.Call.Args, l.name+"api.")
		used["proofBody"] = used["proofBody"] || c.Call.Body
	}
	used["sampleAPI"] = strings.Contains(l.sample().Args, l.name+"api.")
	used["sampleBody"] = l.sample().Body
	used["sampleBoxoffice"] = strings.Contains(l.sample().Args, "boxoffice.")
	return used
}

// given are the credentials that nothing is asked for, for the tapes and the trust tests.
func (l *layout) given() []credential {
	given := slices.DeleteFunc(slices.Clone(l.credentials), func(c credential) bool { return c.Flow != nil })
	for i, c := range given {
		given[i].Called = slices.ContainsFunc(l.cases, func(made call) bool { return made.With == c.Go })
	}
	return given
}

// address is the name of the constant of a token URL.
func (l *layout) address(tokenURL string) string {
	i := slices.IndexFunc(l.addresses, func(a [2]string) bool { return a[1] == tokenURL })
	if i < 0 {
		i = len(l.addresses)
		name := "grants"
		if i > 0 {
			name += strconv.Itoa(i + 1)
		}
		l.addresses = append(l.addresses, [2]string{name, tokenURL})
	}
	return l.addresses[i][0]
}
