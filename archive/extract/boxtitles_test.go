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
		{"one within another", `<div><div class="outer-title">Part</div><div class="b"><div><div class="inner-title">Scope</div>` + body + `</div><div><div class="inner-title">Use</div>` + body + `</div></div></div><div><div class="outer-title">More</div>` + body + `</div>`, "## Part|### Scope|### Use|## More"},
		{"label of a label", `<div><div class="head"><span aria-controls="x">Scope</span></div>` + body + `</div><div><div class="head"><span aria-controls="y">Rights</span></div>` + body + `</div>`, "## Scope|## Rights"},
		{"the same again", strings.Repeat(`<div><p>We keep it.</p><a href="#" aria-expanded="false">Learn more</a>`+body+`</div>`, 3), ""},
		{"one alone", `<div class="title">Scope</div>` + body, ""},
		{"a sentence", `<div><p class="title">We are Acme.</p>` + body + `</div>` + `<div><p class="title">You are not.</p>` + body + `</div>`, ""},
		{"menus", `<div><div aria-expanded="false">Products</div>` + menu + `</div>` + `<div><div aria-expanded="false">Services</div>` + menu + `</div>` + body, ""},
		{"links elsewhere", `<div><div class="title"><a href="/a">Scope</a></div>` + body + `</div>` + `<div><div class="title"><a href="/b">Use</a></div>` + body + `</div>`, ""},
		{"cells of a table", `<table>` + `<tr><td><div class="title">Scope</div>` + body + `</td><td>all</td></tr>` + `<tr><td><div class="title">Use</div>` + body + `</td><td>all</td></tr>` + `</table>`, ""},
		{"tabs", `<div role="tablist"><div role="tab" aria-controls="a">Privacy</div><div role="tab" aria-controls="b">Terms</div></div>` + body, ""},
		{"fields of a form", `<div><label for="mail">Mail</label><div>So that we can write to you</div></div>` + `<div><label for="tel">Telephone</label><div>So that we can call you</div></div>` + body, ""},
		{"a part of a sentence", `<div>See <span aria-expanded="false">more</span><p>of what we do here.</p></div>` + `<div>And <span aria-expanded="false">yet more</span><p>of what we do here.</p></div>`, ""},
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
