package fact

import (
	"strings"
	"testing"

	"policylog/internal/realdata"
)

func benchmarkFind(b *testing.B, file, lang string, kinds ...Kind) {
	text := string(realdata.File(b, file))
	FindIn(text, lang)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		FindIn(text, lang, kinds...)
	}
}

func BenchmarkFindEnglish(b *testing.B) { benchmarkFind(b, "seeds/003_13bd11e379a121a2.txt", "en-US") }

func BenchmarkFindChinese(b *testing.B) {
	benchmarkFind(b, "seeds/000_05b14415a591ba60.txt", "zh-Hant-TW")
}

func BenchmarkFindDates(b *testing.B) {
	benchmarkFind(b, "seeds/000_05b14415a591ba60.txt", "zh-Hant-TW", Date, Duration)
}

// BenchmarkTables is what the first use costs.
func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		newLatinTerms()
		newHanTerms()
	}
}

// BenchmarkFindHostile is the time for 400 KB of what makes naive scanners quadratic.
func BenchmarkFindHostile(b *testing.B) {
	for _, s := range []string{"](a", "1 2 3 ", "《", "Street ", "1 Road,\n", "A. ", "http://a.b/("} {
		b.Run(s, func(b *testing.B) {
			text := strings.Repeat(s, 400_000/len(s))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Find(text, "zh")
			}
		})
	}
}
