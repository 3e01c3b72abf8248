package fold

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"policylog/internal/realdata"
)

var sixVariants = strings.NewReplacer("著", "着", "痺", "痹", "睪", "睾", "顎", "颚", "簷", "檐", "衹", "只")

// oracle is what Simplified must give: OpenCC's t2s, then the six variants.
func oracle(t testing.TB, s string) string {
	t.Helper()
	out, err := t2s().Convert(s)
	if err != nil {
		t.Fatal(err)
	}
	return sixVariants.Replace(out)
}

func TestSimplified(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain English, no Chinese — “quotes”", "plain English, no Chinese — “quotes”"},
		{"隱私權政策", "隐私权政策"},
		{"我們使用資料與資訊", "我们使用资料与资讯"},
		{"瞭解詳情，請覆蓋", "了解详情，请覆盖"},
		{"於是，關於於成龍", "于是，关于于成龙"},
		{"乾坤與乾燥", "乾坤与干燥"},
		{"顯著、麻痺、衹有、屋簷、下顎", "显着、麻痹、只有、屋檐、下颚"},
		{"\xff隱\xfe私\x80", "\xff隐\xfe私\x80"},
		{"\uFFFD隱", "\uFFFD隐"},
		{"個人データ", "个人データ"},
		{"隱私\U000fffff", "隐私\U000fffff"},
	} {
		if got := Simplified(c.in); got != c.want {
			t.Errorf("Simplified(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestConversionsKeepControlCharacters(t *testing.T) {
	if got := ToSimplified("瞥解\x01瞭T\x01\x01隱"); got != "瞥解\x01瞭T\x01\x01隐" {
		t.Errorf("ToSimplified: %q", got)
	}
	if got := ToTraditional("隐\x02私\xff隐"); got != "隱\x02私\xff隱" {
		t.Errorf("ToTraditional: %q", got)
	}
}

func TestEveryCharacterAndPhraseAsOpenCC(t *testing.T) {
	var all strings.Builder
	for r := rune(1); r <= 0x32FFF; r++ {
		if utf8.ValidRune(r) && r != '\n' {
			all.WriteRune(r)
			all.WriteByte('\n')
		}
	}
	got, want := strings.Split(Simplified(all.String()), "\n"), strings.Split(oracle(t, all.String()), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("character %d: %q, OpenCC %q", i, got[i], want[i])
		}
	}
	for _, p := range phraseKeys() {
		if got, want := Simplified(p), oracle(t, p); got != want {
			t.Errorf("phrase %s: %s, OpenCC %s", p, got, want)
		}
	}
}

func phraseKeys() []string {
	var keys []string
	for line := range strings.Lines(phrases) {
		key, _, _ := strings.Cut(line, " ")
		keys = append(keys, key)
	}
	return keys
}

// texts draws strings in which phrases overlap, meet and are cut short, among ordinary and non-Chinese characters.
func texts() *rapid.Generator[string] {
	keys := phraseKeys()
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "parts") {
			p := []rune(rapid.SampledFrom(keys).Draw(t, "phrase"))
			from := rapid.IntRange(0, len(p)-1).Draw(t, "from")
			to := rapid.IntRange(from, len(p)).Draw(t, "to")
			b.WriteString(string(p[from:to]))
			b.WriteString(rapid.SampledFrom([]string{"", "", "", "於", "著", "隱私", "a", "，", " ", "瞭", "𠁞"}).Draw(t, "between"))
		}
		return b.String()
	})
}

func TestSimplifiedOnPhrases(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := texts().Draw(r, "text")
		got := Simplified(s)
		if want := oracle(t, s); got != want {
			r.Fatalf("Simplified(%q) = %q, OpenCC %q", s, got, want)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
			r.Fatalf("Simplified(%q) = %q: another number of characters", s, got)
		}
	})
}

func FuzzSimplified(f *testing.F) {
	for _, s := range []string{"隱私權政策", "瞭解瞭望", "於於成龍", "\xff瞭\xe7\x9e", "酒逢知己千鍾少話不投機半句多", "衹見樹木不見森林"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Simplified(s)
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
			t.Fatalf("Simplified(%q) = %q: another number of characters", s, got)
		}
		// The oracle's trie takes control characters for its own: it makes 解瞭瞭 of 解\x01瞭.
		if utf8.ValidString(s) && !strings.ContainsFunc(s, isControl) && got != oracle(t, s) {
			t.Fatalf("Simplified(%q) = %q, OpenCC %q", s, got, oracle(t, s))
		}
		if again := Simplified(string([]byte(s))); again != got {
			t.Fatalf("Simplified(%q) is not deterministic", s)
		}
	})
}

