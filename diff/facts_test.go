package diff

import (
	"slices"
	"testing"

	"policylog/diff/fact"
)

// Of several facts of one value the one that is gone is the one that the other side does not have to the letter.
func TestFactGoneIsTheOneGone(t *testing.T) {
	old, new := "We will not sell your data. You need not reply.", "We will sell your data. You need not reply."
	changes := changedFacts(old, fact.Find(old, "en"), new, fact.Find(new, "en"), sameScript)
	found := false
	for _, c := range changes {
		found = found || c.Old == "will not" || c.Op == FactRemoved && c.Kind == string(fact.Negation)
	}
	if !found {
		t.Errorf("changes %+v", changes)
	}
	zhOld, zhNew := "我們不會分享，否則您無法使用。", "我们会分享，否则您无法使用。"
	for _, c := range changedFacts(zhOld, fact.Find(zhOld, "zh-Hant"), zhNew, fact.Find(zhNew, "zh-Hans"), oldTraditional) {
		if c.Old == "無" || c.Old == "無法" || c.New == "无法" {
			t.Errorf("what stayed is said to have changed: %+v", c)
		}
	}
}

// A quantity whose number stands in bold is told without the marks.
func TestQuantityInBold(t *testing.T) {
	old, new := "We answer within **30** days.", "We answer within **45** days."
	want := []FactChange{{Kind: string(fact.Duration), Op: FactChanged, Old: "30 days", New: "45 days"}}
	if got := changedFacts(old, fact.Find(old, "en"), new, fact.Find(new, "en"), sameScript); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
