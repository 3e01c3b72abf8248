package archive

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"policylog/internal/reason"
)

// sameBut says whether two texts are equal once what the patterns match is taken out of both. Patterns that do not
// compile (ParseConfig lets none through) match nothing.
func sameBut(patterns []string, a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	if len(patterns) == 0 {
		return false
	}
	return bytes.Equal(without(patterns, a), without(patterns, b))
}

// without takes out of a text what the patterns match, and the lines that are blank then.
func without(patterns []string, t []byte) []byte {
	for _, p := range patterns {
		if re, err := regexp.Compile(p); err == nil {
			t = re.ReplaceAllLiteral(t, nil)
		}
	}
	var b bytes.Buffer
	for line := range bytes.Lines(t) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			b.Write(line)
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// Hidden is what patterns would have hidden between two texts.
type Hidden struct {
	Removed []string // lines of the earlier text that are gone
	Added   []string // lines of the later text that are new
}

// IgnoreHides shows what patterns would have hidden between a text and the next: lines that differ in nothing but what
// they match. It is nil when the texts are equal, or differ in more. People judge by the lines whether any of it was a
// change of the policy. A pattern that is none is an error.
func IgnoreHides(patterns []string, before, now []byte) (*Hidden, error) {
	for _, p := range patterns {
		if _, err := regexp.Compile(p); err != nil {
			return nil, err
		}
	}
	if bytes.Equal(before, now) || !sameBut(patterns, before, now) {
		return nil, nil
	}
	return &Hidden{Removed: linesNotIn(before, now), Added: linesNotIn(now, before)}, nil
}

// linesNotIn lists the lines of a that b does not have.
func linesNotIn(a, b []byte) []string {
	has := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		has[strings.TrimSpace(line)] = true
	}
	var out []string
	for line := range strings.Lines(string(a)) {
		if line = strings.TrimSpace(line); line != "" && !has[line] {
			out = append(out, line)
		}
	}
	return out
}

// lookAgain captures a changed source once more after a while. When the second capture is the version before, the change
// was noise; when the two differ between themselves, the lines in which they differ are random, and a change in no
// other line is none either.
func (c *capturer) lookAgain(ctx context.Context, s Source, last Last, o Outcome) Outcome {
	if err := c.env.Sleep(ctx, s.SecondLook); err != nil {
		return o // the run is ending: the first capture stands
	}
	got, err := c.fetchPages(ctx, s, Last{}, false)
	if err != nil || got.status >= 400 {
		o.note(reason.New(reason.SecondFailed))
		return o
	}
	t, err := c.extractBounded(ctx, s, got.list)
	if err != nil {
		o.note(reason.New(reason.SecondFailed))
		return o
	}
	switch {
	case bytes.Equal(t.markdown, o.Markdown):
		return o
	case bytes.Equal(t.markdown, last.Text):
		o.Status = StatusUnchanged
		o.note(reason.New(reason.SecondGone))
		return o
	}
	if settled := onlyRandom(last.Text, o.Markdown, t.markdown); !settled {
		o.note(reason.New(reason.SecondDiffers))
		return o
	}
	o.Status = StatusUnchanged
	o.note(reason.New(reason.RandomLines))
	return o
}

// onlyRandom says whether two captures a and b differ from the text before in random lines alone: no line is new in
// both, and no more lines are gone from both than there are random ones to stand in their place.
func onlyRandom(before, a, b []byte) bool {
	inB := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		inB[strings.TrimSpace(line)] = true
	}
	for _, line := range linesNotIn(a, before) {
		if inB[line] {
			return false
		}
	}
	gone := 0
	for _, line := range linesNotIn(before, a) {
		if !inB[line] {
			gone++
		}
	}
	return gone <= len(linesNotIn(a, b))
}

// noticeFlap notes a text that the source had before its latest version. Each flap is told of once.
func (o *Outcome) noticeFlap(last Last) {
	if o.Status != StatusChanged {
		return
	}
	now := digest(o.Markdown)
	for _, earlier := range last.Earlier {
		if earlier != now {
			continue
		}
		pair := flapName(now, digest(last.Text))
		known := strings.Fields(o.Extra[ExtraFlaps])
		for _, k := range known {
			if k == pair {
				o.note(reason.New(reason.FlapsAgain))
				return
			}
		}
		o.Flap = true
		o.note(reason.New(reason.FlapsBack))
		const remembered = 16
		known = append(known, pair)
		o.Extra[ExtraFlaps] = strings.Join(known[max(0, len(known)-remembered):], " ")
		return
	}
}

// flapName is the same for A→B as for B→A.
func flapName(a, b string) string {
	if b < a {
		a, b = b, a
	}
	return digest([]byte(a + b))[:8]
}
