package extract

import (
	"context"
	"strings"
	"testing"
)

// What stands above a heading: the trail to the page goes, the document's own name stays.
func TestAboveTheTitle(t *testing.T) {
	body := strings.Repeat(`<p>We keep the data that you give us for as long as the law asks us to, and no longer than that.</p>`, 8)
	for _, c := range []struct{ above, title, want string }{
		{`<p><a href="/">Home</a> <a href="/legal">Legal</a></p>`, "Privacy Policy", "# Privacy Policy\n"},
		{`<p>Brightleaf</p>`, "Privacy Policy", "# Privacy Policy\n"},
		{`<p>Version of 1 May 2025</p>`, "Privacy Policy", "Version of 1 May 2025\n\n# Privacy Policy\n"},
		{`<p>Community guidelines</p>`, "Our mission", "Community guidelines\n\n# Our mission\n"},
		{`<p>社区规范</p>`, "我们的使命", "社区规范\n\n# 我们的使命\n"},
	} {
		res, err := HTML(context.Background(), []byte(`<body><main>`+c.above+`<h1>`+c.title+`</h1>`+body+`</main></body>`), Options{URL: shapeURL})
		if got := string(res.Markdown); err != nil || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %v\n%.120s", c.above, err, got)
		}
	}
}
