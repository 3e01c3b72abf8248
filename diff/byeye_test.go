package diff_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/internal/realdata"
)

// The draws of docs/byeye.md: real blocks with their facts, real texts with their outline, real changes with their class,
// to be read beside the text. POLICYLOG_SWEEP=1 prints them, POLICYLOG_SEED draws others.

// eyeRandom skips the test where nothing is to be printed, and gives the draw of the wanted seed.
func eyeRandom(t *testing.T) *rand.Rand {
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("POLICYLOG_SWEEP is not set")
	}
	seed := uint64(1)
	if s := os.Getenv("POLICYLOG_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	return rand.New(rand.NewPCG(seed, 7))
}

// eyeText is a real text in all its versions.
type eyeText struct {
	name     string
	versions []func() []byte
}

// eyeTexts are the texts of all real data: the files, and every path of the histories.
func eyeTexts(t *testing.T) []eyeText {
	var out []eyeText
	for _, glob := range []string{"seeds/*.txt", "pdf/*.md"} {
		files, err := filepath.Glob(filepath.Join(realdata.Dir(t), filepath.FromSlash(glob)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			name := path.Join(path.Dir(glob), filepath.Base(f))
			out = append(out, eyeText{name, []func() []byte{func() []byte { return realdata.File(t, name) }}})
		}
	}
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions", "ota-demo-versions"} {
		repo := realdata.Repo(t, bundle)
		raw, err := exec.Command("git", "-C", repo, "-c", "core.quotePath=false", "log", "--raw", "--no-abbrev", "--no-renames", "--diff-filter=AM", "--format=").Output()
		if err != nil {
			t.Fatal(err)
		}
		blob := catFile(t, repo)
		texts := make(map[string][]func() []byte)
		for line := range strings.Lines(string(raw)) {
			status, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if id := strings.Fields(status); ok && strings.HasSuffix(name, ".md") && !strings.HasPrefix(name, "README") {
				texts[name] = append(texts[name], func() []byte { return blob(id[3]) })
			}
		}
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			out = append(out, eyeText{bundle + "/" + name, texts[name]})
		}
	}
	return out
}

// eyeGroup is the language that a text is counted under.
func eyeGroup(language string) string {
	switch {
	case strings.HasPrefix(language, "zh-Hans"), strings.HasPrefix(language, "zh-CN"):
		return "zh-CN"
	case strings.HasPrefix(language, "zh"):
		return "zh-TW"
	case len(language) > 2:
		return language[:2]
	}
	return language
}

// readable says whether a block has the length to be judged at a glance; Chinese and Japanese take half as many characters.
func readable(b *doc.Block, group string) bool {
	n := utf8.RuneCountInString(b.Text)
	if strings.HasPrefix(group, "zh") || group == "ja" {
		n *= 2
	}
	return n >= 80 && n <= 1200 && !b.Boiler
}

// linkTarget is what a reader of a text does not see.
var linkTarget = regexp.MustCompile(`\]\([^)]*\)|https?:\S+`)

// rareSign is what dates, sums, ages, names and laws have about them.
var rareSign = regexp.MustCompile(`[\d@《$€£¥%]|\b(Inc|Ltd|LLC|Limited|Act|years|days)\b|公司|法[》律规規]|[岁歲日天年]内|周岁`)

// draws are the blocks that TestByEyeFacts draws of each language: most of policies speaks of data and duties, so that half
// of them are looked for by what is rare. What the program finds has no say in it: the draw is the same before and after.
var draws = []struct {
	of    string
	holds func(text string) bool
}{
	{"any", func(string) bool { return true }},
	{"rare", func(text string) bool { return rareSign.MatchString(linkTarget.ReplaceAllString(text, "")) }},
}

var wantedBlocks = map[string]int{"en": 12, "zh-TW": 9, "zh-CN": 9, "ja": 2, "de": 2}

