package changelog

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
)

// PeriodSchema names the version of a period's JSON shape.
const PeriodSchema = "policylog.period/1"

// DefaultSettle is how many days a text is given to settle: captures within them are one update.
const DefaultSettle = 30

// Version is one text of a source with what is known of it.
type Version struct {
	Ref       string // where it is to be found: a commit
	Side      diff.Side
	Read      func() (*doc.Document, error) // the text, asked for once when its turn comes
	Technical bool                          // recorded because our extraction changed, not the page: never compared with the version before it
}

// Period is what changed in a source over a time: the net change, and each update with its steps.
type Period struct {
	Schema   string     `json:"schema"`
	Language string     `json:"language"`
	Source   string     `json:"source,omitempty"`
	Title    string     `json:"title"`
	Old      End        `json:"old"`
	New      End        `json:"new"`
	Summary  string     `json:"summary"`
	Net      *Changelog `json:"net,omitempty"` // nil when a technical upgrade lies between, or nothing changed
	NetNote  string     `json:"net_note,omitempty"`
	Updates  []Update   `json:"updates"`
}

// Update is a run of captures that belong together: a text that changes over some days and then its date is updated
// once.
type Update struct {
	From string     `json:"from"` // captured: the first version that differs
	To   string     `json:"to"`   // captured: the last
	Net  *Changelog `json:"net"`
	// Steps are the captures of an update that took several, in order; with one there are none beside Net.
	Steps []Step `json:"steps,omitempty"`
}

// changed says whether an update changed anything at all.
func (u Update) changed() bool { return u.Net.Counts.Entries()+u.Net.Counts.Counted > 0 }

// Step is one recorded change of the text.
type Step struct {
	From      End        `json:"from"`
	To        End        `json:"to"`
	Changelog *Changelog `json:"changelog"`
}

// Topics is handed on to the comparison; see diff.Options.
type Topics func(path []string, text string) (names, reasons []string)

// Over makes the changelog of a period from its versions, in captured order, the first being the text before it. Captures
// within settle days of the one before belong to one update (DefaultSettle when 0, none are grouped when negative), until
// the stated date changes, which ends an update, or twice as many days have passed since it began. Nothing is ever
// compared across a technical upgrade. At most four texts are in memory at a time; the error is that of reading one.
func Over(versions []Version, settle int, topics Topics, o Options) (*Period, error) {
	cat := terms.For(o.Lang)
	p := &Period{Schema: PeriodSchema, Language: cat.Tag(), Updates: []Update{}}
	if len(versions) == 0 {
		return p, nil
	}
	if settle == 0 {
		settle = DefaultSettle
	}
	first, err := open(&versions[0])
	if err != nil {
		return nil, err
	}
	last, crossed := first, false
	for at := 1; at < len(versions); {
		if versions[at].Technical {
			if last, err = open(&versions[at]); err != nil {
				return nil, err
			}
			crossed = true
			at++
			continue
		}
		end := updateEnd(versions, at, settle)
		base, alone := last, end-at == 1
		u := Update{From: versions[at].Side.Captured, To: versions[end-1].Side.Captured}
		for i := at; i < end; i++ {
			before := last
			if last, err = open(&versions[i]); err != nil {
				return nil, err
			}
			if !alone {
				u.Steps = append(u.Steps, Step{before.end(), last.end(), before.compare(last, topics, o)})
			}
		}
		u.Net = base.compare(last, topics, o)
		p.Updates = append(p.Updates, u)
		at = end
	}
	p.Old, p.New = first.end(), last.end()
	p.Source = cmp.Or(last.Side.Source, first.Side.Source)
	// The newest update comes first, as a reader looks for it.
	slices.Reverse(p.Updates)
	switch {
	case crossed:
		p.NetNote = cat.Text(terms.NoNet)
	case len(p.Updates) > 1:
		p.Net = first.compare(last, topics, o)
	case len(p.Updates) == 1:
		p.Net = p.Updates[0].Net
	}
	p.Title = strings.Clone(cmp.Or(last.Side.Title, last.doc.Meta.Title, first.Side.Title, first.doc.Meta.Title))
	p.Summary = p.summary(cat, len(versions))
	return p, nil
}

