package archive

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"policylog/archive/extract"
	"policylog/diff/doc"
	"policylog/internal/pattern"
	"policylog/internal/reason"
)

// The bounds of what is held. Text is weighed in letters, an ideograph for two.
const (
	goneAfter            = 7 * 24 * time.Hour // a page that answers 404 for so long is withdrawn
	gone410              = 24 * time.Hour     // one that says itself that it is gone, sooner
	agreeAfter           = 12 * time.Hour     // two captures so far apart confirm each other: sooner may be the same mishap
	nearEmpty            = 100                // less is hardly a text
	fullText             = 3000               // of a policy that is told by its words alone, at least
	grownUp              = 1000               // a text of at least this much can shrink suddenly
	keptOnDrop           = 0.5                // and does when less than this part of it is left
	lettersPerPolicyWord = 400                // in a policy: one of their words in so many letters, at least
	surelyLanguage       = 400                // less is too little to tell a language by
	sameEnough           = 0.2                // of it: a text that shares less with the one before may be another document
)

// reasonNotPolicy says why a text is not recorded as a version; none when nothing speaks against it. A sticky reason
// holds however often the same text comes back; the others may be a true rewrite.
func reasonNotPolicy(s Source, t text, last Last) (why reason.Reason, sticky bool) {
	if !t.problem.IsZero() && !sameDocument(last.Text, t.markdown) {
		return t.problem, true
	}
	w := weight(t.markdown)
	if w >= surelyLanguage {
		if why, sticky := reasonLanguage(s, t, last); !why.IsZero() {
			return why, sticky
		}
	}
	if last.Text == nil {
		return why, false
	}
	return reasonRewrite(t, last, w), false
}

// reasonLanguage holds a text in another language than the version before, unless it is the source's own. What the
// source names decides, however often another language comes back; where it names none, a lasting change gets through.
func reasonLanguage(s Source, t text, last Last) (why reason.Reason, sticky bool) {
	base, _ := baseAndScript(s.Language)
	known := slices.Contains(languagesTold, base)
	is := doc.DetectLanguage(string(t.markdown))
	if known && !otherLanguage(s.Language, is) {
		return why, false
	}
	if last.Text == nil {
		if known {
			return reason.New(reason.NotSourceTongue, is, s.Language), true
		}
		return why, false
	}
	if was := doc.DetectLanguage(string(last.Text)); otherLanguage(was, is) {
		return reason.New(reason.NotFormerTongue, is, was), known
	}
	return why, false
}

// languagesTold are those that the detection of languages knows: of a text in another, it names the nearest.
var languagesTold = strings.Fields("en de fr es it nl pl pt hu cs sk id ms sv da nb fi tr ro vi ca ru uk bg ja ko zh ar he th hi el")

// reasonRewrite says what makes a text of the right kind look like another document than the version before.
func reasonRewrite(t text, last Last, w int) reason.Reason {
	before := weight(last.Text)
	if before >= grownUp && float64(w) < keptOnDrop*float64(before) {
		return reason.New(reason.Shrunk, fmt.Sprintf("%d%%", 100*w/before))
	}
	if last.Title != "" && t.title != "" && !sameTitle(last.Title, t.title) && !surelyPolicy(t.markdown, w) {
		if share := shared(last.Text, t.markdown); share < sameEnough {
			return reason.New(reason.AnotherDocument, quoteShort(t.title), quoteShort(last.Title), fmt.Sprintf("%.0f%%", 100*share))
		}
	}
	return reason.Reason{}
}

// neighbours are languages that a text's words tell apart too poorly to hold a policy for.
var neighbours = [][]string{{"no", "nb", "nn", "da"}, {"id", "ms"}, {"hr", "sr", "bs", "sh"}, {"cs", "sk"}, {"es", "gl", "ca"}, {"bg", "mk"}}

// otherLanguage says whether two tags name different languages, or Chinese in different scripts. What is unknown
// differs from nothing.
func otherLanguage(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	baseA, scriptA := baseAndScript(a)
	baseB, scriptB := baseAndScript(b)
	for _, group := range neighbours {
		if slices.Contains(group, baseA) && slices.Contains(group, baseB) {
			return false
		}
	}
	return baseA != baseB || scriptA != "" && scriptB != "" && scriptA != scriptB
}

// readsLikePolicy says whether a text speaks, beside its links, as a policy does: four different words of theirs hardly
// stand on an error page.
func readsLikePolicy(markdown []byte) bool {
	different, _ := extract.CountLegal(string(besideLinks(markdown)))
	return different >= 4
}

// surelyPolicy says whether a text speaks as policies do all along: eight of their words, one every few sentences. What
// a site puts in a policy's place has some of them in a notice.
func surelyPolicy(markdown []byte, w int) bool {
	different, all := extract.CountLegal(string(besideLinks(markdown)))
	return w >= fullText && different >= 8 && all*lettersPerPolicyWord >= w
}

// besideLinks is what a text says of itself: without its links, which speak for other pages.
func besideLinks(markdown []byte) []byte { return links().ReplaceAll(markdown, nil) }

var links = pattern.Lazy(`\[[^\]]*\]\([^)]*\)`)

// sameDocument says whether each of two texts has the most of the other: then the new one is no wall, whatever it says.
func sameDocument(before, now []byte) bool {
	return before != nil && shared(before, now) >= 0.5 && shared(now, before) >= 0.5
}

// sameTitle says whether two titles share a word of substance, or half their ideographs.
func sameTitle(a, b string) bool {
	ga, gb := titleGrams(a), titleGrams(b)
	if len(ga) == 0 || len(gb) == 0 {
		return true
	}
	shared := 0
	for g := range ga {
		if gb[g] {
			shared++
		}
	}
	return 2*shared >= min(len(ga), len(gb))
}

// titleGrams are a title's words, and pairs of neighbours where there are no spaces between words.
func titleGrams(s string) map[string]bool {
	grams := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) }) {
		runes := []rune(word)
		if len(runes) > 1 && runes[0] >= 0x2e80 {
			for i := range len(runes) - 1 {
				grams[string(runes[i:i+2])] = true
			}
			continue
		}
		grams[word] = true
	}
	return grams
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
