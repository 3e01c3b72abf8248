package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"policylog/internal/pattern"
)

// edge is how many rows from the top or bottom of a page are looked at for running heads.
const edge = 4

var (
	// pageNumber is a row that holds nothing but a page's number.
	pageNumber = pattern.Lazy(`(?i)^[-–—|·• ]*(?:page|seite|pagina|página|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de|sur|di|·|\|)\s*\d{1,4})?[-–—|·• ]*$|^第?\s*\d{1,4}\s*[页頁](?:\s*[/，,共(（]*\s*(?:全|总|總)?共?\s*\d{1,4}\s*[页頁][)）]?)?$|^\d{1,4}\s*(?:ページ|페이지)$`)
	// numbered is a page number that says of itself what it is.
	numbered    = pattern.Lazy(`(?i)^(?:[-–—]\s*\d{1,4}\s*[-–—]|(?:page|seite|pagina|página)\s*\d{1,4}.*|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*[页頁].*)$`)
	romanNumber = pattern.Lazy(`\b[ivxl]{1,6}\b`)
)

// withoutHeads leaves out page numbers and running heads: rows at the top or bottom of a page that stand at one height
// on many pages, with white between them and the text.
func withoutHeads(pages [][]row) {
	usual := usualGap(pages)
	heads := headsOf(pages)
	for p, page := range pages {
		first, last := 0, len(page)
		for first < min(edge, last) && heads.is(p, page[first], true) {
			first++
		}
		for first > 0 && first < last && page[first-1].base-page[first].base < 1.15*usual {
			first--
		}
		for last > first && len(page)-last < edge && heads.is(p, page[last-1], false) {
			last--
		}
		for last > first && last < len(page) && page[last-1].base-page[last].base < 1.15*usual {
			last++
		}
		pages[p] = page[first:last]
	}
}

// heads are the rows at the edges of pages, by what they say and by where they stand.
type heads struct {
	pages int
	body  float64 // size of most of the text
	words map[edgeKey][]spot
	slots map[bool][]spot // rows that white parts from the text

	titles []string // what is set larger than the text
}

type edgeKey struct {
	words string
	top   bool
}

type spot struct {
	base float64
	page int
}

func headsOf(pages [][]row) heads {
	h := heads{pages: len(pages), words: map[edgeKey][]spot{}, slots: map[bool][]spot{}}
	usual := usualGap(pages)
	sizes := map[float64]int{}
	for p, page := range pages {
		for i, r := range page {
			sizes[r.size] += len(r.text())
			for _, top := range []bool{true, false} {
				if top && i < edge || !top && len(page)-1-i < edge {
					k := edgeKey{digitsAway(r.text()), top}
					h.words[k] = append(h.words[k], spot{r.base, p})
				}
			}
		}
		if n := len(page); n > 1 {
			if page[0].base-page[1].base > 1.4*usual {
				h.slots[true] = append(h.slots[true], spot{page[0].base, p})
			}
			if page[n-2].base-page[n-1].base > 1.4*usual {
				h.slots[false] = append(h.slots[false], spot{page[n-1].base, p})
			}
		}
	}
	h.body = commonest(sizes)
	for _, page := range pages {
		for _, r := range page {
			if r.size > h.body {
				h.titles = append(h.titles, digitsAway(r.text()))
			}
		}
	}
	return h
}

// is reports a running head: the same words, numbers aside, at the same height on at least two pages and on a third of
// them (there may be one for odd and one for even pages); or words that change, such as the title of the chapter, in no
// larger type than the text and set apart from it at a height where most pages have some.
func (h heads) is(page int, r row, top bool) bool {
	text := strings.TrimSpace(r.text())
	if h.pages == 1 {
		return numbered().MatchString(text)
	}
	if pageNumber().MatchString(text) {
		return true
	}
	if len([]rune(text)) > 160 {
		return false
	}
	same := at(h.words[edgeKey{digitsAway(text), top}], r.base)
	if same == h.pages || same >= 2 && 3*same >= h.pages-1 {
		return true
	}
	apart := at(h.slots[top], r.base)
	if h.pages < 3 || r.size > h.body || len([]rune(text)) > 80 || 4*apart < 3*(h.pages-1) {
		return false
	}
	return h.pages > 5 || !top && apart == h.pages || h.echoes(digitsAway(text))
}

// echoes reports words that a larger row has too: a running head repeats a title.
func (h heads) echoes(words string) bool {
	return len(words) > 3 && slices.ContainsFunc(h.titles, func(t string) bool { return strings.Contains(t, words) })
}

// at counts the spots at a height.
func at(spots []spot, base float64) int {
	n := 0
	for _, s := range spots {
		if math.Abs(s.base-base) < 3 {
			n++
		}
	}
	return n
}

// usualGap is the distance between most rows that follow each other.
func usualGap(pages [][]row) float64 {
	var gaps []float64
	for _, page := range pages {
		for i := 1; i < len(page); i++ {
			if d := page[i-1].base - page[i].base; d > 1 {
				gaps = append(gaps, d)
			}
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)*4/10]
}

// digitsAway makes page numbers equal.
func digitsAway(s string) string {
	s = romanNumber().ReplaceAllString(strings.ToLower(s), "")
	return strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) || c == ' ' {
			return -1
		}
		return c
	}, s)
}
