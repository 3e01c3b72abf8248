package extract

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	dom "golang.org/x/net/html"

	"policylog/internal/realdata"
)

// Real policies in the places of others, on real pages and on the shapes: whatever a policy is made of, the page around it
// costs it no line. POLICYLOG_SWEEP=1 tries each policy on every eighth page instead of on three.
func TestRealTextsOnOtherPages(t *testing.T) {
	if testing.Short() {
		t.Skip("500 pages; the shapes stand for them")
	}
	frames, texts := append(realFrames(t), shapeFrames(t)...), realTexts(t)
	if len(frames) < 90 || len(texts) < 150 {
		t.Fatalf("%d pages, %d policies", len(frames), len(texts))
	}
	each := 3
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		each = len(frames) / 8
	}
	tried, whole := 0, 0
	for i, text := range texts {
		alone := extractShape(t, "<body>"+text.html+"</body>")
		for k := range each {
			f := frames[(i*7+k*(len(frames)/each))%len(frames)]
			res := extractShape(t, strings.Replace(f.html, graftHere, text.html, 1))
			tried++
			if lost := linesLost(string(alone.Markdown), string(res.Markdown)); len(lost) > 0 {
				t.Errorf("%s on %s: %d lines lost, among them %q", text.name, f.name, len(lost), lost[0])
			} else {
				whole++
			}
			if !res.Problem.IsZero() {
				t.Errorf("%s on %s: held for %s", text.name, f.name, res.Problem)
			}
		}
	}
	t.Logf("%d policies on %d pages: %d tried, %d whole", len(texts), len(frames), tried, whole)
}

// graftHere stands in a frame where its own policy was.
const graftHere = "GRAFT-HERE"

// named is HTML that a message can tell.
type named struct{ name, html string }

// realFrames are pages as last captured, without what stood in their content.
func realFrames(t *testing.T) []named {
	repo := realdata.Repo(t, "ota-demo-snapshots")
	var content []cascadia.Selector
	for _, css := range []string{"#article-contents", ".markdown", "[class^=TextContent_textContent]", ".textcontent", "#skip-nav", "#terms", "main"} {
		content = append(content, cascadia.MustCompile(css))
	}
	var frames []named
	for _, path := range gitPaths(t, repo, ".html") {
		root := pageTree(t, gitOutput(t, repo, "show", "HEAD:"+path))
		for _, css := range content {
			if found := cascadia.QueryAll(root, css); len(found) == 1 {
				for found[0].FirstChild != nil {
					found[0].RemoveChild(found[0].FirstChild)
				}
				found[0].AppendChild(&dom.Node{Type: dom.TextNode, Data: graftHere})
				frames = append(frames, named{path, pageOf(t, root)})
				break
			}
		}
	}
	return frames
}

// shapeFrames are the shapes without what stands between their comments "before" and "after", where that is not within a
// table or list.
func shapeFrames(t *testing.T) []named {
	var frames []named
	for _, s := range shapes(t) {
		root := pageTree(t, s.page)
		var before, after *dom.Node
		for n := range root.Descendants() {
			switch {
			case n.Type == dom.CommentNode && n.Data == "before":
				before = n
			case n.Type == dom.CommentNode && n.Data == "after":
				after = n
			}
		}
		if before == nil || after == nil || before.Parent != after.Parent || !holdsBlocks[before.Parent.Data] {
			continue
		}
		for before.NextSibling != after {
			before.Parent.RemoveChild(before.NextSibling)
		}
		before.Parent.InsertBefore(&dom.Node{Type: dom.TextNode, Data: graftHere}, after)
		frames = append(frames, named{s.name, pageOf(t, root)})
	}
	return frames
}

var holdsBlocks = map[string]bool{"body": true, "main": true, "article": true, "section": true, "div": true, "td": true}

// realTexts are policies of two histories, as of now, in HTML.
func realTexts(t *testing.T) []named {
	markdown := goldmark.New(goldmark.WithExtensions(extension.Table))
	var texts []named
	for _, bundle := range []string{"ota-pga-versions", "mozilla-legal-docs"} {
		repo := realdata.Repo(t, bundle)
		for _, path := range gitPaths(t, repo, ".md") {
			text := gitOutput(t, repo, "show", "HEAD:"+path)
			if !strings.Contains(path, "/") || len(text) < 3_000 || len(text) > 200_000 {
				continue
			}
			var html bytes.Buffer
			if err := markdown.Convert([]byte(text), &html); err != nil {
				t.Fatal(err)
			}
			texts = append(texts, named{path, html.String()})
		}
	}
	return texts
}

var linkTarget = regexp.MustCompile(`\]\([^)]*\)`)

// linesLost are the lines of a text that another has not as often. Where links lead is not looked at, since pages may name
// another base, nor what makes a heading, since a page's own title may stand for the text's.
func linesLost(want, got string) []string {
	lines := func(s string) map[string]int {
		count := map[string]int{}
		for line := range strings.Lines(linkTarget.ReplaceAllString(s, "]")) {
			count[strings.Trim(line, "# \n")]++
		}
		return count
	}
	have := lines(got)
	var lost []string
	for line, n := range lines(want) {
		if have[line] < n {
			lost = append(lost, line)
		}
	}
	return lost
}

func pageTree(t *testing.T, page string) *dom.Node {
	root, err := dom.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func pageOf(t *testing.T, root *dom.Node) string {
	var b strings.Builder
	if err := dom.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gitPaths(t *testing.T, repo, ext string) []string {
	var paths []string
	for path := range strings.SplitSeq(gitOutput(t, repo, "ls-tree", "-r", "-z", "--name-only", "HEAD"), "\x00") {
		if filepath.Ext(path) == ext {
			paths = append(paths, path)
		}
	}
	return paths
}

func gitOutput(t *testing.T, repo string, args ...string) string {
	out, err := exec.Command("git", append([]string{"-C", repo}, args...)...).Output()
	if err != nil {
		t.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return string(out)
}
