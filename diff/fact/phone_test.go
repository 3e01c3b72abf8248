package fact

import (
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// TestPhonesOfEveryRegion holds the scanner to the numbering plans of all regions, which are too slow to load for the
// program itself: every region's example number is found to the letter, in international form anywhere and in
// national form after a word that announces it.
func TestPhonesOfEveryRegion(t *testing.T) {
	tried, short := 0, 0
	for region := range phonenumbers.GetSupportedRegions() {
		n := phonenumbers.GetExampleNumber(region)
		if n == nil {
			continue
		}
		tried++
		international := phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
		national := phonenumbers.Format(n, phonenumbers.NATIONAL)
		e164 := phonenumbers.Format(n, phonenumbers.E164)
		if len(phonenumbers.GetNationalSignificantNumber(n)) < 7 {
			short++ // too short to be told from other numbers
			continue
		}
		if got, want := found("Our desk ("+international+") is open.", "en", Phone), international+"="+e164; got != want {
			t.Errorf("%s: found %q, want %q", region, got, want)
		}
		if got := found("客服电话："+national+"。", "zh", Phone); len(got) < len(national) || got[:len(national)] != national {
			t.Errorf("%s: found %q, want %q", region, got, national)
		}
	}
	if tried < 200 || short > tried/8 {
		t.Errorf("tried %d regions, %d of them too short", tried, short)
	}
}
