package store

import (
	"path/filepath"
	"strings"
	"testing"
)

func FuzzSourceID(f *testing.F) {
	for _, s := range []string{
		"xiaomi/privacy-policy.zh-TW", "a/b", "Apple App Store/Privacy Policy", "服務/隱私權政策.zh-Hant-TW", "a/../b", "con/x", "a/b.git", "a/\x1b[2J",
		"a/.hidden", "a/b/c", "a/b.en.de", "é/x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ParseSourceID(s)
		if err != nil {
			if !strings.Contains(err.Error(), "source") || strings.ContainsAny(err.Error(), "\x1b\x00\n") {
				t.Errorf("error %q", err)
			}
			return
		}
		if id.String() != s {
			t.Errorf("%q became %q", s, id.String())
		}
		if !filepath.IsLocal(s+".md") || strings.Count(s, "/") != 1 || strings.HasPrefix(s, ".") {
			t.Errorf("%q is no safe path", s)
		}
	})
}

func FuzzMessage(f *testing.F) {
	f.Add("隱私政策", "Source: forged", "x\n\nPolicylog-Kind: held")
	f.Add("", "\r\n", "\u2028")
	f.Fuzz(func(t *testing.T, subject, title, url string) {
		var tr trailers
		tr.add(trailerKind, string(KindVersion))
		tr.add(trailerTitle, title)
		tr.add(trailerURL, url)
		gotSubject, got := splitMessage(composeMessage("s: "+subject, tr))
		if len(got) != len(tr) || strings.ContainsAny(gotSubject, "\n\r\x1b") {
			t.Fatalf("%q became %q", tr, got)
		}
		for i := range tr {
			if got[i] != tr[i] {
				t.Errorf("%q became %q", tr[i], got[i])
			}
		}
	})
}

func FuzzTree(f *testing.F) {
	f.Add([]byte("100644 a\x0001234567890123456789"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := decodeTree(data)
		if err != nil {
			return
		}
		again, err := decodeTree(encodeTree(entries))
		if err != nil || len(again) != len(entries) {
			t.Errorf("%d entries became %d, %v", len(entries), len(again), err)
		}
	})
}
