package demo

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestSiteServesEveryPage(t *testing.T) {
	if n := len(Dates()); n < 4 {
		t.Fatalf("%d dates, want at least 4", n)
	}
	for _, at := range Dates() {
		h := Handler(func() time.Time { return at })
		for _, lang := range Languages {
			get := func() string {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", "/"+lang+"/privacy", nil))
				if w.Code != 200 {
					t.Fatalf("%s at %s: status %d", lang, at, w.Code)
				}
				b, _ := io.ReadAll(w.Body)
				return string(b)
			}
			first, second := get(), get()
			if first == second {
				t.Errorf("%s at %s: two loads are the same to the byte; the nonce should differ", lang, at)
			}
			want, ok := page(lang, at)
			if !ok || !strings.Contains(first, want) || len(want) < 3000 {
				t.Errorf("%s at %s: the page does not hold its policy", lang, at)
			}
		}
	}
}

func TestBeforeTheFirstDateThereIsNoPage(t *testing.T) {
	h := Handler(func() time.Time { return Dates()[0].Add(-time.Hour) })
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/en/privacy", nil))
	if w.Code != 404 {
		t.Errorf("status %d, want 404", w.Code)
	}
}
