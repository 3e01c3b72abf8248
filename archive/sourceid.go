package archive

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"policylog/internal/pattern"
)

// maxID is the longest name of a source in bytes: with an extension it is still a file name everywhere.
const maxID = 200

// CheckID says why a name cannot be a source's: it becomes a path in the archive, stands in SOURCE@WHEN and is matched
// by globs, so that "..", control characters, "@" and glob characters are out, and so is what git or a file system refuses.
func CheckID(id string) error {
	if err := checkID(id); err != nil {
		return fmt.Errorf("source name %q: %w", id, err)
	}
	return nil
}

func checkID(id string) error {
	if id == "" {
		return errors.New(`is empty, want "service/policy.language"`)
	}
	if len(id) > maxID {
		return fmt.Errorf("has %d bytes, at most %d fit", len(id), maxID)
	}
	if !utf8.ValidString(id) {
		return errors.New("is not valid UTF-8")
	}
	if !norm.NFC.IsNormalString(id) {
		return fmt.Errorf("is not in Unicode normal form NFC: write %q", norm.NFC.String(id))
	}
	for _, r := range id {
		if unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return fmt.Errorf("holds the control character %U", r)
		}
		if strings.ContainsRune(`\:*?[]{}<>|"@^~`, r) {
			return fmt.Errorf("holds %q, which names of sources cannot", r)
		}
	}
	service, policy, ok := strings.Cut(id, "/")
	if !ok || strings.Contains(policy, "/") {
		return errors.New(`wants one slash: "service/policy.language"`)
	}
	for _, part := range []string{service, policy, strings.TrimSuffix(policy, path.Ext(policy))} {
		lower := strings.ToLower(part)
		switch {
		case part == "":
			return errors.New(`has an empty part, want "service/policy.language"`)
		case strings.Contains(part, ".."):
			return errors.New(`holds ".."`)
		case strings.HasPrefix(part, ".") || strings.HasPrefix(part, "-"):
			return fmt.Errorf("has a part that begins with %q", part[:1])
		case strings.HasSuffix(part, ".") || strings.HasSuffix(lower, ".lock") || strings.HasSuffix(lower, ".git"):
			return errors.New(`has a part that ends in ".", ".lock" or ".git"`)
		case part != strings.TrimSpace(part):
			return errors.New("has a part with space around it")
		case windowsReserved().MatchString(lower):
			return fmt.Errorf("holds %q, a name that Windows reserves", part)
		}
	}
	return nil
}

// windowsReserved are the names that no file may have there, whatever its extension, and git's own directory's short one.
var windowsReserved = pattern.Lazy(`^(con|prn|aux|nul|com[0-9]|lpt[0-9]|git~1) *(\.|$)`)

// languageOf is the language that a source's name ends in, as BCP 47; "" when it names none.
func languageOf(id string) string {
	_, policy, _ := strings.Cut(id, "/")
	i := strings.LastIndexByte(policy, '.')
	if i <= 0 {
		return ""
	}
	tag, err := language.Parse(policy[i+1:])
	if err != nil {
		return ""
	}
	return tag.String()
}

// Slug turns a name from elsewhere ("GitHub/Privacy Policy", with or without a language at its end) into a source's
// name as declarations are taken over: "github/privacy-policy".
func Slug(name string) string {
	lang := ""
	if i := strings.LastIndexByte(name, '.'); i > 0 && languageOf(name) != "" {
		name, lang = name[:i], name[i:]
	}
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = slug(p)
	}
	return strings.Join(parts, "/") + lang
}
