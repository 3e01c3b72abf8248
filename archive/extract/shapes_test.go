package extract

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// Each file testdata/shapes/NAME.html is a policy in the manner of some builder of pages, NAME.md its text. Comments in
// the page (<!--top-->, <!--before-->, <!--after-->, <!--bottom-->) are the places where a site puts what is not the policy.

var updateShapes = flag.Bool("update", false, "rewrite the expected texts of testdata/shapes")

const shapeURL = "https://site.example/legal/privacy"

type shape struct{ name, page, want string }

func shapes(t testing.TB) []shape {
	t.Helper()
	files, err := filepath.Glob("testdata/shapes/*.html")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d shapes, %v", len(files), err)
	}
	var list []shape
	for _, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(strings.TrimSuffix(f, ".html") + ".md")
		if err != nil && !*updateShapes {
			t.Fatal(err)
		}
		list = append(list, shape{strings.TrimSuffix(filepath.Base(f), ".html"), string(page), string(want)})
	}
	return list
}

func extractShape(t testing.TB, page string) Result {
	t.Helper()
	res, err := HTML(context.Background(), []byte(page), Options{URL: shapeURL})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestShapes(t *testing.T) {
	for _, s := range shapes(t) {
		t.Run(s.name, func(t *testing.T) {
			res := extractShape(t, s.page)
			if *updateShapes {
				if err := os.WriteFile("testdata/shapes/"+s.name+".md", res.Markdown, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if string(res.Markdown) != s.want {
				t.Errorf("got\n%s\nwant\n%s", res.Markdown, s.want)
			}
			if !res.Problem.IsZero() {
				t.Errorf("held for %q", res.Problem)
			}
			if res.Title == "" || res.Language == "" {
				t.Errorf("title %q, language %q", res.Title, res.Language)
			}
		})
	}
}

// slots puts something in places of a page, which stay: pairs of a place and what goes behind it.
func slots(page string, fill ...string) string {
	for i := 0; i < len(fill); i += 2 {
		page = strings.Replace(page, fill[i], fill[i]+fill[i+1], 1)
	}
	return page
}

var (
	classAttr = regexp.MustCompile(`class="([^"]*)"`)
	between   = regexp.MustCompile(`(</(?:p|div|li|h1|h2|h3|ul|ol|section|table|tr)>)(<(?:p|div|li|h1|h2|h3|ul|ol|section|table|tr)\b)`)
	paragraph = regexp.MustCompile(`(?s)<p>([^<]{40,})</p>`)
)

// noises are what sites do to a page from visit to visit. n is the visit. None is a change of the policy.
var noises = map[string]func(page string, n int) string{
	"nonces and tokens": func(page string, n int) string {
		head := fmt.Sprintf(`<meta name="csrf-token" content="%x"><script nonce="%x">window.__t=%d</script>`, n*7919, n*104729, n)
		form := fmt.Sprintf(`<form><input type="hidden" name="_csrf" value="%x"></form><script nonce="%x">a(%d)</script><!-- cached %d -->`, n*31, n, n, n)
		return slots(strings.Replace(page, "</title>", "</title>"+head, 1), "<!--top-->", form, "<!--after-->", form, "<!--bottom-->", form)
	},
	"classes of an experiment": func(page string, n int) string {
		return classAttr.ReplaceAllString(page, fmt.Sprintf(`class="$1 css-%x exp-%d" data-reactid="%d"`, n*48271, n, n))
	},
	"ad slots": func(page string, n int) string {
		ad := fmt.Sprintf(`<div class="ad-slot" id="div-gpt-ad-%d"><p>Advertisement</p><a href="https://ads.example/c?x=%d">Shoes, now %d%% off. Only today in our shop.</a></div>`, n, n, n*10)
		if n%2 == 0 {
			ad = `<div class="ad-slot" id="div-gpt-ad-0"></div>`
		}
		return slots(page, "<!--top-->", ad, "<!--before-->", ad, "<!--after-->", ad, "<!--bottom-->", ad)
	},
	"related articles": func(page string, n int) string {
		titles := []string{"How we fold cranes", "Ten years of service", "Why privacy matters to us", "Meet the team"}
		box := `<section class="teasers"><h3>Related articles</h3>`
		for i := range 3 {
			box += fmt.Sprintf(`<div><a href="/blog/%d">%s</a><p>We looked at what our customers told us about this, and this is what we learned from it.</p></div>`, i, titles[(i+n)%4])
		}
		return slots(page, "<!--after-->", box+"</section>", "<!--bottom-->", box+"</section>")
	},
	"counters": func(page string, n int) string {
		return slots(page, "<!--before-->", fmt.Sprintf(`<div class="stat">%d views</div>`, 1000+n), "<!--after-->", fmt.Sprintf(`<p>浏览量：%d</p><p>Hits: %d</p>`, 7*n, n))
	},
	"greeting": func(page string, n int) string {
		return slots(page, "<!--top-->", fmt.Sprintf(`<div class="user-bar"><span>Hello, guest %d</span><p>Last login: 2026-03-0%d 10:2%d</p></div>`, n, n+1, n),
			"<!--before-->", fmt.Sprintf(`<p>Last login: March %d, 2026 at 10:2%d</p>`, n+1, n))
	},
	"date of today": func(page string, n int) string {
		return slots(page, "<!--before-->", fmt.Sprintf(`<p>Tuesday, %d March 2026</p>`, n+1),
			"<!--bottom-->", fmt.Sprintf(`<footer><p>Today is %d March 2026. © %d Site</p></footer>`, n+1, 2024+n), "<!--after-->", fmt.Sprintf(`<p>Copyright © %d Site Ltd. All rights reserved.</p>`, 2024+n))
	},
	"cookie banner": func(page string, n int) string {
		banner := `<div class="x7f"><p>We use cookies and similar technologies to make this site work. See our privacy policy.</p><button>Accept all</button><button>Settings</button></div>`
		modal := `<div id="onetrust-consent-sdk"><h2>Privacy Preference Center</h2><p>When you visit any website, it may store or retrieve information on your browser, mostly in the form of cookies.</p><button>Allow All</button></div>`
		switch n % 3 {
		case 0:
			return page
		case 1:
			return slots(page, "<!--top-->", banner, "<!--bottom-->", modal)
		}
		return slots(page, "<!--before-->", banner, "<!--bottom-->", banner)
	},
	"language picker": func(page string, n int) string {
		names := []string{"English", "Deutsch", "日本語", "繁體中文", "Français"}
		list := `<ul class="x1">`
		for i := range names {
			list += fmt.Sprintf(`<li><a href="/l/%d">%s</a></li>`, (i+n)%5, names[(i+n)%5])
		}
		return slots(page, "<!--top-->", list+"</ul>", "<!--before-->", list+"</ul>", "<!--bottom-->", list+"</ul>")
	},
	"mangled mail": func(page string, n int) string {
		return mailAddress.ReplaceAllStringFunc(page, func(m string) string {
			if strings.HasPrefix(m, "mailto:") {
				if n%2 == 0 {
					return "mailto:%" + fmt.Sprintf("%02x", m[7]) + m[8:]
				}
				return m
			}
			var b strings.Builder
			for i := range len(m) {
				if (i+n)%3 == 0 {
					fmt.Fprintf(&b, "&#%d;", m[i])
				} else {
					b.WriteByte(m[i])
				}
			}
			return b.String()
		})
	},
	"lazy images": func(page string, n int) string {
		img := fmt.Sprintf(`<img src="data:image/gif;base64,R0lGOD%d" data-src="/i/%d.jpg" alt="">`, n, n)
		if n%2 == 1 {
			img = fmt.Sprintf(`<picture><source srcset="/i/%d.webp"><img src="/i/%d.jpg" alt="" loading="lazy"></picture><noscript><img src="/i/%d.jpg"></noscript>`, n, n, n)
		}
		return slots(page, "<!--before-->", img, "<!--after-->", img)
	},
	"session in links": func(page string, n int) string {
		return regexp.MustCompile(`href="(/[^"#?]*)"`).ReplaceAllString(page, fmt.Sprintf(`href="$1?utm_source=s%d&amp;sid=%x&amp;_ga=1.%d"`, n, n*7919, n))
	},
	"white space": func(page string, n int) string {
		page = strings.ReplaceAll(page, "\n", "\r\n"+strings.Repeat(" ", n))
		return between.ReplaceAllString(page, "$1\n"+strings.Repeat("\t", n)+"$2")
	},
	"wrappers": func(page string, n int) string {
		page = paragraph.ReplaceAllString(page, fmt.Sprintf(`<p data-k="%d"><span>$1</span></p>`, n))
		i := strings.Index(page, "<!--top-->") + len("<!--top-->")
		j := strings.LastIndex(page, "<!--bottom-->")
		return page[:i] + strings.Repeat("<div>", n) + page[i:j] + strings.Repeat("</div>", n) + page[j:]
	},
	"announcements": func(page string, n int) string {
		return slots(page, "<!--top-->", fmt.Sprintf(`<div class="announcement-bar"><p>Spring sale: save up to %d%% on everything this week. <a href="/sale">Shop now</a></p></div><div role="alert">No service on Sunday from %d to 4 a.m.</div>`, n*10, n),
			"<!--bottom-->", []string{``, `<div class="popup-survey"><h3>Got a minute?</h3><p>Help us to improve this site by answering three short questions.</p><button>Yes, sure</button></div>`}[n%2])
	},
	"newsletter": func(page string, n int) string {
		form := fmt.Sprintf(`<div class="z9"><h3>Stay in the loop</h3><p>Sign up for our newsletter and get %d%% off your first order.</p><form><input type="email"><button>Subscribe</button></form></div>`, n)
		return slots(page, "<!--after-->", form, "<!--bottom-->", form)
	},
	"marks of the server": func(page string, n int) string {
		return slots(page, "<!--top-->", fmt.Sprintf(`<div class="t">Tue 3 Mar 2026 10:2%d:11 | 1%d°C Cloudy</div>`, n, n),
			"<!--after-->", fmt.Sprintf(`<p>Page generated in 0.0%d seconds</p><p>Request ID: %x</p>`, n, n*104729), "<!--bottom-->", fmt.Sprintf(`<p>Users online: %d</p>`, n*7))
	},
	"what others bought": func(page string, n int) string {
		return slots(page, "<!--bottom-->", fmt.Sprintf(`<section class="rec"><h2>Customers also bought</h2><div><a href="/p/%d">Lamp %d</a><span>$%d.99</span></div></section><div class="rev"><h3>What our customers say</h3><blockquote>“Great service, number %d in town. I will come back.”</blockquote></div>`, n, n, n, n))
	},
	"back to top and share": func(page string, n int) string {
		return slots(page, "<!--after-->", []string{`<p><a href="#">Back to top</a></p>`, `<div class="social-share"><a href="/t">Tweet</a></div>`, ``}[n%3])
	},
}

var mailAddress = regexp.MustCompile(`(?:mailto:)?[a-z]+@[a-z]+\.example`)

func TestNoiseMakesNoVersion(t *testing.T) {
	visits := 4
	if testing.Short() {
		visits = 2
	}
	for _, s := range shapes(t) {
		for name, noise := range noises {
			t.Run(s.name+"/"+name, func(t *testing.T) {
				for n := range visits {
					page := noise(s.page, n)
					res := extractShape(t, page)
					if string(res.Markdown) != s.want || !res.Problem.IsZero() {
						t.Fatalf("visit %d: %s\n%s\nproblem %q\n%s", n, firstDifference(s.want, string(res.Markdown)), page, res.Problem, res.Markdown)
					}
				}
			})
		}
	}
}

// What selectors choose is free of noise too, where the noise stands in it.
func TestNoiseInWhatSelectorsChoose(t *testing.T) {
	tried := 0
	for _, s := range shapes(t) {
		if !strings.Contains(s.page, "<main") {
			continue
		}
		chosen := Options{URL: shapeURL, Select: []Selector{{CSS: "main"}}}
		want, err := HTML(context.Background(), []byte(s.page), chosen)
		if err != nil {
			t.Fatal(err)
		}
		for name, noise := range noises {
			if name == "date of today" {
				continue // its copyright line is in what was chosen
			}
			for n := range 3 {
				tried++
				page := noise(s.page, n)
				if got, err := HTML(context.Background(), []byte(page), chosen); err != nil || string(got.Markdown) != string(want.Markdown) {
					t.Errorf("%s, %s %d: %v, %s", s.name, name, n, err, firstDifference(string(want.Markdown), string(got.Markdown)))
				}
			}
		}
	}
	if tried < 200 {
		t.Errorf("%d tried", tried)
	}
}

// All noises at once, in changing mixtures and orders.
func TestNoisesTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all := slices.Sorted(maps.Keys(noises))
	for _, s := range shapes(t) {
		for range 12 {
			page := s.page
			random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			names := all[:random.IntN(len(all)/2)]
			for _, name := range names {
				page = noises[name](page, random.IntN(5))
			}
			if res := extractShape(t, page); string(res.Markdown) != s.want {
				t.Errorf("%s with %v: %s", s.name, names, firstDifference(s.want, string(res.Markdown)))
			}
		}
	}
}

// A change of one character anywhere in the policy's words is always one of the text.
func TestOneCharacterMakesAVersion(t *testing.T) {
	all := 0
	for _, s := range shapes(t) {
		for _, at := range letterPlaces(s) {
			page := []rune(s.page)
			page[at] = other(page[at])
			all++
			if res := extractShape(t, string(page)); string(res.Markdown) == s.want {
				t.Errorf("%s: the change at %q is lost", s.name, string([]rune(s.page)[max(0, at-20):min(len([]rune(s.page)), at+20)]))
			}
		}
	}
	if all < 600 {
		t.Errorf("%d characters tried", all)
	}
}

// letterPlaces are places, counted in runes of the page, of letters in lines that stand in the expected text.
func letterPlaces(s shape) []int {
	var places []int
	for _, line := range strings.FieldsFunc(s.want, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsNumber(c) && c != ' '
	}) {
		line = strings.TrimSpace(line)
		i := strings.Index(s.page, line)
		if len(line) < 6 || i < 0 || strings.Count(s.page, line) != 1 {
			continue
		}
		before := len([]rune(s.page[:i]))
		size := len([]rune(line))
		for _, k := range []int{0, size / 2, size - 1} {
			if unicode.IsLetter([]rune(line)[k]) {
				places = append(places, before+k)
			}
		}
	}
	return places
}

func other(c rune) rune {
	switch {
	case c == 'x':
		return 'y'
	case c < 0x80:
		return 'x'
	case unicode.Is(unicode.Arabic, c):
		return 'ش'
	}
	return '某'
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "(end)", "(end)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d: want %q, got %q", i+1, a, b)
		}
	}
	return "no difference"
}
