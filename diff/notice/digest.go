package notice

import (
	"bufio"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"policylog/diff/changelog"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// Digest is notices sent together, for one team in one language.
type Digest struct {
	Title   string // at most 140 characters; that of the notice where there is only one
	Notices []*Notice

	cat terms.Catalogue
}

// MakeDigest puts notices together, in the order given. day is when, ISO 8601; "" is left out.
func MakeDigest(notices []*Notice, lang, day string) *Digest {
	d := &Digest{Notices: notices, cat: terms.For(lang)}
	if len(notices) == 1 {
		d.Title = notices[0].Title
		return d
	}
	var services []string
	for _, n := range notices {
		if s := ink.Truncate(n.Service, 30); s != "" && !slices.Contains(services, s) {
			services = append(services, s)
		}
	}
	what := d.cat.Count(terms.DigestSources, len(notices))
	if day != "" {
		what += d.cat.Aside(d.cat.Date(day))
	}
	for n := len(services); n > 0; n-- {
		who := strings.Join(services[:n], d.cat.Comma())
		if n < len(services) {
			who += "…"
		}
		if t := who + d.cat.Colon() + what; utf8.RuneCountInString(t) <= mostTitle {
			d.Title = t
			return d
		}
	}
	d.Title = d.cat.Text(terms.DigestTitle) + d.cat.Colon() + what
	return d
}

// Language is that of the digest: "en", "zh-CN" or "zh-TW".
func (d *Digest) Language() string { return d.cat.Tag() }

// DigestText writes a digest as plain text. The error is the writer's.
func DigestText(w io.Writer, d *Digest) error {
	if len(d.Notices) == 1 {
		return PlainText(w, d.Notices[0])
	}
	p := &plainText{w: bufio.NewWriter(w)}
	p.put("", "", d.Title)
	p.blank()
	for i, n := range d.Notices {
		p.put(fmt.Sprintf("%d. ", i+1), "   ", n.Title)
	}
	if err := p.w.Flush(); err != nil {
		return err
	}
	for _, n := range d.Notices {
		if _, err := fmt.Fprint(w, "\n\n"); err != nil {
			return err
		}
		if err := PlainText(w, n); err != nil {
			return err
		}
	}
	return nil
}

// DigestHTML writes a digest as one page, under the promises of HTML. The error is the writer's.
func DigestHTML(w io.Writer, d *Digest) error {
	if len(d.Notices) == 1 {
		return HTML(w, d.Notices[0])
	}
	p := &page{Writer: bufio.NewWriter(w), n: &Notice{Language: d.Language(), cat: d.cat}}
	p.head(d.Title, styleMain)
	p.put("<h1 style=\"%s\">%s</h1>\n<ol>\n", styleH1, safe.HTML(d.Title))
	for _, n := range d.Notices {
		p.put("<li>%s</li>\n", safe.HTML(n.Title))
	}
	p.put("</ol>\n")
	for _, n := range d.Notices {
		p.n = n
		p.put("<h1 class=\"line\" style=\"%s;margin-top:48px;padding-top:24px;border-top:3px solid #dfe3e8\">%s</h1>\n", styleH1, safe.HTML(n.Title))
		p.draft()
		p.body()
	}
	return p.end()
}

// Brief writes a digest for a chat: its title, and for each notice its title and what changed, without quotations, cut
// to about most characters. No markup, link or mention comes of the policies' text; the page that was captured is named
// at the end of each notice, as an address, when it is a plain one. The error is the writer's.
func Brief(w io.Writer, d *Digest, most int) error {
	b := bufio.NewWriter(w)
	left := most
	put := func(s string) {
		left -= utf8.RuneCountInString(s) + 1
		fmt.Fprintln(b, s)
	}
	share := max(most/max(len(d.Notices), 1), 300) // so that a long one leaves room for those after it
	if len(d.Notices) > 1 {
		put(safe.Chat(d.Title))
	}
	for i, n := range d.Notices {
		if len(d.Notices) > 1 {
			put("")
		}
		if left <= 0 {
			put(d.cat.Count(terms.DigestMore, len(d.Notices)-i))
			break
		}
		floor := max(most-share*(i+1), 0)
		put(safe.Chat(n.Title))
		skipped := 0
		for _, s := range n.Sections {
			for _, it := range s.Items {
				line := "• " + safe.Chat(ink.Truncate(s.Name, 80)+d.cat.Colon()+d.cat.Semicolons(it.Said))
				if skipped > 0 || left-utf8.RuneCountInString(line) < floor {
					skipped++
					continue
				}
				put(line)
			}
		}
		if skipped > 0 {
			put("• " + d.cat.Count(terms.MoreChanges, skipped))
		}
		if plainURL(n.URL) {
			put(n.URL)
		}
	}
	return b.Flush()
}

// linked is an escaped line with the escaped address of the full text made a link, where that is a plain one.
func (n *Notice) linked(line, address, link string) string {
	if !plainURL(n.URL) {
		return line
	}
	return strings.Replace(line, address, link, 1)
}

// plainURL says whether an address can stand in a chat as it is: a web address of letters, digits and the signs that
// no chat service takes for markup.
func plainURL(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(s) > 200 {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r > 0x7e || (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(":/.-_?=&%", r)
	})
}

// Significance is the highest rank of a notice's changes; "" when nothing but dates, links, emphasis or the like changed.
func (n *Notice) Significance() changelog.Rank {
	var best changelog.Rank
	for _, s := range n.Sections {
		for _, it := range s.Items {
			switch {
			case it.Rank == changelog.ByFact, best == "", best == changelog.ByWording:
				best = it.Rank
			}
			if best == changelog.ByFact {
				return best
			}
		}
	}
	return best
}
