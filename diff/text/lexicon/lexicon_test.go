package lexicon

import (
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"
	"pgregory.net/rapid"

	"policylog/diff/text/fold"
	"policylog/internal/realdata"
)

func cut(s string) string {
	runes := []rune(fold.Simplified(s))
	var c Cutter
	var words []string
	from := 0
	for _, to := range c.Cut(runes) {
		words = append(words, string(runes[from:to]))
		from = to
	}
	return strings.Join(words, " ")
}

func TestCut(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"的", "的"},
		{"我們重視您的隱私", "我们 重视 您 的 隐私"},
		{"我们收集您的个人信息", "我们 收集 您 的 个人 信息"},
		{"使用者可以撤回同意", "使用者 可以 撤回 同意"},
		{"個人資料的保存期限", "个人 资料 的 保存 期限"},
		{"投資訊息", "投资 讯息"},
		{"法律程序與法律责任", "法律 程序 与 法律 责任"},
		{"未經您的同意不得向第三方提供", "未经 您 的 同意 不得 向 第三方 提供"},
		{"依據適用法律的規定", "依据 适用 法律 的 规定"},
		{"智慧型手機的作業系統", "智慧型手机 的 作业系统"},
		{"𠮷𡃁的", "𠮷 𡃁 的"},
		{"龘靐齉", "龘 靐 齉"},
	} {
		if got := cut(c.in); got != c.want {
			t.Errorf("%s is cut into %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCutTiles(t *testing.T) {
	var c Cutter
	rapid.Check(t, func(r *rapid.T) {
		run := rapid.SliceOfN(rapid.SampledFrom([]rune("我们的個人资料網路隐私权程式法律一二𠮷龘啊")), 0, 30).Draw(r, "run")
		at := 0
		for _, end := range c.Cut(run) {
			if end <= at {
				r.Fatalf("%q: word ends at %d after %d", string(run), end, at)
			}
			at = end
		}
		if at != len(run) {
			r.Fatalf("%q: words end at %d of %d", string(run), at, len(run))
		}
	})
}

// TestRegionalSources holds every entry to the source that it names.
func TestRegionalSources(t *testing.T) {
	s2t, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	sources := make(map[string]*opencc.OpenCC)
	for _, name := range []string{"tw2sp", "hk2s"} {
		if sources[name], err = opencc.New(name); err != nil {
			t.Fatal(err)
		}
	}
	seen := make(map[string]bool)
	targets := make(map[string]bool)
	for line := range strings.Lines(regional) {
		from, r, source, ok := entry(line)
		if !ok {
			if !strings.HasPrefix(line, "#") {
				t.Errorf("%q is no entry", line)
			}
			continue
		}
		targets[r.to] = true
		if seen[from] {
			t.Errorf("%s stands twice", from)
		}
		seen[from] = true
		if from == r.to || fold.Simplified(from) != from || fold.Simplified(r.to) != r.to {
			t.Errorf("%s, %s: not two folded words", from, r.to)
		}
		if source == "curated" {
			continue
		}
		cc := sources[source]
		if cc == nil {
			t.Errorf("%s: unknown source %q", from, source)
			continue
		}
		trad, err := s2t.Convert(from)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := cc.Convert(trad); err != nil || got != r.to {
			t.Errorf("%s: %s makes %s of it, not %s (%v)", trad, source, got, r.to, err)
		}
	}
	for from := range seen {
		if targets[from] {
			t.Errorf("%s is both mapped and mapped to", from)
		}
	}
	if len(seen) < 40 {
		t.Errorf("%d entries", len(seen))
	}
}

func TestRegional(t *testing.T) {
	for _, c := range []struct{ word, rest, want string }{
		{"软体", "", "软件"},
		{"软件", "", ""},
		{"资讯", "", "信息"},
		{"资料", "", ""},
		{"程序", "", ""},
		{"隐私权", "政策", "隐私"},
		{"隐私权", "", ""},
		{"行动", "装置", "移动"},
		{"行动", "自由", ""},
		{"的", "", ""},
	} {
		if got := Regional(c.word, c.rest); got != c.want {
			t.Errorf("Regional(%s, %s) = %q, want %q", c.word, c.rest, got, c.want)
		}
	}
}

func TestSize(t *testing.T) {
	if n := len(words) + len(regional); n > 200<<10 {
		t.Errorf("%d bytes embedded, want 200 KB at most", n)
	}
	for _, w := range []string{"收集", "隐私权", "第三方", "使用者", "未成年人", "软件", "软体"} {
		if got := cut(w); got != w {
			t.Errorf("%s is cut into %s", w, got)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loadTable()
	}
}

func BenchmarkCut(b *testing.B) {
	var run []rune
	for _, r := range fold.Simplified(string(realdata.File(b, "seeds/000_05b14415a591ba60.txt"))) {
		if r >= 0x4E00 && r <= 0x9FFF {
			run = append(run, r)
		}
	}
	var c Cutter
	c.Cut(run)
	b.SetBytes(int64(3 * len(run)))
	for b.Loop() {
		c.Cut(run)
	}
}
