package diff

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"policylog/diff/across"
	"policylog/diff/fact"
	"policylog/diff/text"
	"policylog/diff/text/fold"
)

// factsOf finds the facts of one side of a row. What stands in link targets and attributes is no fact of the text, except
// where a link leads. kinds are those looked for, all without any.
func factsOf(j joint, kinds ...fact.Kind) []fact.Fact {
	all := fact.FindIn(j.raw, j.lang, kinds...)
	out := all[:0]
	at := 0
	for _, f := range all {
		for at < len(j.tokens) && j.tokens[at].End <= f.Start {
			at++
		}
		if f.Kind == fact.ThirdParty && slices.Contains(j.side.publisher(), f.Value) {
			continue // whose policy it is is no third party
		}
		hidden := at < len(j.tokens) && (j.tokens[at].Class == text.Target || j.tokens[at].Class == text.Attr)
		if !hidden || f.Kind == fact.URL || f.Kind == fact.Email {
			out = append(out, f)
		}
	}
	return out
}

// changedFacts compares the facts of two sides: equal values cancel out, wherever they stand. Of what is left, a fact of
// the old side that is plausibly the same as one of the new side changed; the rest appeared or vanished. What is said
// twice is listed once.
func changedFacts(oldRaw string, old []fact.Fact, newRaw string, new []fact.Fact, script scriptPair) []FactChange {
	gone, came := surplus(old, new)
	if script != sameScript {
		gone, came = sameAcross(oldRaw, gone, newRaw, came, script)
	}
	became := pairFacts(oldRaw, gone, newRaw, came)
	var out toldFacts
	taken := make([]bool, len(came))
	for i, f := range gone {
		change := FactChange{Kind: string(f.Kind), Op: FactRemoved, Old: said(f), Role: f.Role}
		if k := became[i]; k != none {
			taken[k] = true
			change.Op, change.New, change.Role = FactChanged, said(came[k]), cmp.Or(came[k].Role, f.Role)
		}
		out.add(change)
	}
	for i, f := range came {
		if !taken[i] {
			out.add(FactChange{Kind: string(f.Kind), Op: FactAdded, New: said(f), Role: f.Role})
		}
	}
	return out.list
}

// toldFacts are what became of facts, each once.
type toldFacts struct {
	list []FactChange
	has  map[FactChange]bool // once there are more than a few, which are quicker looked through
}

func (t *toldFacts) add(c FactChange) {
	const few = 16
	if len(t.list) < few {
		if !slices.Contains(t.list, c) {
			t.list = append(t.list, c)
		}
		return
	}
	if t.has == nil {
		t.has = make(map[FactChange]bool)
		for _, told := range t.list {
			t.has[told] = true
		}
	}
	if !t.has[c] {
		t.has[c] = true
		t.list = append(t.list, c)
	}
}

// said is the text of a fact as a reader sees it: without the emphasis that begins or ends inside of a quantity, **30** days.
func said(f fact.Fact) string {
	switch f.Kind {
	case fact.Duration, fact.Age:
		return emphasis.Replace(f.Text)
	}
	return f.Text
}

var emphasis = strings.NewReplacer("*", "", "_", "")

// sameAcross drops the facts of which the other side has the counterpart in the words of the other region, whether it was
// seen as a fact there or not: 日誌資料, 日志数据.
func sameAcross(oldRaw string, gone []fact.Fact, newRaw string, came []fact.Fact, script scriptPair) (goneStill, cameStill []fact.Fact) {
	inOld, inNew := across.InTraditional, across.InSimplified
	if script == newTraditional {
		inOld, inNew = across.InSimplified, across.InTraditional
	}
	without := func(facts []fact.Fact, other string, in func(text, term string) bool) []fact.Fact {
		if len(facts) == 0 {
			return nil
		}
		other = plain(other)
		has := make(map[string]bool) // the counterpart of a text, since one block may name a thing a thousand times
		return slices.DeleteFunc(slices.Clone(facts), func(f fact.Fact) bool {
			if f.Kind != fact.DataType {
				return false
			}
			text := plain(f.Text)
			counterpart, known := has[text]
			if !known {
				counterpart = !strings.Contains(other, text) && in(other, text)
				has[text] = counterpart
			}
			return counterpart
		})
	}
	return without(gone, newRaw, inNew), without(came, oldRaw, inOld)
}

