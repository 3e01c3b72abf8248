package extract

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Where a text is cut into runs of one style is nothing that a reader sees, so that a text in one run, which is written
// without looking at each byte, is written as one in several.
func TestRunsAreTidiedAlikeHoweverTheyAreCut(t *testing.T) {
	pieces := rapid.SliceOf(rapid.SampledFrom([]string{" ", "\n", indent, "a", "我们", "，", ".", "*"}))
	rapid.Check(t, func(t *rapid.T) {
		parts := pieces.Draw(t, "parts")
		var cut []run
		for _, p := range parts {
			cut = append(cut, run{text: p})
		}
		whole := tidyRuns([]run{{text: strings.Join(parts, "")}})
		if pieces := tidyRuns(cut); !reflect.DeepEqual(whole, pieces) && len(whole)+len(pieces) > 0 {
			t.Fatalf("whole %+v, cut %+v", whole, pieces)
		}
	})
}
