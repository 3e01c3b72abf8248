package archive

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"policylog/internal/realdata"
)

func TestReadDeclarations(t *testing.T) {
	d, err := ReadDeclarations(filepath.Join("testdata", "declarations"))
	if err != nil {
		t.Fatal(err)
	}
	nav := []Selector{{CSS: ".share"}, {CSS: "nav"}}
	want := []Source{
		{
			ID: "brightleaf/privacy-policy", URL: "https://www.example.com/privacy", Render: RenderBrowser, Timeout: time.Minute, SettleDays: 30,
			Pages: []Page{{
				URL: "https://www.example.com/privacy", Remove: []Selector{{CSS: "nav"}},
				Select: []Selector{{CSS: "main"}, {StartAfter: "h1", EndBefore: "#foot"}},
			}},
		},
		{
			ID: "brightleaf/terms-of-service", URL: "https://www.example.com/terms/1", Render: RenderAuto, Timeout: time.Minute, SettleDays: 30,
			Pages: []Page{
				{URL: "https://www.example.com/terms/1", Select: []Selector{{CSS: "#content"}}, Remove: nav},
				{URL: "https://www.example.com/terms/2", Select: []Selector{{CSS: "article"}}, Remove: nav},
			},
		},
	}
	if diff := cmp.Diff(want, d.Sources); diff != "" {
		t.Error(diff)
	}
	left := strings.Join(d.Left, "\n")
	for _, part := range []string{
		"Bad.json: not a declaration", "Brightleaf.filters.js: filters are programs", "Broken Address", "Broken Selector",
		`Privacy Policy: filter ["removeNonce"]`, "once upon a time", "Imprint: is in the history alone",
	} {
		if !strings.Contains(left, part) {
			t.Errorf("left lacks %q:\n%s", part, left)
		}
	}
	for at, url := range map[string]string{
		"2022-01-01": "https://www.example.com/old", "2024-01-01": "https://www.example.com/privacy.html",
		"2025-01-01": "https://www.example.com/privacy",
	} {
		day, err := time.Parse(time.DateOnly, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.RulesAt(d.Sources[0], day)[0].URL; got != url {
			t.Errorf("rules at %s are for %s, want %s", at, got, url)
		}
	}
	if _, err := ReadDeclarations("nowhere"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error is %v", err)
	}
	if _, err := ReadDeclarations("testdata"); err == nil {
		t.Error("a directory without declarations was taken")
	}
}

// What is read goes into policylog.yaml, and comes out of it as it was.
func TestDeclarationsGoIntoTheConfig(t *testing.T) {
	for _, dir := range []string{filepath.Join("testdata", "declarations"), filepath.Join(realdata.Dir(t), "ota-demo-declarations")} {
		d, err := ReadDeclarations(dir)
		if err != nil {
			t.Fatal(err)
		}
		text, err := NewConfig("")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Sources {
			if text, err = AddSource("policylog.yaml", text, s); err != nil {
				t.Fatal(err)
			}
		}
		cfg, err := ParseConfig("policylog.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		for i := range cfg.Sources {
			cfg.Sources[i].Line = 0
		}
		if diff := cmp.Diff(d.Sources, cfg.Sources); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReadRealDeclarations(t *testing.T) {
	d, err := ReadDeclarations(filepath.Join(realdata.Dir(t), "ota-demo-declarations"))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Sources) != 19 || len(d.Left) != 0 || len(d.History) != 5 {
		t.Errorf("%d sources, %d histories, left %q", len(d.Sources), len(d.History), d.Left)
	}
}