// plain is a text in Simplified characters and lower case.
func plain(s string) string { return fold.Simplified(strings.ToLower(s)) }

// surplus is the facts of each side whose value, however it is written, the other does not have, or has less often: of
// these the ones that the other side does not have to the letter, and the last ones.
func surplus(old, new []fact.Fact) (gone, came []fact.Fact) {
	balance := make(map[factValue]int)
	for _, f := range new {
		balance[valueOf(f)]++
	}
	for _, f := range old {
		balance[valueOf(f)]--
	}
	return fewer(old, new, balance, -1), fewer(new, old, balance, 1)
}

type factValue struct {
	kind  fact.Kind
	value string
}

func valueOf(f fact.Fact) factValue { return factValue{f.Kind, cmp.Or(f.Measure(), f.Value, f.Text)} }

// fewer takes out of facts as many of each value as the others have less of it: sign times the balance of the value.
func fewer(facts, others []fact.Fact, balance map[factValue]int, sign int) []fact.Fact {
	var taken []bool
	take := func(suits func(f fact.Fact) bool) {
		for i, f := range slices.Backward(facts) {
			if key := valueOf(f); balance[key]*sign > 0 && !taken[i] && suits(f) {
				taken[i] = true
				balance[key] -= sign
			}
		}
	}
	if !slices.ContainsFunc(facts, func(f fact.Fact) bool { return balance[valueOf(f)]*sign > 0 }) {
		return nil
	}
	taken = make([]bool, len(facts))
	written := make(map[string]int)
	for _, f := range others {
		written[plain(f.Text)]++
	}
	for _, f := range facts {
		written[plain(f.Text)]--
	}
	take(func(f fact.Fact) bool {
		text := plain(f.Text)
		if written[text] >= 0 {
			return false
		}
		written[text]++
		return true
	})
	take(func(fact.Fact) bool { return true })
	var out []fact.Fact
	for i, f := range facts {
		if taken[i] {
			out = append(out, f)
		}
	}
	return out
}

// dateTokens marks the tokens that belong to a date or to a version label that the document states.
func (c *comparison) dateTokens(s *side, at []int, j joint, facts []fact.Fact) []bool {
	marks := make([]bool, len(j.tokens))
	mark := func(start, end int) {
		first := sort.Search(len(j.tokens), func(i int) bool { return j.tokens[i].End > start })
		for i := first; i < len(j.tokens) && j.tokens[i].Start < end; i++ {
			marks[i] = true
		}
	}
	for _, f := range facts {
		if f.Kind == fact.Date {
			mark(f.Start, f.End)
			mark(weekdayBefore(j.raw, f.Start))
			mark(weekdayAfter(j.raw, f.End))
		}
	}
	offset := 0
	for _, b := range at {
		for _, p := range s.places[b] {
			mark(offset+p.Start, offset+p.End)
		}
		offset += len(s.doc.Blocks[b].Text) + 1
	}
	copyrighted := false // a copyright sign stands before, with years and dashes between
	for i, t := range j.tokens {
		switch {
		case t.Norm == "©" || t.Norm == "(c)" || t.Norm == "Copyright" || t.Norm == "copyright":
			copyrighted = true
		case t.Class == text.Number && isYear(t.Norm):
			marks[i] = marks[i] || copyrighted
		case t.Class == text.Word || t.Class == text.URL || t.Class == text.Number:
			copyrighted = false
		}
	}
	return marks
}

// isYear says whether a number may be a year.
func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && '0' <= s[2] && s[2] <= '9' && '0' <= s[3] && s[3] <= '9'
}

// urlTokens marks the URLs that stand visibly in the text; e-mail addresses are no mere links.
func urlTokens(j joint) []bool {
	marks := make([]bool, len(j.tokens))
	for i, t := range j.tokens {
		marks[i] = t.Class == text.URL && !isEmail(t.Norm)
	}
	return marks
}
