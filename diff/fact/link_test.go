package fact

import (
	"strings"
	"testing"
)

// A million addresses without a host are read once, not each to the end of the text.
func TestAddressesWithoutHosts(t *testing.T) {
	for _, unit := range []string{"http://", "http://a(", "a/b/"} {
		if got := Find(strings.Repeat(unit, 1<<20/len(unit)), "en"); len(got) != 0 {
			t.Errorf("%q: %d facts", unit, len(got))
		}
	}
	got := FindIn("http:// and (https://no-dot) at http://http://acme.example/a", "en", URL)
	if len(got) != 1 || !strings.HasSuffix(got[0].Text, "acme.example/a") {
		t.Errorf("%+v", got)
	}
}
