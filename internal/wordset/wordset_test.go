package wordset

import (
	"maps"
	"slices"
	"testing"
)

func TestLazy(t *testing.T) {
	set := Lazy("the of\n\tthe 隐私  政策")
	if got := slices.Sorted(maps.Keys(set())); !slices.Equal(got, []string{"of", "the", "政策", "隐私"}) || set()[""] || !set()["the"] {
		t.Errorf("%q", got)
	}
}
