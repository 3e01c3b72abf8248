package parallel

import (
	"cmp"
	"slices"
	"strings"

	"policylog/diff/render/safe"
)

// OutOfStep is a change of one language of a policy that not all its other languages have taken in.
type OutOfStep struct {
	Policy   string       `json:"policy"`   // "service/policy"
	Language string       `json:"language"` // that changed
	ID       string       `json:"id"`
	Captured string       `json:"captured"`
	Stated   string       `json:"stated,omitempty"`
	Sections []SectionRef `json:"sections"`
	Others   []Follower   `json:"others"`
	Earlier  int          `json:"earlier"` // changes before it that are outstanding in one of the languages that have not followed
}

// Follower is another language of the policy: when it took the change in, "" not yet.
type Follower struct {
	Language string `json:"language"`
	Captured string `json:"captured"`
}

// FindOutOfStep compares the leading language of a policy (the one with the most versions, and of those the one that
// changed first) with each of the others. It tells of the last change of the leading one that is outstanding, and of the
// last of another that the leading one has not taken in, if that is newer; then of the last that was taken in but for some
// sections. Changes of nothing but sections declared in only, by language, are meant for that language alone. A text of no known language
// is left out.
func FindOutOfStep(policy string, langs []Language, only map[string][]string) []OutOfStep {
	langs = slices.DeleteFunc(slices.Clone(langs), func(l Language) bool { return l.Side.Language == "" })
	if len(langs) < 2 {
		return nil
	}
	for i := range langs {
		langs[i] = langs[i].Without(only[langs[i].Side.Language])
	}
	lead := slices.MaxFunc(langs, func(a, b Language) int {
		return cmp.Or(cmp.Compare(a.Versions, b.Versions), cmp.Compare(len(a.Steps), len(b.Steps)), strings.Compare(b.lastChange(), a.lastChange()))
	})
	var drifts []*Drift
	for _, l := range langs {
		if l.Side != lead.Side {
			drifts = append(drifts, NewDrift(lead, l))
		}
	}
	var out []OutOfStep
	newest := ""
	if last, ok := lastOutstanding(policy, drifts); ok {
		out = append(out, last)
		newest = last.Captured
	}
	var ahead *OutOfStep
	for _, d := range drifts {
		if o, ok := d.ahead(policy); ok && o.Captured > newest {
			ahead, newest = &o, o.Captured
		}
	}
	if ahead != nil {
		out = append(out, *ahead)
	}
	if o, ok := lastPending(policy, lead.Side.Language, drifts); ok {
		out = append(out, o)
	}
	for _, d := range drifts {
		if o, ok := lastPending(policy, d.B.Language, []*Drift{d}); ok {
			out = append(out, o)
		}
	}
	return out
}

// lastChange is when a language last changed, "" never.
func (l *Language) lastChange() string {
	if len(l.Steps) == 0 {
		return ""
	}
	return l.Steps[len(l.Steps)-1].Captured
}

// Without leaves out the steps that changed nothing but sections that are meant for this language alone, by number or
// title.
func (l Language) Without(sections []string) Language {
	l.meant = sections
	l.Steps = slices.DeleteFunc(slices.Clone(l.Steps), func(s Step) bool {
		others := slices.ContainsFunc(s.Sections, func(r SectionRef) bool { return !named(&r, sections) })
		return s.Stated == "" && len(s.Sections) > 0 && !others
	})
	return l
}

// lastOutstanding is the last change of the leading language that one of the others has not taken in.
func lastOutstanding(policy string, drifts []*Drift) (OutOfStep, bool) {
	outstanding := map[string]bool{}
	var last *Step
	for _, d := range drifts {
		for _, r := range d.Rows {
			if r.Outstanding && r.A != nil {
				outstanding[r.A.ID] = true
				if last == nil || r.A.Captured > last.Captured {
					last = r.A
				}
			}
		}
	}
	if last == nil {
		return OutOfStep{}, false
	}
	o := stepOutOf(policy, drifts[0].A.Language, last)
	o.Earlier = len(outstanding) - 1
	for _, d := range drifts {
		f := Follower{Language: d.B.Language}
		for _, r := range d.Rows {
			if r.A != nil && r.A.ID == last.ID && r.B != nil {
				f.Captured = r.B.Captured
			}
		}
		o.Others = append(o.Others, f)
	}
	return o, true
}

// ahead is the last change of B that A has not taken in.
func (d *Drift) ahead(policy string) (OutOfStep, bool) {
	var last *Step
	n := 0
	for _, r := range d.Rows {
		if r.Outstanding && r.A == nil {
			last = r.B
			n++
		}
	}
	if last == nil {
		return OutOfStep{}, false
	}
	o := stepOutOf(policy, d.B.Language, last)
	o.Earlier, o.Others = n-1, []Follower{{Language: d.A.Language}}
	return o, true
}

func stepOutOf(policy, language string, s *Step) OutOfStep {
	return OutOfStep{Policy: policy, Language: language, ID: s.ID, Captured: s.Captured, Stated: s.Stated, Sections: s.Sections}
}

// Line says it in one line: "English changed 3.1.4 on 2024-05-16; zh-CN followed on 2024-06-02; zh-TW has not".
func (o *OutOfStep) Line(lang string) string {
	w := wordsFor(lang)
	what := w.say(pItsText)
	if names := sectionNames(o.Sections, w); len(names) > 0 {
		what = strings.Join(names, w.cat.Comma())
	} else if o.Stated != "" {
		what = w.say(pItsDate)
	}
	parts := []string{w.say(pChangedOn, safe.Line(o.Language), what, safe.Line(firstTen(o.Captured)))}
	for _, day := range o.days() {
		var names []string
		for _, f := range o.Others {
			if firstTen(f.Captured) == day {
				names = append(names, safe.Line(f.Language))
			}
		}
		who := strings.Join(fewNames(names), w.cat.Comma())
		if day != "" {
			parts = append(parts, w.say(pFollowed, who, day))
		} else {
			parts = append(parts, strings.ReplaceAll(w.count(pHasNot, len(names)), "{1}", who))
		}
	}
	if o.Earlier > 0 {
		parts = append(parts, w.count(pEarlier, o.Earlier))
	}
	return w.cat.Semicolons(parts)
}

// days are the days on which others followed, in order, those that have not last.
func (o *OutOfStep) days() []string {
	var days []string
	for _, f := range o.Others {
		days = append(days, firstTen(f.Captured))
	}
	slices.SortFunc(days, func(a, b string) int {
		return cmp.Or(b2i(a == "")-b2i(b == ""), strings.Compare(a, b))
	})
	return slices.Compact(days)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
