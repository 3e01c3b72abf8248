package changelog

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/safe"
)

// version is a text captured on a day that states a date of update.
func version(captured, updated, text string) Version {
	return Version{
		Ref:  "c" + strings.ReplaceAll(captured, "-", ""),
		Side: diff.Side{Source: "lumen/privacy.en", Title: "Lumen", Captured: captured, Updated: updated, Language: "en"},
		Read: reading("# Lumen\n\n" + text + "\n"),
	}
}

func reading(text string) func() (*doc.Document, error) {
	return func() (*doc.Document, error) { return doc.Parse([]byte(text)), nil }
}

// over is the changelog of a period whose texts can be read.
func over(t testing.TB, versions []Version, settle int, o Options) *Period {
	t.Helper()
	p, err := Over(versions, settle, nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	keep30 = "We keep the data of your account for 30 days after you close it."
	keep45 = "We keep the data of your account for 45 days after you close it."
	keep60 = "We keep the data of your account for 60 days after you close it."
)

func TestUpdatesAreGrouped(t *testing.T) {
	for _, c := range []struct {
		name     string
		settle   int
		versions []Version
		want     string // captures of each update, newest first
	}{
		{"twice in a week and its date within a month", 0, []Version{
			version("2024-01-01", "2023-12-01", keep30), version("2024-03-01", "2023-12-01", keep45),
			version("2024-03-06", "2023-12-01", keep60), version("2024-04-02", "2024-03-01", keep60+" Really."),
		}, "2024-03-01/2024-04-02:3"},
		{"the date ends an update", 0, []Version{
			version("2024-01-01", "2023-12-01", keep30), version("2024-03-01", "2024-03-01", keep45),
			version("2024-03-06", "2024-03-01", keep60),
		}, "2024-03-06/2024-03-06:0 2024-03-01/2024-03-01:0"},
		{"months apart", 0, []Version{
			version("2024-01-01", "", keep30), version("2024-03-01", "", keep45), version("2024-06-01", "", keep60),
		}, "2024-06-01/2024-06-01:0 2024-03-01/2024-03-01:0"},
		{"no end of weekly changes", 7, []Version{
			version("2024-01-01", "", keep30), version("2024-01-08", "", keep45), version("2024-01-15", "", keep60),
			version("2024-01-22", "", keep30), version("2024-01-29", "", keep45),
		}, "2024-01-29/2024-01-29:0 2024-01-08/2024-01-22:3"},
		{"grouping off", -1, []Version{
			version("2024-01-01", "", keep30), version("2024-01-02", "", keep45), version("2024-01-03", "", keep60),
		}, "2024-01-03/2024-01-03:0 2024-01-02/2024-01-02:0"},
		{"unknown dates are not grouped", 0, []Version{version("", "", keep30), version("", "", keep45), version("", "", keep60)}, "/:0 /:0"},
		{"one version", 0, []Version{version("2024-01-01", "", keep30)}, ""},
		{"none", 0, nil, ""},
	} {
		p := over(t, c.versions, c.settle, Options{})
		var got []string
		for _, u := range p.Updates {
			got = append(got, u.From+"/"+u.To+":"+string(rune('0'+len(u.Steps))))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.name, s, c.want)
		}
	}
}

// Texts are read one after the other, each once, and a period of which one cannot be read is not told by halves.
func TestTextsAreReadInTurn(t *testing.T) {
	var order []int
	days := []string{"2024-01-01", "2024-03-01", "2024-03-06", "2024-06-01", "2024-06-03"}
	versions := make([]Version, len(days))
	for i, day := range days {
		versions[i] = version(day, "", keep30+" "+day)
		read := versions[i].Read
		versions[i].Read = func() (*doc.Document, error) {
			order = append(order, i)
			return read()
		}
	}
	versions[3].Technical = true
	over(t, versions, 0, Options{})
	if !slices.Equal(order, []int{0, 1, 2, 3, 4}) {
		t.Errorf("read in the order %v", order)
	}
	for i := range versions {
		broken := slices.Clone(versions)
		broken[i].Read = func() (*doc.Document, error) { return nil, io.ErrUnexpectedEOF }
		if _, err := Over(broken, 0, nil, Options{}); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("text %d cannot be read: %v", i, err)
		}
	}
}

