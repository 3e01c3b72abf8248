package parallel

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/internal/realdata"
)

// TestSeedsDisturbed drops, moves and merges sections of the numbered pair of policies. Numbers stay with their
// sections, as they do where a translation leaves some out.
func TestSeedsDisturbed(t *testing.T) {
	a := chunks(string(realdata.File(t, "seeds/000_05b14415a591ba60.txt")))
	b := chunks(string(realdata.File(t, "seeds/003_13bd11e379a121a2.txt")))
	var right, got, want int
	for k := range 8 {
		rnd := rand.New(rand.NewPCG(uint64(k), 3))
		r, g, w := score(disturb(a, rnd), disturb(b, rnd), "zh-TW", "en")
		right, got, want = right+r, got+g, want+w
	}
	t.Logf("F1 %.3f of %d pairs", f1(right, got, want), want)
	if f := f1(right, got, want); f < 0.90 {
		t.Errorf("F1 %.3f, want 0.90", f)
	}
}

func TestPDF(t *testing.T) {
	en, zh := doc.Parse(realdata.File(t, "pdf/mdn_plus_privacy.en.md")), doc.Parse(realdata.File(t, "pdf/mdn_plus_privacy.zh-CN.md"))
	r := Compare(en, zh, Options{A: diff.Side{Language: "en"}, B: diff.Side{Language: "zh-CN"}})
	for _, row := range r.Sections {
		if row.A == nil || row.B == nil || row.A.Index != row.B.Index {
			t.Errorf("row %+v %+v", row.A, row.B)
		}
		t.Logf("%+v | %+v | %s %.2f %v", row.A, row.B, row.Status, row.Score, row.Facts)
	}
}

// plant changes one fact of a text at a time and counts, by kind, how often the comparison says so.
func plant(t *testing.T, a, b *doc.Document, la, lb string, change func(f fact.Fact) (string, bool)) map[fact.Kind][2]int {
	base := Compare(a, b, Options{A: diff.Side{Language: la}, B: diff.Side{Language: lb}})
	told := func(r *Result, k fact.Kind) int {
		n := 0
		rows := r.Sections
		if r.Preamble != nil {
			rows = append(rows, *r.Preamble)
		}
		for _, row := range rows {
			for _, f := range row.Facts {
				if f.Kind == string(k) {
					n++
				}
			}
		}
		return n
	}
	out := map[fact.Kind][2]int{}
	for i := range a.Blocks {
		blk := &a.Blocks[i]
		if blk.Boiler || blk.Section == doc.None {
			continue
		}
		for _, f := range fact.Find(blk.Text, la) {
			with, ok := change(f)
			if !ok || out[f.Kind][1] >= 20 {
				continue
			}
			src := a.Source[:blk.Start+f.Start] + with + a.Source[blk.Start+f.End:]
			r := Compare(doc.Parse([]byte(src)), b, Options{A: diff.Side{Language: la}, B: diff.Side{Language: lb}})
			c := out[f.Kind]
			c[1]++
			if told(r, f.Kind) > told(base, f.Kind) {
				c[0]++
			} else if os.Getenv("POLICYLOG_SWEEP") != "" {
				t.Logf("missed %s %q -> %q in block %d", f.Kind, f.Text, with, i)
			}
			out[f.Kind] = c
		}
	}
	return out
}

func TestPlantedFacts(t *testing.T) {
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("POLICYLOG_SWEEP=1 runs it")
	}
	zh, en := seeds(t)
	other := func(f fact.Fact) (string, bool) {
		switch f.Kind {
		case fact.Duration, fact.Date, fact.Age, fact.Amount:
			digits := regexp.MustCompile(`\d+`).FindString(f.Text)
			if digits == "" {
				return "", false
			}
			n, _ := strconv.Atoi(digits)
			return strings.Replace(f.Text, digits, strconv.Itoa(n+1), 1), true
		case fact.Email:
			return "x" + f.Text, true
		case fact.Phone:
			return f.Text[:len(f.Text)-1] + string('0'+(f.Text[len(f.Text)-1]-'0'+1)%10), true
		case fact.URL:
			return "https://other.example/" + f.Text[min(len(f.Text), 8):], true
		case fact.ThirdParty:
			return "Zephyrine Ltd.", true
		case fact.Modality:
			must, may := "must", "may"
			if f.Text[0] > 0x7f {
				must, may = "應當", "可以"
			}
			switch modalClass(f.Value) {
			case "may":
				return must, true
			case "must":
				return may, true
			}
			return "", false
		case fact.DataType, fact.Jurisdiction, fact.Legal:
			return "", true
		}
		return "", false
	}
	for _, dir := range []struct {
		a, b   *doc.Document
		la, lb string
	}{{zh, en, "zh-TW", "en"}, {en, zh, "en", "zh-TW"}} {
		for k, c := range plant(t, dir.a, dir.b, dir.la, dir.lb, other) {
			t.Logf("%s %s: %d of %d", dir.la, k, c[0], c[1])
		}
	}
}
