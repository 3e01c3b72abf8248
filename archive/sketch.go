package archive

import (
	"fmt"
	"hash/fnv"
	"iter"
	"math"
	"math/bits"
	"unicode"
)

// A sketch is a few bytes that tell whether two texts are nearly the same without either of them: a similarity hash
// (Charikar, "Similarity estimation techniques from rounding algorithms", 2002) over runs of eight letters, and the
// text's length. A date, a dash or a word that differs leaves it alike; another text does not.
const (
	sketchRun  = 8    // letters a run
	sketchBits = 5    // of 64 that may differ between texts that agree
	sketchSize = 0.05 // part of the length that may
)

func sketch(markdown []byte) string {
	var votes [64]int
	for run := range runs(markdown, sketchRun) {
		sum := mix(run)
		for i := range votes {
			if sum>>i&1 == 1 {
				votes[i]++
			} else {
				votes[i]--
			}
		}
	}
	var hash uint64
	for i, v := range votes {
		if v > 0 {
			hash |= 1 << i
		}
	}
	return fmt.Sprintf("%016x:%d", hash, letterCount(markdown))
}

// runs yields the FNV-1a hash of each run of so many letters and digits, in lower case; what stands between them is not
// looked at.
func runs(markdown []byte, size int) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		var window []rune
		h := fnv.New64a()
		for _, r := range string(markdown) {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			if window = append(window, unicode.ToLower(r)); len(window) < size {
				continue
			}
			h.Reset()
			h.Write([]byte(string(window)))
			if !yield(h.Sum64()) {
				return
			}
			window = append(window[:0], window[1:]...)
		}
	}
}

func letterCount(markdown []byte) int {
	n := 0
	for _, r := range string(markdown) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// sharedRun is about three words, or a short clause of Chinese: texts of different content have hardly one in common.
const sharedRun = 16

// shared is how much of the new text stands in the old one, from 0 to 1: of its runs of sixteen letters, so that a word
// changed in each sentence leaves the most of it.
func shared(before, now []byte) float64 {
	known := map[uint64]bool{}
	for run := range runs(before, sharedRun) {
		known[run] = true
	}
	all, found := 0, 0
	for run := range runs(now, sharedRun) {
		all++
		if known[run] {
			found++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(found) / float64(all)
}

// mix spreads FNV's bits, of which the high ones depend little on the last letters (SplitMix64's finalizer).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// agree says whether two sketches are of nearly the same text. What is no sketch agrees with nothing.
func agree(a, b string) bool {
	var ha, hb uint64
	var na, nb int
	if _, err := fmt.Sscanf(a, "%x:%d", &ha, &na); err != nil {
		return false
	}
	if _, err := fmt.Sscanf(b, "%x:%d", &hb, &nb); err != nil {
		return false
	}
	return bits.OnesCount64(ha^hb) <= sketchBits && math.Abs(float64(na-nb)) <= sketchSize*float64(max(na, nb))
}
