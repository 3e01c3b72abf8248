package fact

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// seed is one of the real policies with what is in it, counted by hand where no simple expression can.
type seed struct {
	file                          string
	updated, effective, published string
	label                         string
	dates, durations              []string
	phones, persons, addresses    int
	companies                     int // with a legal form
	certifications                int
}

var seeds = []seed{
	{file: "seeds/000_05b14415a591ba60.txt", updated: "2021-01-15", dates: []string{"2021-01-15"}, durations: []string{"P1D"}, phones: 1, persons: 1, addresses: 4, companies: 15, certifications: 3},
	{file: "seeds/002_0fb34c2545ec3a69.txt", effective: "2023-12-22", published: "2023-12-22", label: "v20240102", dates: []string{"2023-12-22"}, durations: []string{"P15WD"}, addresses: 3, companies: 2},
	{file: "seeds/003_13bd11e379a121a2.txt", updated: "2021-01-15", dates: []string{"2021-01-15"}, phones: 1, persons: 1, addresses: 4, companies: 10, certifications: 3},
	{file: "seeds/004_cbd58d81623d95b8.txt", updated: "2021-03-30", dates: []string{"2021-03-30"}, durations: []string{"P12M", "P45D", "P45D"}, addresses: 1, companies: 2},
}

var (
	simpleEmail = regexp.MustCompile(`[A-Za-z0-9._-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z]`)
	simpleURL   = regexp.MustCompile(`https?://`)
	legalForm   = regexp.MustCompile(`(?i)ltd|b\.v|limited|corporation|inc\.|公司`)
)

// TestSeeds holds what is found in the real policies to what is there, every one and nothing more.
func TestSeeds(t *testing.T) {
	for _, s := range seeds {
		src := realdata.File(t, s.file)
		d := doc.Parse(src)
		st := StatedIn(d)
		if st.Updated != s.updated || st.Effective != s.effective || st.Published != s.published || st.Label != s.label {
			t.Errorf("%s: states %q %q %q %q", s.file, st.Updated, st.Effective, st.Published, st.Label)
		}
		count := make(map[Kind]int)
		var dates, durations []string
		companies := 0
		emails, urls := 0, 0
		for _, b := range d.Blocks {
			if b.Boiler {
				continue
			}
			emails += len(simpleEmail.FindAllString(b.Text, -1))
			urls += len(simpleURL.FindAllString(b.Text, -1))
			facts := Find(b.Text, d.Meta.Language)
			checkPlaces(t, b.Text, facts)
			for _, f := range facts {
				count[f.Kind]++
				switch {
				case f.Kind == Date:
					dates = append(dates, f.Value)
				case f.Kind == Duration:
					durations = append(durations, f.Value)
				case f.Kind == ThirdParty && legalForm.MatchString(f.Text):
					companies++
				}
			}
		}
		if !slices.Equal(dates, s.dates) || !slices.Equal(durations, s.durations) {
			t.Errorf("%s: dates %v, durations %v", s.file, dates, durations)
		}
		if count[Email] != emails || count[URL] != urls {
			t.Errorf("%s: %d e-mail addresses of %d, %d URLs of %d", s.file, count[Email], emails, count[URL], urls)
		}
		if count[Phone] != s.phones || count[Person] != s.persons || count[Address] != s.addresses || count[Certification] != s.certifications || companies != s.companies {
			t.Errorf("%s: phones %d, persons %d, addresses %d, certifications %d, companies %d", s.file, count[Phone], count[Person], count[Address], count[Certification], companies)
		}
	}
}

// TestBothScripts holds the values found in a Traditional text to those of the same text in Simplified characters.
func TestBothScripts(t *testing.T) {
	text := string(realdata.File(t, "seeds/000_05b14415a591ba60.txt"))
	for line := range strings.Lines(text) {
		v := newView(line, "zh-Hant")
		folded := make([]rune, len(v.r))
		for i, r := range v.o {
			folded[i] = r
			if isHan(r) {
				folded[i] = v.r[i]
			}
		}
		a, b := Find(line, "zh-Hant"), Find(string(folded), "zh-Hans")
		if len(a) != len(b) {
			t.Errorf("%d facts in Traditional, %d in Simplified: %s", len(a), len(b), line)
			continue
		}
		for i := range a {
			if a[i].Kind != b[i].Kind || a[i].Value != b[i].Value {
				t.Errorf("%v and %v", a[i], b[i])
			}
		}
	}
}

// TestEveryLanguageOnEveryFile holds the promises of Find on real text read in any language, its own or not.
func TestEveryLanguageOnEveryFile(t *testing.T) {
	for _, pattern := range []string{"pdf/*.md", "seeds/*.txt"} {
		files, err := filepath.Glob(filepath.Join(realdata.Dir(t), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, lang := range []string{"", "en", "zh", "ja", "de"} {
				checkPlaces(t, string(b), Find(string(b), lang))
			}
		}
	}
}