// summary says in a sentence what became of a source of which there are so many versions.
func (p *Period) summary(cat terms.Catalogue, versions int) string {
	title := cat.Title(cmp.Or(safe.Line(p.Title), safe.Line(p.Source), cat.Text(terms.Untitled)))
	from, to := cat.Span(p.Old.Captured, p.New.Captured)
	from, to = short(from), short(to)
	switch n := len(p.Updates); {
	case versions == 1:
		return cat.Text(terms.PeriodAlone, title, from)
	case n == 0:
		return cat.Text(terms.PeriodTechnical, title, from, to)
	case !slices.ContainsFunc(p.Updates, Update.changed):
		return cat.Count(terms.PeriodQuiet, versions, title, from, to)
	default:
		return cat.Count(terms.PeriodSummary, n, title, from, to)
	}
}

// opened is a version whose text was read, with what changelogs learn of it.
type opened struct {
	*Version
	doc   *doc.Document
	words *vocabulary
}

func open(v *Version) (opened, error) {
	d, err := v.Read()
	return opened{v, d, new(vocabulary)}, err
}

func (v opened) end() End { return End{Side: v.Side, Ref: v.Ref} }

// compare makes the changelog from a version to a later one.
func (v opened) compare(later opened, topics Topics, o Options) *Changelog {
	r := diff.Compare(v.doc, later.doc, diff.Options{Old: v.Side, New: later.Side, Topics: topics})
	o.OldRef, o.NewRef, o.old, o.new = v.Ref, later.Ref, v.words, later.words
	return Make(r, o)
}

// day is the date of a capture, harmless.
func day(cat terms.Catalogue, captured string) string {
	if captured == "" {
		return cat.Text(terms.Unknown)
	}
	return short(cat.Date(captured))
}

// updateEnd is the index after the last version of the update that begins with versions[at].
func updateEnd(versions []Version, at, settle int) int {
	end := at + 1
	for ; end < len(versions); end++ {
		prev, next := &versions[end-1], &versions[end]
		if settle < 0 || next.Technical || restated(&versions[end-2].Side, &prev.Side) {
			break
		}
		gap, ok := daysBetween(prev.Side.Captured, next.Side.Captured)
		if !ok || gap > settle {
			break
		}
		if whole, _ := daysBetween(versions[at].Side.Captured, next.Side.Captured); whole > 2*settle {
			break
		}
	}
	return end
}

// restated says whether a version states other dates than the one before it.
func restated(a, b *diff.Side) bool {
	return a.Updated != b.Updated || a.Effective != b.Effective
}

// Digest is what changed in many sources: those with changes one by one, the quiet ones in a line.
type Digest struct {
	Schema   string    `json:"schema"`
	Language string    `json:"language"`
	Text     string    `json:"text"`
	Changed  []*Period `json:"changed"`
	Quiet    []string  `json:"quiet"` // names of sources without change
	// OutOfStep has a line for each policy of which a language has changed and another has not followed.
	OutOfStep []string `json:"out_of_step,omitempty"`
}

// DigestSchema names the version of a digest's JSON shape.
const DigestSchema = "policylog.digest/1"

// MakeDigest gathers periods: those with tracked facts first, then those with other content changes, then the rest, each
// by the name of its source. A period without an update is quiet.
func MakeDigest(periods []*Period, lang string) *Digest {
	cat := terms.For(lang)
	d := &Digest{Schema: DigestSchema, Language: cat.Tag(), Changed: []*Period{}, Quiet: []string{}}
	for _, p := range periods {
		if len(p.Updates) == 0 {
			d.Quiet = append(d.Quiet, p.Source)
			continue
		}
		d.Changed = append(d.Changed, p)
	}
	slices.Sort(d.Quiet)
	slices.SortStableFunc(d.Changed, func(a, b *Period) int {
		return cmp.Or(a.weight()-b.weight(), strings.Compare(a.Source, b.Source))
	})
	d.Text = cat.Text(terms.DigestNothing)
	if n := len(d.Changed); n > 0 {
		d.Text = cat.Count(terms.DigestSources, n)
	}
	return d
}

// weight orders periods by the highest rank among their updates.
func (p *Period) weight() int {
	w := 3
	for _, u := range p.Updates {
		switch c := u.Net.Counts; {
		case c.Fact > 0:
			w = 0
		case c.Content > 0:
			w = min(w, 1)
		case c.Wording > 0:
			w = min(w, 2)
		}
	}
	return w
}
