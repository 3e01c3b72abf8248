package doc

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"policylog/internal/realdata"
)

// check holds a document to what the package promises.
func check(d *Document) error {
	src, at := d.Source, d.Start
	if head := strings.TrimPrefix(src[:d.Start], "\uFEFF"); head != "" && !strings.HasPrefix(head, "---") {
		return fmt.Errorf("text begins at %d, behind %q", d.Start, head)
	}
	section := None
	for i, b := range d.Blocks {
		if b.Index != i {
			return fmt.Errorf("block %d has index %d", i, b.Index)
		}
		if b.Start < at || b.End <= b.Start || b.End > len(src) {
			return fmt.Errorf("block %d is [%d,%d) behind %d", i, b.Start, b.End, at)
		}
		if gap := strings.TrimSpace(src[at:b.Start]); gap != "" {
			return fmt.Errorf("%q before block %d belongs to no block", gap, i)
		}
		if b.Text != src[b.Start:b.End] {
			return fmt.Errorf("text of block %d is not its slice of the source", i)
		}
		if strings.TrimSpace(b.Text) != b.Text {
			return fmt.Errorf("block %d has white space around it: %q", i, b.Text)
		}
		if b.Body < 0 || b.Body > len(b.Text) || b.Body < len(b.Text) && utf8.ValidString(b.Text) && !utf8.RuneStart(b.Text[b.Body]) {
			return fmt.Errorf("block %d has its words at %d of %d", i, b.Body, len(b.Text))
		}
		if b.Depth < 0 || b.Depth > maxDepth {
			return fmt.Errorf("block %d has depth %d", i, b.Depth)
		}
		if b.Kind == Heading {
			section++
			if section >= len(d.Sections) || d.Sections[section].Heading != i || d.Sections[section].Index != section {
				return fmt.Errorf("heading %d has no section", i)
			}
		}
		if b.Section != section {
			return fmt.Errorf("block %d is in section %d, not %d", i, b.Section, section)
		}
		at = b.End
	}
	if gap := strings.TrimSpace(src[at:]); gap != "" {
		return fmt.Errorf("%q at the end belongs to no block", gap)
	}
	if section != len(d.Sections)-1 {
		return fmt.Errorf("%d sections, %d headings", len(d.Sections), section+1)
	}
	for i, s := range d.Sections {
		if s.End <= s.Heading || s.End > len(d.Blocks) {
			return fmt.Errorf("section %d ends at %d", i, s.End)
		}
		if s.Parent == None {
			if len(s.Path) != 0 {
				return fmt.Errorf("section %d has no parent but path %q", i, s.Path)
			}
			continue
		}
		p := d.Sections[s.Parent]
		if s.Parent >= i || p.Level >= s.Level || p.End < s.End || len(s.Path) != len(p.Path)+1 {
			return fmt.Errorf("section %d (level %d, end %d) under %d (level %d, end %d)", i, s.Level, s.End, s.Parent, p.Level, p.End)
		}
	}
	return nil
}

// fragments are what policies are made of, the hard parts of it first.
var fragments = []string{
	"# Title", "## 1.1 標題 ##", "Title\n=====", "小節\n---", "**1.2 收集**", "**Bold line**", "**• Log files:** text",
	"一、我们收集的信息", "（一）收集范围", "(1)提交反馈", "1、与国家安全有关的；", "第三条 定义", "Article I Scope", "§ 4 Rechte", "A. Scope",
	"1\\. Acceptance", "\\- escaped", "* item", "  * nested", "- ", "•", "• 獲得您的同意。", "1. one", "2) two", "①第一", "> quote", "> > deep", ">> 1. x",
	"| a | b |", "|---|---|", "a | b", "```", "~~~yaml", "    code();", "\tindented", "　　全角缩进的段落。", "---", "***", "{: #id }", "<div>", "</div>",
	"<table><tr><td>x</td></tr>", "<!-- note", "-->", "<script>", "[a]: http://x.example", ": definition", "!!! summary \"元数据\"",
	"    url: https://privacy.example/all/zh_TW/", "    存档时间: 2022-01-27", "text ends mid", "sentence here.", "我們將其用於進一步", "改進服務。",
	"", "", "", "\ufeff", "\xff\xfe", "a\\", "two  ", "\u00a0", "\u200b", "|", "**", "#", "1.", "[^1]: note", "正文", "\f",
}

func TestParseKeepsEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		if rapid.Bool().Draw(t, "bom") {
			b.WriteString("\ufeff")
		}
		if rapid.Bool().Draw(t, "front") {
			b.WriteString("---\r\ntitle: 政策\r\n---\r\n")
		}
		for range rapid.IntRange(0, 30).Draw(t, "lines") {
			b.WriteString(rapid.SampledFrom(fragments).Draw(t, "line"))
			b.WriteString(rapid.SampledFrom([]string{"\n", "\n", "\n\n", "\r\n", "\r", " "}).Draw(t, "end"))
		}
		if err := check(Parse([]byte(b.String()))); err != nil {
			t.Fatalf("%v\n%q", err, b.String())
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range fragments {
		f.Add([]byte(s))
	}
	f.Add([]byte("\ufeff---\r\ntitle: 小米隱私政策\r\n---\r\n\r\n!!! summary \"元数据\"\r\n\r\n    ```YAML\r\n    url: x\r\n    ```\r\n\r\n## 正文\r\n"))
	f.Add([]byte("一、总则\n\n（一）范围\n\n1、甲；\n\n2、乙。\n\n二、附则\n\n正文。"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if err := check(Parse(src)); err != nil {
			t.Fatal(err)
		}
	})
}

// blobs calls fn with every nth distinct text of a repository, in the order of their object names.
func blobs(t testing.TB, bundle string, nth int, fn func(id string, text []byte)) {
	t.Helper()
	repo := realdata.Repo(t, bundle)
	list := exec.Command("git", "-C", repo, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname) %(objecttype)")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for line := range strings.Lines(string(out)) {
		if id, kind, _ := strings.Cut(strings.TrimSpace(line), " "); kind == "blob" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	var want bytes.Buffer
	for i := 0; i < len(ids); i += nth {
		want.WriteString(ids[i] + "\n")
	}
	cat := exec.Command("git", "-C", repo, "cat-file", "--batch")
	cat.Stdin = &want
	if out, err = cat.Output(); err != nil {
		t.Fatal(err)
	}
	for len(out) > 0 {
		head, rest, _ := bytes.Cut(out, []byte("\n"))
		var id, kind string
		var size int
		if _, err := fmt.Sscan(string(head), &id, &kind, &size); err != nil {
			t.Fatal(err)
		}
		fn(id, rest[:size])
		out = rest[size+1:]
	}
}

// step is 1 for a full sweep over the real histories, which POLICYLOG_SWEEP asks for.
func step(sample int) int {
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		return 1
	}
	return sample
}

func TestRealHistoriesKeepEveryByte(t *testing.T) {
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		n := 0
		blobs(t, bundle, step(40), func(id string, text []byte) {
			n++
			if err := check(Parse(text)); err != nil {
				t.Errorf("%s %s: %v", bundle, id, err)
			}
		})
		t.Logf("%s: %d texts", bundle, n)
	}
}