// A period in which nothing was recorded says just that, not that nothing happened.
func TestQuietPeriods(t *testing.T) {
	upgrade := version("2024-03-01", "", keep45)
	upgrade.Technical = true
	for _, c := range []struct {
		name     string
		versions []Version
		want     string
	}{
		{
			"one version",
			[]Version{version("2024-01-01", "", keep30)},
			"No version of “Lumen” after the one captured on 1 January 2024 is recorded in this period: there is nothing to compare.",
		},
		{
			"the same text",
			[]Version{version("2024-01-01", "", keep30), version("2024-02-01", "", keep30)},
			"No change of the text of “Lumen” is recorded between 1 January 2024 and 1 February 2024 (2 captures compared).",
		},
		{
			"an upgrade",
			[]Version{version("2024-01-01", "", keep30), upgrade},
			"Between 1 January 2024 and 1 March 2024 nothing but technical upgrades of “Lumen” is recorded; texts are not compared across them.",
		},
	} {
		if got := over(t, c.versions, 0, Options{}).Summary; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNothingIsComparedAcrossATechnicalUpgrade(t *testing.T) {
	vs := []Version{
		version("2024-01-01", "", keep30), version("2024-03-01", "", "Menu Login Cookies. "+keep30),
		version("2024-06-01", "", "Menu Login Cookies. "+keep45),
	}
	vs[1].Technical = true
	p := over(t, vs, 0, Options{})
	if len(p.Updates) != 1 || p.Net != nil || p.NetNote == "" {
		t.Fatalf("%+v", p)
	}
	if c := p.Updates[0].Net; c.Counts.Entries() != 1 || c.Old.Ref != "c20240301" {
		t.Errorf("%+v", c)
	}
}

// digest is a digest with everything in it.
func digest(t testing.TB, lang string) *Digest {
	t.Helper()
	o := Options{Lang: lang, AsOf: "2024-07-01"}
	a := over(t, []Version{
		version("2024-01-01", "2023-12-01", keep30), version("2024-03-01", "2023-12-01", keep45),
		version("2024-03-06", "2024-03-01", keep60), version("2024-06-01", "2024-03-01", keep60+" Ask us anything."),
	}, 0, o)
	b := over(t, []Version{version("2024-01-01", "", "Some words here."), version("2024-02-01", "", "Some words there.")}, 0, o)
	b.Source = "other/terms.en"
	quiet := over(t, []Version{version("2024-01-01", "", keep30)}, 0, o)
	quiet.Source = "quiet/privacy.en"
	return MakeDigest([]*Period{quiet, b, a}, lang)
}

func TestDigest(t *testing.T) {
	d := digest(t, "en")
	if len(d.Changed) != 2 || d.Changed[0].Source != "lumen/privacy.en" || len(d.Quiet) != 1 {
		t.Fatalf("%+v", d)
	}
	for _, lang := range []string{"en", "zh-CN", "zh-TW"} {
		golden(t, "digest."+lang+".txt", func(w io.Writer) error { return DigestTerminal(w, digest(t, lang), TerminalOptions{}) })
	}
	golden(t, "digest.md", func(w io.Writer) error { return DigestMarkdown(w, d) })
	golden(t, "period.txt", func(w io.Writer) error {
		return PeriodTerminal(w, d.Changed[0], TerminalOptions{Brief: true, Width: 72})
	})
	golden(t, "period.md", func(w io.Writer) error { return PeriodMarkdown(w, d.Changed[0]) })
}

func TestSchema(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("changelog.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("changelog.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{
		"english": Make(sample(t, "english.json"), Options{}), "taiwan": Make(sample(t, "taiwan.json"), Options{Lang: "zh-TW"}),
		"nothing": Make(&diff.Result{Schema: diff.Schema}, Options{}), "digest": digest(t, "zh-CN"), "period": digest(t, "en").Changed[0],
	} {
		var b bytes.Buffer
		if err := JSON(&b, v); err != nil {
			t.Fatal(err)
		}
		got, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(got); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var broken map[string]any
	var b bytes.Buffer
	_ = JSON(&b, Make(sample(t, "english.json"), Options{}))
	_ = json.Unmarshal(b.Bytes(), &broken)
	broken["verdict"] = "weaker"
	if s.Validate(broken) == nil {
		t.Error("the schema takes anything")
	}
}

// Whatever a policy is called or says, no output of ours is steered by it.
func TestHostile(t *testing.T) {
	const attack = "\x1b]0;x\x07\u202e<script>alert(1)</script> [l](javascript:x) `c` @everyone {1} {n} =1+1 \u009b2J"
	side := diff.Side{Source: attack, Language: attack, Title: attack, Captured: attack, Updated: attack, Effective: attack, Label: attack}
	old, new := side, side
	new.Label, new.Updated, new.Captured = attack+"2", attack+"2", attack+"2"
	vs := []Version{
		{Ref: attack, Side: old, Read: reading("# A" + attack + "\n\nWe may keep it for 30 days. " + attack + "\n")},
		{Ref: attack, Side: new, Read: reading("# A" + attack + "\n\nWe shall keep it for 45 days. " + attack + attack +
			"\n\n## What's new\n\n- " + attack + "\n- We keep data longer, as the new retention of 45 days says.\n")},
	}
	p := over(t, vs, 0, Options{})
	d := MakeDigest([]*Period{p, {Source: attack}}, "en")
	var plain, md bytes.Buffer
	_ = DigestTerminal(&plain, d, TerminalOptions{Explain: true})
	_ = DigestMarkdown(&md, d)
	for name, s := range map[string]string{"terminal": plain.String(), "markdown": md.String()} {
		if safe.Text(s) != s {
			t.Errorf("%s: control characters in %q", name, s)
		}
	}
	for _, bad := range []string{"<script", " [l]", "`c`", "@everyone"} {
		if strings.Contains(md.String(), bad) {
			t.Errorf("markdown has %s: %s", bad, md.String())
		}
	}
	if p.Updates[0].Net.Claims == nil {
		t.Error("the list of updates was not found")
	}
}
