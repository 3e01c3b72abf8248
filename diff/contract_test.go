package diff_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"policylog/diff"
	"policylog/diff/contract"
	"policylog/diff/doc"
)

// schema is the committed JSON Schema, compiled.
func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	loaded, err := jsonschema.UnmarshalJSON(bytes.NewReader(diff.JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("diff-1.json", loaded); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("diff-1.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate holds a result's JSON to the schema, and reads it back.
func validate(t testing.TB, s *jsonschema.Schema, r *diff.Result) {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Fatal(err)
	}
	back, err := diff.ReadJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(back)
	if want, _ := json.Marshal(r); !bytes.Equal(want, again) {
		t.Fatal("JSON read back is another result")
	}
}

func TestJSONFollowsTheSchema(t *testing.T) {
	s := schema(t)
	validate(t, s, compare(t, []byte(before), []byte(after)))
	validate(t, s, compare(t, nil, []byte(after)))
	validate(t, s, compare(t, nil, nil))
	all := seeds(t)
	validate(t, s, compare(t, all[0], all[3]))
	validate(t, s, compare(t, all[1], all[2]))
}

func TestSchemaRefusesWhatBreaksTheContract(t *testing.T) {
	s := schema(t)
	for name, edit := range map[string]func(map[string]any){
		"no summary":           func(m map[string]any) { delete(m, "summary") },
		"unknown status":       func(m map[string]any) { m["blocks"].([]any)[0].(map[string]any)["status"] = "changed" },
		"equal with a class":   func(m map[string]any) { m["blocks"].([]any)[0].(map[string]any)["class"] = "cosmetic" },
		"section of no side":   func(m map[string]any) { m["sections"] = []any{map[string]any{"status": "equal", "blocks": []any{}}} },
		"key that is not ours": func(m map[string]any) { m["extra"] = 1 },
	} {
		var b bytes.Buffer
		if err := compare(t, []byte(before), []byte(before)).WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		edit(v.(map[string]any))
		if s.Validate(v) == nil {
			t.Errorf("%s: passes", name)
		}
	}
}

// scraps are pieces that policies are made of, and some that none should be.
var scraps = []string{
	"# Privacy Policy", "## 1. What we collect", "## 2. What we share", "### 2.1 With whom", "一、我們收集的資訊", "二、我们如何使用信息", "（一）位置資訊",
	"We may share your e-mail address with [partners](https://example.com/p?id=7).", "We will not sell your data.", "Back to top", "Back to top",
	"* name", "* IP address", "- telephone number", "1. first", "2. second", "| a | b |", "|---|---|", "---", "***", "{: #id }", "> quoted",
	"我們會在 30 日內刪除您的個人資料。", "我们会在 30 日内删除您的个人资料。", "我们不会出售您的信息；也不会出租。", "本政策更新於 2021 年 1 月 15 日。", "**重要：**請仔細閱讀。",
	"```\ncode\n```", "<div>html</div>", "\ufeff", "\r\n", "a\tb", "©2020 Example", "\x00", "\xff\xfe", "term\n: definition", "Hard  \nbreak",
}

// texts draws a text of scraps.
func texts(t *rapid.T, name string) string {
	var b strings.Builder
	for _, s := range rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 24).Draw(t, name) {
		b.WriteString(s)
		b.WriteString(rapid.SampledFrom([]string{"\n", "\n\n", "\r\n\r\n"}).Draw(t, "break"))
	}
	return b.String()
}

func TestCompareKeepsTheContract(t *testing.T) {
	s := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		old := texts(t, "old")
		new := old
		if rapid.Bool().Draw(t, "independent") {
			new = texts(t, "new")
		} else {
			for range rapid.IntRange(1, 4).Draw(t, "edits") {
				lines := strings.SplitAfter(new, "\n")
				i, k := rapid.IntRange(0, len(lines)-1).Draw(t, "from"), rapid.IntRange(0, len(lines)-1).Draw(t, "to")
				lines[i], lines[k] = lines[k], lines[i]
				new = strings.Join(lines, "")
			}
		}
		r := diff.Compare(doc.Parse([]byte(old)), doc.Parse([]byte(new)), diff.Options{})
		if err := contract.Check([]byte(old), []byte(new), r); err != nil {
			t.Fatalf("%v\nold %q\nnew %q", err, old, new)
		}
		back := diff.Compare(doc.Parse([]byte(new)), doc.Parse([]byte(old)), diff.Options{})
		if err := contract.Mirrored(r, back); err != nil {
			t.Fatalf("%v\nold %q\nnew %q", err, old, new)
		}
		var b bytes.Buffer
		if err := r.WriteJSON(&b); err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzCompare holds any two texts to the contract, both ways round.
func FuzzCompare(f *testing.F) {
	f.Add([]byte(before), []byte(after))
	f.Add([]byte("一、我們收集的資訊\n\n我們會收集位置資訊。\n"), []byte("一、我们收集的信息\n\n我们会收集位置信息，也会收集通讯录。\n"))
	f.Add([]byte("\ufeff# T\r\n\r\na\r\n"), []byte("# T\n\na b\n"))
	f.Add([]byte("x\xff\n\ny"), []byte("y\n\nx\xff"))
	f.Add([]byte(strings.Repeat("- back to top\n", 9)), []byte(strings.Repeat("- back to top\n", 7)))
	f.Fuzz(func(t *testing.T, old, new []byte) { compare(t, old, new) })
}
