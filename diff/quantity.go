package diff

import (
	"strings"

	"policylog/diff/fact"
	"policylog/diff/text"
)

// A quantity that is written otherwise and comes to the same says nothing new: 30 days for thirty days, 一年 for 12 個月,
// 15 January 2021 for January 15, 2021. Each counts as one word, its value, when texts are compared.

// valued is a side with every quantity as one token that is its value, and whether it has any. Quantities that share a token with other
// words stay as they stand.
func valued(j joint, facts []fact.Fact) (side joint, found bool) {
	var tokens []text.Token
	rest := 0 // the first token that is not in tokens yet
	for _, f := range facts {
		value := f.Reading()
		if value == "" {
			continue
		}
		from := rest
		for from < len(j.tokens) && j.tokens[from].Start < f.Start {
			from++
		}
		to := from
		for to < len(j.tokens) && j.tokens[to].End <= f.End {
			to++
		}
		if to == from || j.tokens[from].Start != f.Start || j.tokens[to-1].End != f.End {
			continue
		}
		tokens = append(tokens, j.tokens[rest:from]...)
		tokens = append(tokens, text.Token{Start: f.Start, End: f.End, Class: text.Number, Norm: value})
		rest = to
	}
	if rest == 0 {
		return j, false
	}
	j.tokens = append(tokens, j.tokens[rest:]...)
	return j, true
}

// rewritten shows the quantities of two sides that read alike and are written differently: those of one side, then
// those of the other.
func rewritten(old, new []fact.Fact) (string, string) {
	olds, news := quantities(old), quantities(new)
	var before, after []string
	for i := range min(len(olds), len(news)) {
		if olds[i].Reading() == news[i].Reading() && olds[i].Text != news[i].Text {
			before, after = append(before, olds[i].Text), append(after, news[i].Text)
		}
	}
	return strings.Join(before, " … "), strings.Join(after, " … ")
}

func quantities(facts []fact.Fact) []fact.Fact {
	var out []fact.Fact
	for _, f := range facts {
		if f.Reading() != "" {
			out = append(out, f)
		}
	}
	return out
}
