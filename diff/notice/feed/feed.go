// Package feed writes notices as an Atom feed (RFC 4287), one entry for each change of version.
//
// Ids are made of what is compared, so that the same change has the same id in every run, on any machine: a reader's
// program shows it once. Policy text stands in the feed as escaped HTML and as text, never as markup of the feed.
package feed

import (
	"bytes"
	"crypto/sha1"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"policylog/diff/notice"
	"policylog/diff/terms"
)

// Options of a feed.
type Options struct {
	URL string // where the feed is published; "" unknown
}

// Write writes a feed of notices, newest first as they come, all of one source and language. Dates are those of capture;
// an entry whose capture is not known has the Unix epoch, since Atom demands a date and none is made up here. The error
// is the writer's or a renderer's.
func Write(w io.Writer, source string, lang string, notices []*notice.Notice, o Options) error {
	cat := terms.For(lang)
	f := &feeds.AtomFeed{
		Xmlns: "http://www.w3.org/2005/Atom", Title: cat.Text(terms.Changelog) + cat.Colon() + source,
		Id: urn("feed", source, cat.Tag()), Updated: stamp(""), Author: &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: "policylog"}},
	}
	if o.URL != "" {
		f.Link = &feeds.AtomLink{Href: o.URL, Rel: "self", Type: "application/atom+xml"}
	}
	for i, n := range notices {
		e, err := entry(n)
		if err != nil {
			return err
		}
		if i == 0 {
			f.Title = cat.Text(terms.Changelog) + cat.Colon() + first(n.Policy, source)
		}
		f.Updated = max(f.Updated, e.Updated)
		f.Entries = append(f.Entries, e)
	}
	return feeds.WriteXML(f, w)
}

func entry(n *notice.Notice) (*feeds.AtomEntry, error) {
	var page bytes.Buffer
	if err := notice.Fragment(&page, n); err != nil {
		return nil, err
	}
	e := &feeds.AtomEntry{
		Title: n.Title, Updated: stamp(n.New.Captured), Published: stamp(n.New.Captured),
		Id:      urn("entry", n.Source, n.Language, version(n.Old), version(n.New)),
		Summary: &feeds.AtomSummary{Content: strings.Join(n.Intro, " "), Type: "text"},
		Content: &feeds.AtomContent{Content: page.String(), Type: "html"},
	}
	if strings.HasPrefix(n.URL, "https://") || strings.HasPrefix(n.URL, "http://") {
		e.Links = []feeds.AtomLink{{Href: n.URL, Rel: "alternate"}}
	}
	return e, nil
}

// version is what tells a version from others.
func version(e notice.End) string { return first(e.Ref, e.SHA256, e.Captured) }

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// urn is a name-based UUID (version 5, RFC 9562) of some parts.
func urn(parts ...string) string {
	h := sha1.Sum([]byte("policylog\x00" + strings.Join(parts, "\x00")))
	u := h[:16]
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// stamp is a time of capture as Atom writes it, in UTC so that stamps sort.
func stamp(captured string) string {
	if t, err := time.Parse(time.RFC3339, captured); err == nil {
		return t.UTC().Format(time.RFC3339)
	}
	if t, ok := terms.ParseDate(captured); ok {
		return t.UTC().Format(time.RFC3339)
	}
	return time.Unix(0, 0).UTC().Format(time.RFC3339)
}
