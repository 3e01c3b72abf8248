// Package lexicon finds the words of Chinese text as a reader sees them: a unigram walk over a small embedded lexicon.
//
// The lexicon holds about 18,000 words of two to four characters and 4,000 single characters, folded to Simplified, so
// that a text in either script, once folded, is cut the same way. It is made by go generate out of the dictionary of
// jieba (https://github.com/fxsjy/jieba, MIT licence, in LICENSE.jieba) and of field.txt, the vocabulary
// of policies. regional.txt lists vocabulary that differs by region; its terms are words of the lexicon too.
//
// Nothing is loaded before the first call of Cut or Regional; loading takes about a millisecond.
package lexicon

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

//go:generate go run gen.go

//go:embed words.bin
var words []byte

//go:embed regional.txt
var regional string

const (
	longest   = 4       // runes of a word in the table; longer ones are few, and listed by their first four
	slots     = 1 << 16 // of the table, for some 22,000 words
	unknown   = 255     // cost of a single character that the table lacks
	termCost  = 70      // cost of a regional term: below the sum of any two words'
	emptySlot = 0
)

// table is an open-addressed hash of packed words: the characters of a word in 16 bits each.
type table struct {
	keys  [slots]uint64
	costs [slots]uint8
	long  map[uint64][]term // terms longer than the table's words, by their first characters
	to    map[string]regionalTerm
}

// regionalTerm is what a word is called elsewhere.
type regionalTerm struct {
	to     string
	before []string // holds only before one of these; nil: everywhere
}

type term struct {
	runes []rune
	cost  uint8
}

var load = sync.OnceValue(loadTable)

func loadTable() *table {
	t := &table{long: make(map[uint64][]term), to: make(map[string]regionalTerm)}
	key := uint64(0)
	for b := words; len(b) > 0; {
		delta, n := binary.Uvarint(b)
		key += delta
		t.put(key, b[n])
		b = b[n+1:]
	}
	for line := range strings.Lines(regional) {
		if from, r, _, ok := entry(line); ok {
			t.add(from)
			if r.before == nil {
				t.add(r.to)
			}
			t.to[from] = r
		}
	}
	return t
}

// entry reads a line of regional.txt.
func entry(line string) (from string, r regionalTerm, source string, ok bool) {
	f := strings.Split(strings.TrimSpace(line), "\t")
	if strings.HasPrefix(line, "#") || len(f) < 3 {
		return "", r, "", false
	}
	r.to = f[1]
	if len(f) > 3 {
		r.before = strings.Fields(f[3])
	}
	return f[0], r, f[2], true
}

func (t *table) add(word string) {
	runes := []rune(word)
	if len(runes) <= longest {
		t.put(pack(runes), termCost)
		return
	}
	k := pack(runes[:longest])
	t.long[k] = append(t.long[k], term{runes, termCost})
}

func pack(runes []rune) (key uint64) {
	for _, r := range runes {
		key = key<<16 | uint64(r&0xFFFF)
	}
	return key
}

func slot(key uint64) uint64 { return (key * 0x9E3779B97F4A7C15) >> 48 }

func (t *table) put(key uint64, cost uint8) {
	i := slot(key)
	for t.keys[i] != emptySlot && t.keys[i] != key {
		i = (i + 1) % slots
	}
	t.keys[i], t.costs[i] = key, cost
}

func (t *table) get(key uint64) (cost uint8, ok bool) {
	for i := slot(key); ; i = (i + 1) % slots {
		switch t.keys[i] {
		case key:
			return t.costs[i], true
		case emptySlot:
			return 0, false
		}
	}
}

// Cutter cuts text into words. It keeps its buffers from call to call; it is not for use by several goroutines at once.
// The zero value is ready.
type Cutter struct {
	best []uint32 // least cost of a way to here
	from []int32  // where the last word of that way begins
	ends []int
}

// Cut returns the end of each word of a run of folded Chinese characters, in runes. The result is valid until the next
// call. Time is linear in the length of the run.
func (c *Cutter) Cut(run []rune) []int {
	t := load()
	n := len(run)
	c.best = slices.Grow(c.best[:0], n+1)[:n+1]
	c.from = slices.Grow(c.from[:0], n+1)[:n+1]
	c.best[0] = 0
	for i := 1; i <= n; i++ {
		c.best[i] = ^uint32(0)
	}
	for i := range n {
		c.step(t, run, i)
	}
	c.ends = c.ends[:0]
	for i := n; i > 0; i = int(c.from[i]) {
		c.ends = append(c.ends, i)
	}
	for i, j := 0, len(c.ends)-1; i < j; i, j = i+1, j-1 {
		c.ends[i], c.ends[j] = c.ends[j], c.ends[i]
	}
	return c.ends
}

// step extends the best way to i by every word that begins there.
func (c *Cutter) step(t *table, run []rune, i int) {
	key := uint64(0)
	for j := i; j < len(run) && j < i+longest; j++ {
		if run[j] > 0xFFFF {
			if j == i {
				c.reach(i, j+1, unknown)
			}
			return
		}
		key = key<<16 | uint64(run[j])
		cost, ok := t.get(key)
		if !ok {
			if j > i {
				continue
			}
			cost = unknown
		}
		c.reach(i, j+1, cost)
	}
	for _, w := range t.long[key] {
		if len(run)-i >= len(w.runes) && string(run[i:i+len(w.runes)]) == string(w.runes) {
			c.reach(i, i+len(w.runes), w.cost)
		}
	}
}

func (c *Cutter) reach(from, to int, cost uint8) {
	if total := c.best[from] + uint32(cost); total < c.best[to] {
		c.best[to], c.from[to] = total, int32(from)
	}
}

// Regional gives what a folded word is called elsewhere, or "" when it is called the same. rest is the text that follows
// the word, folded: some words differ only before certain others.
func Regional(word, rest string) string {
	if len(word) < len("网路") {
		return ""
	}
	r := load().to[word]
	if r.before == nil {
		return r.to
	}
	for _, next := range r.before {
		if strings.HasPrefix(rest, next) {
			return r.to
		}
	}
	return ""
}

// RegionalTerms gives the regional vocabulary: what Taiwan or Hong Kong writes, folded, and what the mainland does, without the
// words before which alone a pair may hold.
func RegionalTerms() map[string]string {
	terms := make(map[string]string)
	for line := range strings.Lines(regional) {
		if from, r, _, ok := entry(line); ok {
			terms[from] = r.to
		}
	}
	return terms
}