// realTexts are all files of the real data that are text.
func realTexts(t testing.TB) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	root := realdata.Dir(t)
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(path) {
		case ".txt", ".md", ".json", ".js":
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			texts[path] = string(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	texts["mozilla-legal-docs"] = history(t, "mozilla-legal-docs", "log", "--all", "-p", "--", "zh-CN", "zh-TW", "ja", "*/zh-CN.md", "*/zh-TW.md", "*/ja.md")
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		for _, bundle := range []string{"mozilla-legal-docs", "ota-pga-versions", "ota-demo-versions"} {
			texts[bundle] = history(t, bundle, "log", "--all", "-p")
		}
		texts["ota-demo-snapshots"] = history(t, "ota-demo-snapshots", "archive", "HEAD")
	}
	return texts
}

// history holds every line with Chinese or Japanese in what a git command prints of a bundle, once.
func history(t testing.TB, bundle string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", realdata.Repo(t, bundle)}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Skipf("git: %v", err)
	}
	seen := make(map[string]bool)
	var b strings.Builder
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if line := lines.Text(); hasHan(line) && !seen[line] {
			seen[line] = true
			b.WriteString(line + "\n")
		}
	}
	if err := errors.Join(lines.Err(), cmd.Wait()); err != nil {
		t.Skipf("git: %v", err)
	}
	return b.String()
}

func TestSimplifiedOnRealData(t *testing.T) {
	for name, text := range realTexts(t) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "")
		}
		want := oracle(t, text)
		if got := Simplified(text); got != want {
			t.Errorf("%s: differs from OpenCC", name)
		}
		t.Logf("%s: %d bytes", name, len(text))
	}
}

// TestSimplifiedAsReference holds the fold against the original OpenCC, where it is installed.
func TestSimplifiedAsReference(t *testing.T) {
	path, err := exec.LookPath("opencc")
	if err != nil {
		t.Skip("no opencc program: ", err)
	}
	var in strings.Builder
	for i, p := range phraseKeys() {
		in.WriteString(p + "於" + phraseKeys()[(i*7)%len(phraseKeys())] + "，" + p + "\n")
	}
	for _, c := range characterKeys() {
		in.WriteString(c + "\n")
	}
	cmd := exec.Command(path, "-c", "t2s.json")
	cmd.Stdin = strings.NewReader(in.String())
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("opencc: %v: %s", err, stderr.String())
	}
	got := strings.Split(Simplified(in.String()), "\n")
	lines := strings.Split(in.String(), "\n")
	differ := 0
	for i, want := range strings.Split(sixVariants.Replace(string(out)), "\n") {
		if i < len(got) && got[i] != want {
			differ++
			t.Logf("%s: %s, OpenCC %s", lines[i], got[i], want)
		}
	}
	// Releases differ in a few characters: the module carries a later dictionary than the program of a distribution.
	if differ > 20 {
		t.Errorf("%d of %d lines differ from the reference", differ, len(got))
	}
}

func characterKeys() []string {
	var list []string
	for from := range pairsOf(characters) {
		list = append(list, string(from))
	}
	return list
}

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		f        func(string) string
		in, want string
	}{
		{ToTraditional, "隐私政策：法律程序", "隱私政策：法律程序"},
		{ToTraditional, "Privacy", "Privacy"},
		{ToTraditional, "隐\xff私", "隱\xff私"},
		{ToSimplified, "隱私權政策", "隐私权政策"},
		{ToSimplified, "\xe9隱\uFFFD私\xff\xff", "\xe9隐\uFFFD私\xff\xff"},
	} {
		if got := c.f(c.in); got != c.want {
			t.Errorf("%q became %q, want %q", c.in, got, c.want)
		}
	}
}

// What is not looked up must not be in the table.
func TestBounds(t *testing.T) {
	for i, page := range tables().pages {
		if r := rune(i) << 8; page != nil && (r < first || r > lastBasic && r < firstBeyond) {
			t.Errorf("the table has characters from %U", r)
		}
	}
}

func BenchmarkSimplified(b *testing.B) {
	for _, c := range []struct{ name, file string }{
		{"zh-TW", "seeds/000_05b14415a591ba60.txt"},
		{"zh-CN", "seeds/002_0fb34c2545ec3a69.txt"},
		{"en", "seeds/003_13bd11e379a121a2.txt"},
	} {
		text := string(realdata.File(b, c.file))
		b.Run(c.name, func(b *testing.B) {
			Simplified(text)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Simplified(text)
			}
		})
	}
}

// BenchmarkStart measures what the first fold of a process costs beside the fold itself.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		buildTable()
	}
}
