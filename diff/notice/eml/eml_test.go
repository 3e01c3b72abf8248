package eml

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/notice"
)

func sample(title string) *notice.Notice {
	old := "# " + title + "\n\n我們保存您的資料 30 日。"
	r := diff.Compare(doc.Parse([]byte(old)), doc.Parse([]byte(strings.Replace(old, "30", "45", 1))), diff.Options{
		Old: diff.Side{Title: title, Captured: "2024-01-01T00:00:00Z"}, New: diff.Side{Title: title, Captured: "2024-06-01T12:00:00Z"},
	})
	return notice.Make(r, notice.Options{Lang: "zh-TW", Service: "星舟"})
}

// read takes a message apart as a mail program does.
func read(t *testing.T, message []byte) (mail.Header, []string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(message))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s: %v", kind, err)
	}
	var parts []string
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return m.Header, parts
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, p.Header.Get("Content-Type")+"\n"+strings.ReplaceAll(string(b), "\r\n", "\n"))
	}
}

func write(t *testing.T, n *notice.Notice, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, n, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMessage(t *testing.T) {
	n := sample("隱私權政策")
	b := write(t, n, Options{From: "Lee <lee@starboat.example>", To: []string{"all@starboat.example"}})
	h, parts := read(t, b)
	subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	if err != nil || subject != n.Title {
		t.Errorf("subject %q, %v; want %q", subject, err, n.Title)
	}
	if d, err := h.Date(); err != nil || !d.Equal(time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("date %v, %v", d, err)
	}
	if a, err := h.AddressList("From"); err != nil || len(a) != 1 || a[0].Address != "lee@starboat.example" {
		t.Errorf("from %v, %v", a, err)
	}
	var text, page bytes.Buffer
	if err := notice.PlainText(&text, n); err != nil {
		t.Fatal(err)
	}
	if err := notice.HTML(&page, n); err != nil {
		t.Fatal(err)
	}
	if len(parts) != 2 || !strings.HasPrefix(parts[0], "text/plain; charset=UTF-8\n"+text.String()) ||
		!strings.HasPrefix(parts[1], "text/html; charset=UTF-8\n"+page.String()) {
		t.Errorf("parts: %q", parts)
	}
	if again := write(t, n, Options{From: "Lee <lee@starboat.example>", To: []string{"all@starboat.example"}}); !bytes.Equal(b, again) {
		t.Error("the same notice gives other bytes")
	}
	for _, line := range bytes.Split(b, []byte("\r\n")) {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

// A title that looks like headers is a subject and nothing else.
func TestNoHeaderIsInjected(t *testing.T) {
	n := sample("x\r\nBcc: all@evil.example\r\n\r\n<script>alert(1)</script>")
	n.Title += "\r\nBcc: all@evil.example\r\n\r\nbody"
	h, parts := read(t, write(t, n, Options{}))
	if h.Get("Bcc") != "" || len(parts) != 2 {
		t.Errorf("headers %v, %d parts", h, len(parts))
	}
	for name := range h {
		if !strings.Contains(" Content-Language Date Mime-Version Message-Id Subject Content-Type ", " "+name+" ") {
			t.Errorf("header %s", name)
		}
	}
}

func TestAddressesAreChecked(t *testing.T) {
	for _, o := range []Options{{From: "nobody"}, {To: []string{"a@b.example", "x\r\nBcc: y@z.example"}}} {
		if err := Write(io.Discard, sample("P"), o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}
