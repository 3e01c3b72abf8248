package store

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// commit is a decoded commit, as far as an archive needs it.
type commit struct {
	id, tree  plumbing.Hash
	parents   []plumbing.Hash
	author    signature
	committer signature
	message   string
}

type signature struct {
	name, email string
	when        time.Time
}

// decodeCommit reads git's commit format. Unknown headers (gpgsig, encoding, mergetag) are passed over.
func decodeCommit(id plumbing.Hash, data []byte) (commit, error) {
	c := commit{id: id}
	rest := data
	for {
		line, after, ok := bytes.Cut(rest, []byte{'\n'})
		if !ok {
			return c, fmt.Errorf("commit %s is damaged: no message", id)
		}
		rest = after
		if len(line) == 0 {
			break
		}
		key, val, _ := bytes.Cut(line, []byte{' '})
		switch string(key) {
		case "tree":
			c.tree = plumbing.NewHash(string(val))
		case "parent":
			c.parents = append(c.parents, plumbing.NewHash(string(val)))
		case "author":
			c.author = decodeSignature(string(val))
		case "committer":
			c.committer = decodeSignature(string(val))
		}
	}
	if c.tree.IsZero() {
		return c, fmt.Errorf("commit %s is damaged: no tree", id)
	}
	c.message = string(rest)
	return c, nil
}

// endOfDates is the year 10000, which RFC 3339 cannot write. What lies beyond, or before 1970, which git cannot write, is
// no date of anything.
const endOfDates = 253402300800

func decodeSignature(s string) signature {
	var sig signature
	open, end := strings.IndexByte(s, '<'), strings.LastIndexByte(s, '>')
	if open < 0 || end < open {
		return sig
	}
	sig.name, sig.email = strings.TrimSpace(s[:open]), s[open+1:end]
	sec, _, _ := strings.Cut(strings.TrimSpace(s[end+1:]), " ")
	if n, err := strconv.ParseInt(sec, 10, 64); err == nil && n >= 0 && n < endOfDates {
		sig.when = time.Unix(n, 0).UTC()
	}
	return sig
}

// encode writes git's commit format. Times are written in UTC; git knows none before 1970.
func (c commit) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "tree %s\n", c.tree)
	for _, p := range c.parents {
		fmt.Fprintf(&b, "parent %s\n", p)
	}
	fmt.Fprintf(&b, "author %s\n", c.author.encode())
	fmt.Fprintf(&b, "committer %s\n", c.committer.encode())
	fmt.Fprintf(&b, "\n%s", c.message)
	return b.Bytes()
}

func (s signature) encode() string {
	return fmt.Sprintf("%s <%s> %d +0000", s.name, s.email, max(0, s.when.Unix()))
}

// The trailers of an archive's commits.
const (
	trailerKind      = "Policylog-Kind"
	trailerOrigin    = "Origin"
	trailerSource    = "Source"
	trailerURL       = "Source-URL"
	trailerCaptured  = "Captured-At"
	trailerTitle     = "Title"
	trailerUpdated   = "Updated-On"
	trailerEffective = "Effective-On"
	trailerLabel     = "Version-Label"
	trailerSHA256    = "Content-SHA256"
	trailerSnapshot  = "Snapshot"
	trailerExtractor = "Extractor"
	trailerHeldFor   = "Held-For"
)

// trailers are key and value pairs in order. Values are one line: whatever the web sends, it cannot forge another.
type trailers [][2]string

func (t *trailers) add(key, value string) {
	if value = oneLine(value); value != "" {
		*t = append(*t, [2]string{key, value})
	}
}

func (t trailers) get(key string) string {
	for _, kv := range t {
		if strings.EqualFold(kv[0], key) {
			return oneLine(kv[1]) // it may have been written by anybody
		}
	}
	return ""
}

// composeMessage makes a commit message of a subject and trailers.
func composeMessage(subject string, t trailers) string {
	var b strings.Builder
	b.WriteString(printable(subject))
	b.WriteString("\n\n")
	for _, kv := range t {
		fmt.Fprintf(&b, "%s: %s\n", kv[0], kv[1])
	}
	return b.String()
}

// splitMessage takes a message apart: its subject, and the trailers of its last paragraph.
func splitMessage(msg string) (subject string, t trailers) {
	msg = strings.TrimRight(msg, "\n")
	subject, _, _ = strings.Cut(msg, "\n")
	i := strings.LastIndex(msg, "\n\n")
	if i < 0 {
		return subject, nil
	}
	for line := range strings.SplitSeq(msg[i+2:], "\n") {
		if k, v, ok := strings.Cut(line, ": "); ok && !strings.Contains(k, " ") {
			t = append(t, [2]string{k, v})
		}
	}
	return subject, t
}

func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func parseTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

func (o *objects) commit(h plumbing.Hash) (commit, error) {
	data, err := o.readTyped(h, plumbing.CommitObject)
	if err != nil {
		return commit{}, err
	}
	return decodeCommit(h, data)
}
