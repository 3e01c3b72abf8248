//go:build ignore

// Gen writes words.bin, the lexicon, from the dictionary of jieba (https://github.com/fxsjy/jieba, MIT licence, Copyright
// 2012-2017 Sun Junyi; dict.txt as Debian's package python3-jieba installs it) and from field.txt beside it.
package main

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"flag"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"policylog/diff/text/fold"
)

const (
	most    = 18000 // words, without single characters
	singles = 4000  // single characters
	longest = 4     // runes of a word
)

func main() {
	log.SetFlags(0)
	dict := flag.String("dict", "/usr/lib/python3/dist-packages/jieba/dict.txt", "jieba's `file` of words and frequencies")
	flag.Parse()

	freq := make(map[string]float64)
	total := 0.0
	each(*dict, func(line string) {
		f := strings.Fields(line)
		n, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			log.Fatalf("%s: %s: %v", *dict, line, err)
		}
		total += n
		if w := fold.Simplified(f[0]); usable(w) {
			freq[w] += n
		}
	})
	field := make(map[string]bool)
	each("field.txt", func(line string) {
		if w := fold.Simplified(strings.TrimSpace(line)); usable(w) {
			field[w] = true
			freq[w] = max(freq[w], 2000)
		}
	})

	var words, chars []string
	for w := range freq {
		if len([]rune(w)) == 1 {
			chars = append(chars, w)
		} else {
			words = append(words, w)
		}
	}
	byFreq := func(a, b string) int {
		return cmp.Or(cmp.Compare(freq[b], freq[a]), strings.Compare(a, b))
	}
	slices.SortFunc(words, byFreq)
	slices.SortFunc(chars, byFreq)
	words = slices.DeleteFunc(words, func(w string) bool { return twoWords(w, freq) })
	kept := append(words[:most:most], chars[:singles]...)
	for _, w := range words[most:] {
		if field[w] {
			kept = append(kept, w)
		}
	}
	write("words.bin", kept, freq, total)
}

// each calls f with each line of a file that is neither empty nor a comment.
func each(file string, f func(line string)) {
	r, err := os.Open(file)
	if err != nil {
		log.Fatalf("%v\nhint: apt-get install python3-jieba, or -dict FILE", err)
	}
	defer r.Close()
	for s := bufio.NewScanner(r); s.Scan(); {
		if line := s.Text(); line != "" && !strings.HasPrefix(line, "#") {
			f(line)
		}
	}
}

// usable tells whether a word fits the packed key: up to four Chinese characters of the basic plane.
func usable(w string) bool {
	n := 0
	for _, r := range w {
		if !unicode.Is(unicode.Han, r) || r > 0xFFFF {
			return false
		}
		n++
	}
	return n >= 1 && n <= longest
}

// twoWords tells whether a word of four characters is two common words of two: 电话号码 is, 一目了然 is not.
func twoWords(w string, freq map[string]float64) bool {
	r := []rune(w)
	return len(r) == 4 && freq[string(r[:2])] >= 100 && freq[string(r[2:])] >= 100
}

// write stores each word as the difference of its key to the key before and a byte of cost.
func write(file string, words []string, freq map[string]float64, total float64) {
	key := func(w string) (k uint64) {
		for _, r := range w {
			k = k<<16 | uint64(r)
		}
		return k
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Compare(key(a), key(b)) })
	var b []byte
	last := uint64(0)
	for _, w := range words {
		b = binary.AppendUvarint(b, key(w)-last)
		cost := -math.Log2(max(freq[w], 1)/total) * 8
		b = append(b, byte(min(255, math.Round(cost))))
		last = key(w)
	}
	if err := os.WriteFile(file, b, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d words, %d bytes", file, len(words), len(b))
}
