package diff

import (
	"strings"
	"sync"
	"unicode"

	"policylog/internal/wordset"
)

// A difference in words is editorial only where each word that came or went carries no meaning of its own: fillers, words
// of one set exchanged for each other, another spelling, a slip of the finger. Prepositions, conjunctions of choice,
// quantifiers and modal verbs are not among them; in doubt a change is substantive.

// fillers may come and go.
var fillers = wordset.Lazy(`a an the please kindly also therefore thus hence furthermore moreover additionally
	的 了 地 得 请 也 亦 之 呢 吧`)

// interchangeable maps each word to the first of its set.
var interchangeable = sync.OnceValue(func() map[string]string {
	return firstOf(
		`use utilize utilise`, `uses utilizes utilises`, `used utilized utilised`, `using utilizing utilising`,
		`while whilst`, `among amongst`, `regarding concerning about`, `however but nevertheless`, `because since`,
		`您 你`, `您们 你们`, `和 及 与 以及`, `如 如果 若 倘若 假如 若是`, `例如 比如 譬如 诸如`, `因为 由于`, `但 但是 然而 不过`, `此 该 这`,
		`关于 有关`, `为 为了`, `通过 透过`, `或 或者`,
	)
})

func firstOf(lists ...string) map[string]string {
	out := make(map[string]string)
	for _, l := range lists {
		words := strings.Fields(l)
		for _, w := range words {
			out[w] = words[0]
		}
	}
	return out
}

// wordingOnly says whether two texts differ in nothing but such words, and what went and came.
func wordingOnly(old, new joint, script scriptPair) (deleted, inserted string, safe bool) {
	olds, news := spokenWords(old), spokenWords(new)
	oldAt, newAt := make([]int, len(olds)), make([]int, len(news))
	for i := range olds {
		oldAt[i] = i
	}
	for i := range news {
		newAt[i] = i
	}
	pairs := inOrder(oldAt, newAt, func(o, n int) bool { return olds[o].form == news[n].form })
	safe = true
	var gone, came []string
	o, n := 0, 0
	hunk := func(o1, n1 int) {
		if o == o1 && n == n1 || script.same(inOne(olds[o:o1]), inOne(news[n:n1])) {
			return
		}
		safe = safe && sameMeaning(olds[o:o1], news[n:n1])
		gone, came = append(gone, stretch(old, olds[o:o1])...), append(came, stretch(new, news[n:n1])...)
	}
	for _, p := range append(pairs, [2]int{len(olds), len(news)}) {
		hunk(p[0], p[1])
		o, n = p[0]+1, p[1]+1
	}
	return strings.Join(gone, " … "), strings.Join(came, " … "), safe
}

// spokenWord is a word with where it stands in its side.
type spokenWord struct {
	form       string
	start, end int
}

func spokenWords(j joint) []spokenWord {
	var out []spokenWord
	for _, t := range j.tokens {
		if !spoken(t) {
			continue
		}
		form := t.Norm
		if t.Regional != "" {
			form = t.Regional
		}
		out = append(out, spokenWord{strings.ToLower(form), t.Start, t.End})
	}
	return out
}

// inOne is a run of Chinese words as one text.
func inOne(words []spokenWord) func() string {
	return func() string {
		var b strings.Builder
		for _, w := range words {
			b.WriteString(w.form)
		}
		return b.String()
	}
}

// stretch is the raw text that a run of words stands in.
func stretch(j joint, words []spokenWord) []string {
	if len(words) == 0 {
		return nil
	}
	return []string{strings.Join(strings.Fields(j.raw[words[0].start:words[len(words)-1].end]), " ")}
}

// sameMeaning says whether one run of words can stand for another.
func sameMeaning(old, new []spokenWord) bool {
	o, n := withoutFillers(old), withoutFillers(new)
	if len(o) != len(n) {
		return false
	}
	for i := range o {
		a, b := o[i], n[i]
		if s := interchangeable()[a]; s != "" && s == interchangeable()[b] {
			continue
		}
		if a != b && !misspelt(a, b) {
			return false
		}
	}
	return true
}

func withoutFillers(words []spokenWord) []string {
	var out []string
	for _, w := range words {
		if !fillers()[w.form] {
			out = append(out, w.form)
		}
	}
	return out
}

// misspelt says whether two long Latin words differ by a slip alone: two neighbouring letters exchanged or a letter
// doubled, or by British against American spelling.
func misspelt(a, b string) bool {
	const long = 6
	if min(len(a), len(b)) < long || strings.ContainsFunc(a+b, func(r rune) bool { return !unicode.Is(unicode.Latin, r) }) {
		return false
	}
	return american(a) == american(b) || swapped(a, b) || undoubled(a) == undoubled(b)
}

// american rewrites the endings in which British and American spelling differ.
func american(s string) string {
	for _, p := range [...][2]string{{"isation", "ization"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"}} {
		if strings.HasSuffix(s, p[0]) {
			return strings.TrimSuffix(s, p[0]) + p[1]
		}
	}
	return strings.NewReplacer("behaviour", "behavior", "favour", "favor", "honour", "honor", "centre", "center").Replace(s)
}

// swapped says whether exchanging two neighbouring letters turns one word into the other.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// undoubled writes doubled letters once.
func undoubled(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

func isEmail(s string) bool { return strings.Contains(s, "@") && !strings.Contains(s, "://") }
