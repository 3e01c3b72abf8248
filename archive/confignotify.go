package archive

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"policylog/internal/pattern"
)

// Significance is how much must have changed for a target to be told.
type Significance string

// The significances, the highest first.
const (
	TellFacts   Significance = "fact"    // a tracked fact came, went or changed
	TellContent Significance = "content" // any content change
	TellWording Significance = "wording" // wording and order too
	TellAny     Significance = "any"     // every change: dates, links, emphasis too
)

// The rhythms of a digest.
const (
	EveryRun = "run" // after each run that recorded something to tell
	EveryDay = "day" // once a day at most
)

// Target is an entry under notify: where to tell of changes.
type Target struct {
	Name         string       // what it is called in messages, and in the record of what was sent
	URL          string       // as written: secrets in it are ${VARIABLE}
	Sources      []string     // patterns; none: all sources
	Significance Significance // at least
	Every        string       // EveryRun or EveryDay
	Language     string       // BCP 47; "": that of messages
	Line         int          // in policylog.yaml
}

// Wants says whether a target is told of a source.
func (t *Target) Wants(source string) bool {
	return len(t.Sources) == 0 || slices.ContainsFunc(t.Sources, func(p string) bool { return matches(p, source) })
}

var (
	targetName = pattern.Lazy(`^[a-z0-9][a-z0-9-]{0,39}$`)
	variable   = pattern.Lazy(`\$\{[A-Za-z_][A-Za-z0-9_]*\}`)
	secretKey  = pattern.Lazy(`(?i)token|secret|password|passwd|auth|api_?key|^key$|^pass$`)
)

func (r *configReader) targets(p pair) ([]Target, error) {
	named := map[string]bool{}
	return each(r, func(item pair) (Target, error) {
		t, err := r.target(item)
		if err == nil && named[t.Name] {
			err = r.errorf(item.node, fmt.Sprintf("two targets are named %q", t.Name), "what was sent is remembered by name")
		}
		named[t.Name] = true
		return t, err
	})(p)
}

func (r *configReader) target(item pair) (Target, error) {
	t := Target{Significance: TellContent, Every: EveryRun, Line: item.node.GetToken().Position.Line}
	err := r.fields(item.value, "an entry of notify", r.targetFields(&t))
	switch {
	case err != nil:
		return t, err
	case t.Name == "":
		return t, r.errorf(item.node, "a target without a name", "name: team, say: what was sent is remembered by it")
	case t.URL == "":
		return t, r.errorf(item.node, fmt.Sprintf("target %q has no url", t.Name), "url: ${TEAM_WEBHOOK}")
	}
	return t, nil
}

func (r *configReader) targetFields(t *Target) []field {
	return []field{
		{"name", into(&t.Name, r.checked(checkTargetName))},
		{"url", into(&t.URL, r.targetURL)},
		{"sources", into(&t.Sources, each(r, r.checked(checkGlob)))},
		{"significance", into(&t.Significance, oneOf(r, TellFacts, TellContent, TellWording, TellAny))},
		{"every", into(&t.Every, oneOf(r, EveryRun, EveryDay))},
		{"language", into(&t.Language, r.checked(checkSpoken))},
	}
}

func checkTargetName(s string) (problem, hint string) {
	if !targetName().MatchString(s) {
		return fmt.Sprintf("name is %q, want small letters, digits and -", s), ""
	}
	return "", ""
}

func checkGlob(s string) (problem, hint string) {
	if _, err := path.Match(s, ""); err != nil || s == "" {
		return fmt.Sprintf("sources: %q is no name or glob", s), `write "xiaomi/*" or "*.zh-TW"`
	}
	return "", ""
}

// checkSpoken wants a language in which notices are written.
func checkSpoken(s string) (problem, hint string) {
	tag, err := language.Parse(s)
	if base, _ := tag.Base(); err != nil || base.String() != "en" && base.String() != "zh" {
		return fmt.Sprintf("language is %q, want en, zh-CN or zh-TW", s), ""
	}
	return "", ""
}

// open are the services whose address may hold no secret at all. Of the others it is one as a whole.
var open = []string{"smtp", "smtps", "generic", "generic+http", "generic+https", "http", "https", "ntfy", "logger"}

// tokenLike says whether a part of an address looks like what a machine made up: twelve letters and digits in a row that
// are no word and no number, or thirty-two of any kind.
func tokenLike(s string) bool {
	for run := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(run) >= 32 || len(run) >= 12 && strings.ContainsFunc(run, unicode.IsDigit) && strings.ContainsFunc(run, unicode.IsLetter) {
			return true
		}
	}
	return false
}

// secretInSight says whether an address in which variables stand for what is secret holds a secret beside them.
func secretInSight(u *url.URL, stands string) bool {
	seen := func(s string) bool { return s != "" && !strings.Contains(s, stands) }
	if password, _ := u.User.Password(); seen(password) || seen(u.User.Username()) && tokenLike(u.User.Username()) {
		return true
	}
	for k, values := range u.Query() {
		for _, v := range values {
			if seen(v) && (secretKey().MatchString(k) || tokenLike(v)) {
				return true
			}
		}
	}
	return slices.ContainsFunc(strings.Split(u.Path, "/"), func(part string) bool { return seen(part) && tokenLike(part) })
}

// targetURL reads the address of a target. This file is recorded in the archive and pushed with it, so a secret in plain
// sight is a mistake; the error does not repeat it.
func (r *configReader) targetURL(p pair) (string, error) {
	s, err := r.text(p)
	if err != nil {
		return "", r.hidden(p, "url is not a line of text", "")
	}
	const hint = "write ${NAME} and set NAME in the environment of the run; url: ${NAME} alone works too"
	if variable().FindString(s) == s && s != "" {
		return s, nil
	}
	const stands = "a-variable-stands-here"
	rest := variable().ReplaceAllString(s, stands)
	if strings.Contains(rest, "${") {
		return "", r.hidden(p, "url holds a ${ that is no variable", "write ${NAME}, with letters, digits and _")
	}
	u, err := url.Parse(rest)
	if err != nil || u.Scheme == "" || strings.ContainsAny(rest, " \t\n") {
		return "", r.hidden(p, "url is no address, want service://…", "smtp://user:${SMTP_PASSWORD}@mail.example/?from=…&to=…, or ${TEAM_WEBHOOK}")
	}
	if secretInSight(u, stands) || rest == s && !slices.Contains(open, u.Scheme) {
		return "", r.hidden(p, "url holds a secret in plain sight", hint)
	}
	return s, nil
}
