package store

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"policylog/internal/pattern"
)

// SourceID names a source: "xiaomi/privacy-policy.zh-TW".
type SourceID struct {
	Service, Policy, Language string
}

// String joins the parts; without a language there is no dot.
func (id SourceID) String() string {
	if id.Language == "" {
		return id.Service + "/" + id.Policy
	}
	return id.Service + "/" + id.Policy + "." + id.Language
}

// maxNamePart bounds one path segment in bytes: file systems take 255, and lock files and extensions need room.
const maxNamePart = 200

// languageTag is the shape of a BCP 47 tag that may end a source's name: language, script, region, variants.
var languageTag = pattern.Lazy(`^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$`)

// IsLanguageTag says whether s has the shape of a BCP 47 tag as source names carry it ("en", "zh-Hant-TW", "es-419").
func IsLanguageTag(s string) bool { return languageTag().MatchString(s) }

// ParseSourceID splits and checks a name: no empty part, no "..", no control characters, nothing git refuses in a path,
// no name that Windows reserves, at most 200 bytes a part, in Unicode NFC. A last dotted suffix is the language when
// it has the shape of a language tag.
func ParseSourceID(s string) (SourceID, error) {
	service, rest, ok := strings.Cut(s, "/")
	if !ok || strings.Contains(rest, "/") {
		return SourceID{}, fmt.Errorf("source %q: want service/policy or service/policy.language", printable(s))
	}
	id := SourceID{Service: service, Policy: rest}
	if i := strings.LastIndexByte(rest, '.'); i > 0 && IsLanguageTag(rest[i+1:]) {
		id.Policy, id.Language = rest[:i], rest[i+1:]
	}
	if err := id.check(); err != nil {
		return SourceID{}, fmt.Errorf("source %q: %w", printable(s), err)
	}
	return id, nil
}

func (id SourceID) check() error {
	if err := checkNamePart(id.Service); err != nil {
		return fmt.Errorf("service %w", err)
	}
	if err := checkNamePart(id.Policy); err != nil {
		return fmt.Errorf("policy %w", err)
	}
	if id.Language != "" && !IsLanguageTag(id.Language) {
		return fmt.Errorf("language %q is no BCP 47 tag", printable(id.Language))
	}
	return nil
}

// checkNamePart refuses what git, Windows, macOS or a terminal would take badly as a file name.
func checkNamePart(p string) error {
	switch {
	case p == "":
		return fmt.Errorf("is empty")
	case len(p) > maxNamePart:
		return fmt.Errorf("is longer than %d bytes", maxNamePart)
	case !utf8.ValidString(p):
		return fmt.Errorf("is not valid UTF-8")
	case !norm.NFC.IsNormalString(p):
		return fmt.Errorf("is not in Unicode normal form NFC")
	case p[0] == '.' || p[0] == '-' || p[len(p)-1] == '.' || strings.Contains(p, ".."):
		return fmt.Errorf("begins with a dot or hyphen, ends with a dot, or has two dots in a row")
	case p != strings.TrimSpace(p):
		return fmt.Errorf("begins or ends with a space")
	case strings.HasSuffix(strings.ToLower(p), ".lock") || strings.HasSuffix(strings.ToLower(p), ".git"):
		return fmt.Errorf("ends in a suffix that git reserves")
	}
	for _, r := range p {
		if unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) ||
			strings.ContainsRune(`<>:"|?*\/@[]^~`, r) {
			return fmt.Errorf("has the character %+q, which is not allowed", r)
		}
	}
	stem, _, _ := strings.Cut(strings.ToLower(p), ".")
	switch stem = strings.TrimRight(stem, " "); stem {
	case "con", "prn", "aux", "nul", "git~1":
		return fmt.Errorf("is a name that Windows reserves")
	}
	if len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '0' && stem[3] <= '9' {
		return fmt.Errorf("is a name that Windows reserves")
	}
	return nil
}

// printable makes text from outside safe and short enough for a message.
func printable(s string) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) > 120 {
		s = string([]rune(s)[:120]) + "…"
	}
	return s
}

// oneLine makes one line of text of it: runs of white space become a space, other control and format characters go.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