// TestByEyeFacts prints blocks with their facts: any text of a language as likely as any other, then any of its versions.
func TestByEyeFacts(t *testing.T) {
	random := eyeRandom(t)
	texts := eyeTexts(t)
	seen := make(map[string]bool)
	for _, draw := range draws {
		drawn := make(map[string][]string)
		for range 8000 {
			text := texts[random.IntN(len(texts))]
			d := doc.Parse(text.versions[random.IntN(len(text.versions))]())
			group := eyeGroup(d.Meta.Language)
			if len(drawn[group]) >= wantedBlocks[group] || len(d.Blocks) == 0 {
				continue
			}
			b := &d.Blocks[random.IntN(len(d.Blocks))]
			if seen[b.Text] || !readable(b, group) || !draw.holds(b.Text) {
				continue
			}
			seen[b.Text] = true
			var out strings.Builder
			fmt.Fprintf(&out, "%s %s%d %s %s %s\n%s\n", draw.of, group, len(drawn[group])+1, text.name, d.Meta.Language, b.Kind, b.Text)
			for _, f := range fact.Find(b.Text, d.Meta.Language) {
				fmt.Fprintf(&out, "    %s %q = %s %s\n", f.Kind, f.Text, f.Value, f.Role)
			}
			drawn[group] = append(drawn[group], out.String())
		}
		for _, group := range slices.Sorted(maps.Keys(drawn)) {
			for _, block := range drawn[group] {
				t.Log(block)
			}
		}
	}
}

// wantedTexts are how many texts of each part of the data TestByEyeOutlines prints, none of two of one service.
var wantedTexts = map[string]int{"seeds": 2, "pdf": 1, "mozilla-legal-docs": 4, "ota-pga-versions": 9, "ota-demo-versions": 4}

// TestByEyeOutlines prints texts beside the outline that they are parsed into.
func TestByEyeOutlines(t *testing.T) {
	random := eyeRandom(t)
	texts := eyeTexts(t)
	drawn := make(map[string]int)
	services := make(map[string]bool)
	for _, i := range random.Perm(len(texts)) {
		part, _, _ := strings.Cut(texts[i].name, "/")
		service := path.Dir(texts[i].name)
		if drawn[part] == wantedTexts[part] || services[service] && strings.HasPrefix(part, "ota") {
			continue
		}
		drawn[part]++
		services[service] = true
		d := doc.Parse(texts[i].versions[random.IntN(len(texts[i].versions))]())
		var out strings.Builder
		fmt.Fprintf(&out, "%s %s %q\n", texts[i].name, d.Meta.Language, d.Meta.Title)
		for j := range d.Blocks {
			b := &d.Blocks[j]
			if b.Kind == doc.Heading {
				s := &d.Sections[b.Section]
				fmt.Fprintf(&out, "%s# %d [%s] %s   <- %.60q\n", strings.Repeat("  ", len(s.Path)), s.Level, s.Number, s.Title, b.Text)
				continue
			}
			boiler := ""
			if b.Boiler {
				boiler = " boiler"
			}
			fmt.Fprintf(&out, "      %s%d%s %q body %d: %.80q\n", b.Kind, b.Depth, boiler, b.Mark, b.Body, b.Text)
		}
		t.Log(out.String())
	}
}

// TestByEyeChanges prints changes of either history: twenty of any kind, and twenty that are told as something else than
// modified, added or removed, one of each of so many pairs of consecutive versions.
func TestByEyeChanges(t *testing.T) {
	random := eyeRandom(t)
	plain := []diff.Status{diff.Modified, diff.Added, diff.Removed}
	for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions"} {
		pairs := blobPairs(t, bundle)
		any, named := newShares(), newShares()
		any.random, named.random = random, rand.New(rand.NewPCG(7, 7)) // a stream of its own, so that neither draw moves the other
		for range 400 {
			p := pairs[random.IntN(len(pairs))]
			r := diff.Compare(doc.Parse(p.old), doc.Parse(p.new), diff.Options{})
			any.draw(r)
			r.Blocks = slices.DeleteFunc(r.Blocks, func(row diff.Row) bool { return slices.Contains(plain, row.Status) })
			named.draw(r)
		}
		for _, row := range slices.Concat(any.drawn[:20], named.drawn[:20]) {
			t.Log(row)
		}
	}
}
