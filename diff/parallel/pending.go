package parallel

import (
	"slices"
	"strings"

	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render/safe"
)

// Pending is a section in which the latest texts still differ because one language changed it and the other, though it
// may have answered the rest of that change, did not.
type Pending struct {
	Language string      `json:"language"` // that changed
	ID       string      `json:"id"`       // of the version that did
	Captured string      `json:"captured"`
	Stated   string      `json:"stated,omitempty"`
	A        *SectionRef `json:"a"` // as it is in the latest version
	B        *SectionRef `json:"b"`
	Facts    []Fact      `json:"facts"` // what the change brought or took

	step *Step
}

// placed are the facts of some blocks, by key, with the section that each stands in.
type placed map[string]SectionRef

func (p placed) add(b *block, in *SectionRef) {
	if in == nil {
		in = &SectionRef{Index: doc.None}
	}
	for _, f := range b.facts {
		if f.Value != "" {
			p[key(f)] = *in
		}
	}
}

// lastPending is the last change of a language that one of the others took in, but for some sections.
func lastPending(policy, language string, drifts []*Drift) (OutOfStep, bool) {
	var last *Pending
	outstanding := map[string]bool{}
	for _, d := range drifts {
		for i := range d.Pending {
			if p := &d.Pending[i]; p.Language == language {
				outstanding[p.ID] = true
				if last == nil || p.Captured > last.Captured {
					last = p
				}
			}
		}
	}
	if last == nil {
		return OutOfStep{}, false
	}
	o := stepOutOf(policy, language, last.step)
	o.Sections, o.Earlier = nil, len(outstanding)-1
	for _, d := range drifts {
		f := Follower{Language: d.other(language), Captured: d.answeredOn(last.ID)}
		for _, p := range d.Pending {
			if p.ID != last.ID {
				continue
			}
			f.Captured = ""
			if own := *p.own(d); !slices.Contains(o.Sections, own) {
				o.Sections = append(o.Sections, own)
			}
		}
		o.Others = append(o.Others, f)
	}
	return o, true
}

// other is the language beside one of the two.
func (d *Drift) other(language string) string {
	if language == d.A.Language {
		return d.B.Language
	}
	return d.A.Language
}

// answeredOn is when the other language answered a step, "" never.
func (d *Drift) answeredOn(id string) string {
	for _, r := range d.Rows {
		switch {
		case r.A == nil || r.B == nil:
		case r.A.ID == id:
			return r.B.Captured
		case r.B.ID == id:
			return r.A.Captured
		}
	}
	return ""
}

// own is the section as it stands in the language that changed.
func (p *Pending) own(d *Drift) *SectionRef {
	if p.Language == d.A.Language {
		return p.A
	}
	return p.B
}

// without adds to a list what stands in p and not in q.
func (p placed) without(q placed, list map[string][]SectionRef) {
	for k, ref := range p {
		if _, ok := q[k]; !ok {
			list[k] = append(list[k], ref)
		}
	}
}

// pending lays the latest texts beside each other and keeps of the facts that differ those that a change brought: it
// says when the one language changed, and that the other has not. What differed from the beginning is no drift, nor is
// what belongs to a change that stands unanswered as a whole.
func (d *Drift) pending(la, lb Language) []Pending {
	out := []Pending{}
	if la.latest == nil || lb.latest == nil {
		return out
	}
	unanswered := map[string]bool{}
	for _, r := range d.Rows {
		if r.Outstanding && r.A != nil {
			unanswered[r.A.ID] = true
		} else if r.Outstanding {
			unanswered[r.B.ID] = true
		}
	}
	r := Compare(la.latest, lb.latest, Options{A: la.Side, B: lb.Side})
	for i := range r.Sections {
		row := &r.Sections[i]
		if row.A == nil || row.B == nil || named(row.A, la.meant) || named(row.B, lb.meant) {
			continue
		}
		var here []Pending
		for _, f := range row.Facts {
			s, lang := causeOf(f, row, la, lb)
			if s == nil || unanswered[s.ID] {
				continue
			}
			at := slices.IndexFunc(here, func(p Pending) bool { return p.step == s })
			if at < 0 {
				at = len(here)
				here = append(here, Pending{
					Language: lang, ID: s.ID, Captured: s.Captured, Stated: s.Stated, A: row.A, B: row.B, step: s,
				})
			}
			here[at].Facts = append(here[at].Facts, f)
		}
		out = append(out, here...)
	}
	return out
}

// causeOf is the last step, of either language, since which a fact of a pair of sections differs, and its language; nil
// where no step is known to have made the difference.
func causeOf(f Fact, row *Row, la, lb Language) (*Step, string) {
	if f.Minor || f.Kind == string(fact.URL) && f.Role != "host" {
		return nil, ""
	}
	a := key(fact.Fact{Kind: fact.Kind(f.Kind), Value: f.AValue})
	b := key(fact.Fact{Kind: fact.Kind(f.Kind), Value: f.BValue})
	var byA, byB *Step
	if f.AValue != "" {
		byA = later(la.lastWith(a, row.A, (*Step).brought), nil)
		byB = lb.lastWith(a, row.B, (*Step).took)
	}
	if f.BValue != "" {
		byB = later(byB, lb.lastWith(b, row.B, (*Step).brought))
		byA = later(byA, la.lastWith(b, row.A, (*Step).took))
	}
	if s := later(byA, byB); s != nil && s == byA {
		return s, la.Side.Language
	} else if s != nil {
		return s, lb.Side.Language
	}
	return nil, ""
}

// later is the step that was captured later, the first of two of one time.
func later(a, b *Step) *Step {
	if a == nil || b != nil && b.Captured > a.Captured {
		return b
	}
	return a
}

func (s *Step) brought() map[string][]SectionRef { return s.came }
func (s *Step) took() map[string][]SectionRef    { return s.went }

// lastWith is the last step that brought or took a fact in a section of that number or title.
func (l *Language) lastWith(k string, in *SectionRef, of func(*Step) map[string][]SectionRef) *Step {
	for i := len(l.Steps) - 1; i >= 0; i-- {
		for _, ref := range of(&l.Steps[i])[k] {
			if ref.Title == in.Title || ref.Number != "" && ref.Number == in.Number {
				return &l.Steps[i]
			}
		}
	}
	return nil
}

// line says it in one line: "en changed 6 Retention on 2025-10-20 (24 months ↔ 12 個月); zh-TW has not".
func (p *Pending) line(d *Drift, w words) string {
	var facts []string
	for _, f := range p.Facts {
		facts = append(facts, f.told(w))
	}
	said := w.say(pChangedOn, safe.Line(p.Language), strings.Join(sectionNames([]SectionRef{*p.own(d)}, w), ""), safe.Line(firstTen(p.Captured)))
	not := strings.ReplaceAll(w.count(pHasNot, 1), "{1}", safe.Line(d.other(p.Language)))
	return w.cat.Semicolons([]string{said, not}) + w.cat.Colon() + w.cat.Semicolons(fewNames(facts))
}
