package pdf

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"policylog/internal/realdata"
)

// cache keeps PDFium's compiled form between test runs.
func cache(t *testing.T) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return t.TempDir()
	}
	return filepath.Join(dir, "policylog-test", "pdfium")
}

var (
	htmlTag   = regexp.MustCompile(`<[^>]*>|\{:[^}]*\}`)
	mdTarget  = regexp.MustCompile(`\]\([^)]*\)`)
	mdHeading = regexp.MustCompile(`(?m)^#+ (.*)$`)
)

func TestReal(t *testing.T) {
	for _, name := range []string{"mdn_plus_privacy.en", "mdn_plus_privacy.zh-CN"} {
		t.Run(name, func(t *testing.T) {
			data := realdata.File(t, "pdf/"+name+".pdf")
			reference := mdTarget.ReplaceAllString(htmlTag.ReplaceAllString(string(realdata.File(t, "pdf/"+name+".md")), ""), "]")
			md, err := Text(context.Background(), data, cache(t))
			if err != nil {
				t.Fatal(err)
			}
			if s := similarity(tokens(reference), tokens(string(md))); s < 0.97 {
				t.Errorf("similarity %.3f\n%s", s, md)
			}
			want, got := headings(reference), headings(string(md))
			if strings.Join(want, "\n") != strings.Join(got, "\n") {
				t.Errorf("headings\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			// Paragraphs are joined over lines and pages, and only those.
			if want, got := len(strings.Split(strings.TrimSpace(regexp.MustCompile(`\n\s*\n+`).ReplaceAllString(reference, "\n\n")), "\n\n")), strings.Count(string(md), "\n\n")+1; want != got {
				t.Errorf("%d blocks, want %d\n%s", got, want, md)
			}
			if !utf8.Valid(md) {
				t.Error("not UTF-8")
			}
			if strings.Contains(name, "zh") && regexp.MustCompile(`\p{Han} \p{Han}`).MatchString(string(md)) {
				t.Errorf("a space between Chinese characters:\n%s", md)
			}
		})
	}
}

func headings(md string) []string {
	var out []string
	for _, m := range mdHeading.FindAllStringSubmatch(md, -1) {
		out = append(out, strings.Join(strings.Fields(m[1]), " "))
	}
	return out
}

// tokens are words, and single characters of Chinese.
func tokens(s string) []string {
	var out []string
	word := ""
	for _, c := range s + " " {
		if !han(c) && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
			word += string(c)
			continue
		}
		if word != "" {
			out = append(out, word)
			word = ""
		}
		if han(c) {
			out = append(out, string(c))
		}
	}
	return out
}

// similarity is twice the longest common subsequence over both lengths.
func similarity(a, b []string) float64 {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = up
		}
	}
	return 2 * float64(row[len(b)]) / float64(len(a)+len(b))
}

func TestNotPDF(t *testing.T) {
	for _, data := range []string{"", "<html>404</html>", "%PDF-1.4\ntruncated"} {
		if _, err := Text(context.Background(), []byte(data), cache(t)); !errors.Is(err, ErrNotPDF) {
			t.Errorf("%q: %v", data, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Text(ctx, nil, cache(t)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// set lays out lines of a page, 12 points apart, from the top; "" leaves a gap of half a line.
func set(size float64, texts ...string) sheet {
	var s sheet
	base := 780.0
	for _, t := range texts {
		if t == "" {
			base -= 8
			continue
		}
		base -= 12
		for i, c := range []rune(t) {
			x := 60 + 5*float64(i)
			s.glyphs = append(s.glyphs, glyph{char: c, left: x, right: x + 5, base: base, size: size, order: len(s.glyphs)})
		}
	}
	return s
}

// relay moves and resizes the characters at a height.
func (s sheet) relay(base, up, size float64) {
	for i := range s.glyphs {
		if s.glyphs[i].base == base {
			s.glyphs[i].base += up
			s.glyphs[i].size = size
		}
	}
}

func TestLayout(t *testing.T) {
	full := "The data that we collect about you is kept for as long as the law of your country says,"
	pages := []sheet{
		set(10, "Acme Privacy Policy", "", "1. Data", "", full, "and no longer than that.", "", "• "+full, "address", "• e-mail", "", full, "unless you con-", "", "Page 1 of 3"),
		set(10, "Acme Privacy Policy", "", "sent, in which case we keep it for two further years, or until you tell us to stop it.", "", "2. Rights", "", full, "always.", "", "Page 2 of 3"),
		set(10, "Acme Privacy Policy", "", "You consent by use.", full, "yes.", "", "Page 3 of 3"),
	}
	pages[0].relay(780-12-8-12, 0, 16)
	pages[1].relay(780-12-8-12-8-12, 0, 16)
	for _, p := range pages { // What ends a page stands at the same height on each.
		p.relay(768, 10, 10)
		last := p.glyphs[len(p.glyphs)-1].base
		p.relay(last, 40-last, 10)
	}
	want := "# 1. Data\n\n" + full + " and no longer than that.\n\n- " + full + " address\n\n- e-mail\n\n" + full +
		" unless you consent, in which case we keep it for two further years, or until you tell us to stop it.\n\n# 2. Rights\n\n" + full + " always.\n\nYou consent by use.\n\n" + full + " yes.\n"
	if got := string(markdown(pages)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestNoInit holds the package to its promise that it costs nothing at start-up.
func TestNoInit(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run", "^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(out), "\n") {
		// init PACKAGE @T ms, T ms clock, N bytes, N allocs
		f := strings.Fields(line)
		if len(f) < 9 || f[0] != "init" {
			continue
		}
		if n, err := strconv.Atoi(f[7]); err == nil && n > 40_000 {
			t.Errorf("%s allocates %d bytes at start", f[1], n)
		}
	}
}

// A page on which columns begin and end everywhere costs bounded work, and loses no word.
func TestColumnsEverywhere(t *testing.T) {
	var s sheet
	for i := range maxRows {
		for j, text := range []string{"one", "two words here"} {
			for k, c := range []rune(text) {
				left := 60 + 240*float64(j) + 9*float64(i%(7-2*j)) + 5*float64(k)
				s.glyphs = append(s.glyphs, glyph{char: c, left: left, right: left + 5, base: 5000 - 12*float64(i), size: 10, order: len(s.glyphs)})
			}
		}
	}
	words := setting{draws: true}.wordsOf(s.glyphs)
	p := layout{maxJudged}
	n := 0
	for _, piece := range p.arrange(words, 0) {
		for _, r := range piece.rows {
			n += len(r.words)
		}
		for _, line := range piece.table {
			for _, c := range line {
				for _, r := range c.rows {
					n += len(r.words)
				}
			}
		}
	}
	if p.left >= 0 || n != len(words) {
		t.Errorf("%d of %d words, and %d rows left to judge", n, len(words), p.left)
	}
}
