package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"slices"
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

// scheme is a security scheme that clients have a credential for.
type scheme struct {
	Name      string // in the specification, "" for nobody in particular
	Go        string // the credential's type or function
	Kind      string // bearer, basic, key or anonymous
	Header    string
	Variables []variable
}

// Proof is what the header of an example has.
func (s scheme) Proof() string {
	switch s.Kind {
	case "basic":
		return "Basic " + base64.StdEncoding.EncodeToString([]byte("example-user:example-password"))
	case "key":
		return "example-key"
	}
	return "Bearer example-access-token"
}

// variable is one of the environment that a live recording takes.
type variable struct{ Name, For string }

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
	l.credentials()
	l.contract()
	if len(l.cases) == 0 && l.err == nil {
		l.err = fmt.Errorf("no operation of specs/%s.yaml can be called from its examples alone: describe one that takes no body", l.name)
	}
}

// credentials are those of the operations' security.
func (l *layout) credentials() {
	used, nobody := map[string]bool{}, false
	for _, item := range l.client.spec.Paths.Map() {
		for _, op := range item.Operations() {
			if op.Security == nil || len(*op.Security) == 0 {
				nobody = true
				continue
			}
			for _, alternative := range *op.Security {
				nobody = nobody || len(alternative) == 0
				for name := range alternative {
					used[name] = true
				}
			}
		}
	}
	names, taken := []string{}, map[string]bool{}
	for name := range used {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		s := l.client.spec.Components.SecuritySchemes[name].Value
		made := scheme{Name: name, Kind: "bearer", Go: "AccessToken", Header: "Authorization"}
		upper := strings.ToUpper(l.name) + "_"
		made.Variables = []variable{{upper + "ACCESS_TOKEN", "an access token"}}
		switch {
		case s.Type == "apiKey":
			made.Kind, made.Go, made.Header = "key", "APIKey", s.Name
			made.Variables = []variable{{upper + "KEY", "a key"}}
		case strings.EqualFold(s.Scheme, "basic"):
			made.Kind, made.Go = "basic", "Account"
			made.Variables = []variable{{upper + "USERNAME", "a user's name"}, {upper + "PASSWORD", "and password"}}
		}
		if taken[made.Go] {
			made.Go = typeName(name)
		}
		taken[made.Go] = true
		l.schemes = append(l.schemes, made)
	}
	if nobody || len(l.schemes) == 0 {
		l.schemes = append(l.schemes, scheme{Go: "Anonymous", Kind: "anonymous"})
	}
}

func (l *layout) hasBasic() bool {
	return slices.ContainsFunc(l.schemes, func(s scheme) bool { return s.Kind == "basic" })
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
	}
	used["sampleAPI"] = strings.Contains(l.sample().Args, l.name+"api.")
	used["sampleBody"] = l.sample().Body
	used["sampleBoxoffice"] = strings.Contains(l.sample().Args, "boxoffice.")
	return used
}
