package extract

import (
	"context"
	"testing"

	"policylog/internal/hostile"
)

// Whatever a page is made of, it is read in time that grows with its length.
func TestHostilePages(t *testing.T) {
	hostile.Try(t, hostile.Pages(), func(clock hostile.Clock, page string) {
		clock("bare", func() { _, _ = HTML(context.Background(), []byte(page), Options{}) })
		clock("in a page", func() {
			_, _ = HTML(context.Background(), []byte("<html><body><h1>Policy</h1><p>We keep it.</p>"+page+"<p>We keep it.</p>"), Options{
				URL: "https://a.example/", Remove: []Selector{{CSS: "nav, .menu > p"}}, Select: []Selector{{CSS: "body"}},
			})
		})
	})
}
