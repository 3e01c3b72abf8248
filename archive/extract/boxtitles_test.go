package extract

import (
	"strings"
	"testing"
)

func TestBoxTitles(t *testing.T) {
	const body = `<div class="body"><p>We process what you give us.</p></div>`
	menu := `<ul><li><a href="/a">One of our products</a></li><li><a href="/b">Another of our products</a></li></ul>`
	for _, c := range []struct{ name, in, want string }{
		{"buttons above panels", `<h2>Parts</h2><button class="accordion">Scope</button>` + body + `<button class="accordion">Rights</button>` + body, "## Parts|### Scope|### Rights"},
		{"nothing above", `<div class="card"><p class="card-title">Scope</p>` + body + `</div><div class="card"><p class="card-title">Rights</p>` + body + `</div>`, "## Scope|## Rights"},
		{"one within another", strings.Repeat(`<div><div class="outer-title">Part</div><div class="b"><div><div class="inner-title">Scope</div>`+body+`</div><div><div class="inner-title">Rights</div>`+body+`</div></div></div>`, 2), strings.TrimSuffix(strings.Repeat("## Part|### Scope|### Rights|", 2), "|")},
		{"label of a label", strings.Repeat(`<div><div class="head"><span aria-controls="x">Scope</span></div>`+body+`</div>`, 2), "## Scope|## Scope"},
		{"one alone", `<div class="title">Scope</div>` + body, ""},
		{"a sentence", strings.Repeat(`<div><p class="title">We are Acme.</p>`+body+`</div>`, 2), ""},
		{"menus", strings.Repeat(`<div><div aria-expanded="false">Products</div>`+menu+`</div>`, 2) + body, ""},
		{"links elsewhere", strings.Repeat(`<div><div class="title"><a href="/a">Scope</a></div>`+body+`</div>`, 2), ""},
		{"cells of a table", `<table>` + strings.Repeat(`<tr><td><div class="title">Scope</div>`+body+`</td><td>all</td></tr>`, 2) + `</table>`, ""},
		{"tabs", `<div role="tablist"><div role="tab" aria-controls="a">Privacy</div><div role="tab" aria-controls="b">Terms</div></div>` + body, ""},
		{"fields of a form", strings.Repeat(`<div><label for="mail">Mail</label><div>So that we can write to you</div></div>`, 2) + body, ""},
		{"a part of a sentence", strings.Repeat(`<div>See <span aria-expanded="false">more</span><p>of what we do here.</p></div>`, 2), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for line := range strings.Lines(text(t, "<main>"+c.in+"</main>", Options{Select: []Selector{{CSS: "main"}}})) {
				if strings.HasPrefix(line, "#") {
					got = append(got, strings.TrimSpace(line))
				}
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}
