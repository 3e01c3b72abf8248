package archive

import (
	"fmt"
	"hash/fnv"
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
	var window []rune
	var votes [64]int
	n := 0
	h := fnv.New64a()
	for _, r := range string(markdown) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		n++
		if window = append(window, unicode.ToLower(r)); len(window) < sketchRun {
			continue
		}
		h.Reset()
		h.Write([]byte(string(window)))
		sum := mix(h.Sum64())
		for i := range votes {
			if sum>>i&1 == 1 {
				votes[i]++
			} else {
				votes[i]--
			}
		}
		window = append(window[:0], window[1:]...)
	}
	var hash uint64
	for i, v := range votes {
		if v > 0 {
			hash |= 1 << i
		}
	}
	return fmt.Sprintf("%016x:%d", hash, n)
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
