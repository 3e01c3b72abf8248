package notice

import (
	"bytes"
	"io"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"policylog/diff"
	"policylog/diff/changelog"
)

func compileSchema(t *testing.T, raw []byte) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", s); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// asJSON is what a writer of JSON wrote, as a schema's validator reads it.
func asJSON(t *testing.T, write func(io.Writer) error) any {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestNoticesFollowTheirSchema(t *testing.T) {
	schema := compileSchema(t, JSONSchema)
	notices := hostileNotices("http://evil.example")
	for _, lang := range []string{"en", "zh-TW"} {
		r := pair(t, lang)
		notices[lang] = Make(r, Options{Lang: "zh-CN"})
		notices[lang+" publisher"] = Make(r, Options{Voice: Publisher, Contact: "privacy@starboat.example", URL: "https://starboat.example"})
	}
	notices["nothing"] = Make(&diff.Result{Schema: diff.Schema}, Options{})
	for name, n := range notices {
		if err := schema.Validate(asJSON(t, func(w io.Writer) error { return JSON(w, n) })); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := asJSON(t, func(w io.Writer) error { return JSON(w, notices["en"]) }).(map[string]any)
	broken["direction"] = "weaker"
	if schema.Validate(broken) == nil {
		t.Error("the schema takes anything")
	}
}

func TestReviewsFollowTheirSchema(t *testing.T) {
	schema := compileSchema(t, ReviewSchema)
	r := pair(t, "zh-TW")
	log := changelog.Make(r, changelog.Options{})
	all := Judge(r, log, nil)
	reviews := map[string]Review{
		all[0].Entry.ID: {Verdict: Content, Note: "checked", By: "lee", At: "2024-06-10T00:00:00Z", Same: "abc"},
		all[1].Entry.ID: {Verdict: ExtractionError},
	}
	for name, judged := range map[string][]Judged{"none": all, "some": Judge(r, log, reviews), "no changes": {}} {
		v := asJSON(t, func(w io.Writer) error { return ReviewsJSON(w, "starboat/privacy-policy.zh-TW", judged, len(judged)) })
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if schema.Validate(map[string]any{"schema": "policylog.review/1"}) == nil {
		t.Error("the schema takes anything")
	}
}
