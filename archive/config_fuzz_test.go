package archive

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// Whatever stands in the file, reading it ends with a Config or with an error that a terminal can show.
func FuzzParseConfig(f *testing.F) {
	f.Add(example(f))
	f.Add([]byte("version: 1\nsources:\n  a/隱私.zh-TW: {url: 'https://例え.jp/', select: {startBefore: h1, endAfter: p}}\n"))
	f.Add([]byte("version: 1\nx-a: &a [*a]\nsources: *a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, err := ParseConfig("f", data)
		if err != nil {
			if !errors.Is(err, ErrConfig) || strings.ContainsAny(err.Error(), "\x00\x1b\x07") {
				t.Errorf("%q", err.Error())
			}
			return
		}
		for _, s := range cfg.Sources {
			if CheckID(s.ID) != nil || checkURL(s.URL) != nil || len(s.Pages) == 0 {
				t.Errorf("%+v", s)
			}
		}
	})
}

// What is bundled comes out as it was.
func FuzzBundle(f *testing.F) {
	f.Add([]byte("<p>隱私權"), []byte("--policylog-\r\n\r\n"))
	f.Add([]byte(""), []byte("\r\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		in := []fetched{{"https://example.com/1", "text/html", a}, {"https://example.com/2", "text/plain; charset=big5", b}}
		packed := bundle(in)
		out, err := unbundle(packed)
		if err != nil || !isBundle(packed) || len(out) != 2 {
			t.Fatalf("%d pages, %v", len(out), err)
		}
		for i := range in {
			if in[i].url != out[i].url || in[i].contentType != out[i].contentType || !bytes.Equal(in[i].body, out[i].body) {
				t.Errorf("%q became %q", in[i], out[i])
			}
		}
	})
}
