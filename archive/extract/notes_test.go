package extract

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"policylog/internal/reason"
)

// Every reason for which something is kept or dropped has words in the reader's language. They are read from the source and
// the tables, so that a new one is not forgotten.
func TestEveryNoteIsToldInChinese(t *testing.T) {
	whys := map[string]bool{"role menu": true, "hidden by style, a copy of other text": true, "folded away on the page, hidden attribute": true}
	for _, table := range []map[string]string{noiseNames(), noisePhrases(), frameParts} {
		for why := range maps.Values(table) {
			whys[why] = true
		}
	}
	for _, p := range noisePatterns() {
		whys[p.why] = true
	}
	maps.Copy(whys, whysInSource(t))
	if len(whys) < 60 {
		t.Errorf("%d reasons found: %q", len(whys), slices.Sorted(maps.Keys(whys)))
	}
	for _, why := range slices.Sorted(maps.Keys(whys)) {
		for _, lang := range []string{"zh-CN", "zh-TW"} {
			if got := reason.Extraction(why, lang); got == why {
				t.Errorf("%q has no words in %s", why, lang)
			}
		}
		if got := reason.Extraction(why, "en"); got != why {
			t.Errorf("%q became %q in English", why, got)
		}
	}
	if got := reason.Extraction("folded away on the page, hidden by style", "zh-TW"); got != "在頁面上摺疊（由樣式隱藏）" {
		t.Errorf("got %q", got)
	}
}

// whysInSource are the texts that the package's source assigns to why, returns from what says why, or notes.
func whysInSource(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && s != "" && s != "empty" && !strings.HasSuffix(s, " ") && !strings.HasPrefix(s, ",") {
				out[s] = true
			}
		}
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			says := fn.Doc != nil && strings.Contains(fn.Doc.Text(), "says why")
			ast.Inspect(fn, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ReturnStmt:
					if says {
						add(n.Results[len(n.Results)-1])
					}
				case *ast.AssignStmt:
					if id, ok := n.Lhs[len(n.Lhs)-1].(*ast.Ident); ok && id.Name == "why" {
						add(n.Rhs[len(n.Rhs)-1])
					}
					if at, ok := n.Lhs[0].(*ast.IndexExpr); ok {
						if id, ok := at.X.(*ast.Ident); ok && id.Name == "found" {
							add(n.Rhs[0])
						}
					}
				case *ast.CallExpr:
					if sel, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) == 2 && (sel.Sel.Name == "drop" || sel.Sel.Name == "keep") {
						add(n.Args[1])
					}
				}
				return true
			})
		}
	}
	return out
}
