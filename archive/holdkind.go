package archive

import "strings"

// holdKinds are what a capture is held for, by how the reason begins. The kinds stand in JSON; the reasons are for people.
var holdKinds = []struct{ begins, kind string }{
	{"http ", "http-status"},
	{"bot wall", "bot-wall"},
	{"a bot wall", "bot-wall"},
	{"error page", "error-page"},
	{"an error page", "error-page"},
	{"login wall", "login-wall"},
	{"a login wall", "login-wall"},
	{"consent wall", "consent-wall"},
	{"a consent wall", "consent-wall"},
	{"a parked domain", "parked-domain"},
	{"empty shell", "needs-browser"},
	{"a page that needs a browser", "needs-browser"},
	{"near empty", "near-empty"},
	{"next to no text", "near-empty"},
	{"in another language", "another-language"},
	{"shrunk to", "shrunk"},
	{"another document", "another-document"},
	{"the site gives the same page", "same-for-any-path"},
	{heldNoMatch, "no-match"},
	{"it is ", "not-a-page"},
}

// HoldKind is what kind of reason Outcome.HeldFor is, for machines: "bot-wall", "near-empty", "shrunk" and so on; "" for
// no reason, "other" for one it does not know (an archive may be of a later program).
func HoldKind(heldFor string) string {
	if heldFor == "" {
		return ""
	}
	if rest, ok := strings.CutPrefix(heldFor, "page "); ok { // of several combined: "page 2: …"
		if _, why, ok := strings.Cut(rest, ": "); ok {
			heldFor = why
		}
	}
	lower := strings.ToLower(heldFor)
	for _, k := range holdKinds {
		if strings.HasPrefix(lower, k.begins) {
			return k.kind
		}
	}
	return "other"
}
