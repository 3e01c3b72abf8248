package archive

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policylog/store"
)

// What policylog.yaml may name the store can record: a name that it refused would cost the whole batch.
func TestCheckIDIsAsStrictAsTheStore(t *testing.T) {
	for _, id := range []string{
		"acme/nul.en", "acme/NUL", "con/privacy.en", "acme/com1.x.en", "acme/lpt9", "acme/aux .en", "git~1/x",
		"acme/terms.git", "acme/terms.git.en", "acme.git/terms", "acme/terms.lock.en", "acme/terms .en", "acme/terms..en",
		"acme/caf\u0065\u0301.en", "acme/\ue000.en", "a\u200bcme/x.en", "acme/.en", "acme/-x.en", "acme/x.", "acme/a\u2028b",
	} {
		if CheckID(id) == nil {
			t.Errorf("%q passes", id)
		}
	}
	for _, id := range []string{"acme/privacy-policy.zh-TW", "小米/隱私權政策.zh-TW", "acme/null.en", "acme/console", "a.b/c.d.en", "acme/company.en"} {
		if err := CheckID(id); err != nil {
			t.Error(err)
		}
	}
	parts := rapid.SampledFrom([]string{
		"acme", "nul", "COM1", ".", "..", "-", " ", "/", "git", "lock", ".git", ".lock", "en", "zh-TW", "é", "e\u0301", "隱私",
		"\x00", "\x1b", "\u202e", "\ue000", "\ufffd", "\xff", "@", "~1", "*", ":", "\\", "\u2028", strings.Repeat("x", 99),
	})
	rapid.Check(t, func(t *rapid.T) {
		id := strings.Join(rapid.SliceOfN(parts, 0, 8).Draw(t, "parts"), "")
		if !strings.Contains(id, "/") {
			id = "acme/" + id
		}
		if CheckID(id) != nil {
			return
		}
		if _, err := store.ParseSourceID(id); err != nil {
			t.Fatalf("CheckID passes %q, the store says: %v", id, err)
		}
	})
}
