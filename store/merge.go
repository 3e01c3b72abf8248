package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// join plans how a ref of ours takes in the remote's: not at all, forward, or by a merge.
func (r *recording) join(ctx context.Context, ref string, ours, theirs plumbing.Hash) (m Moved, err error) {
	if theirs.IsZero() || ours == theirs {
		return m, nil
	}
	m = Moved{Ref: ref, Old: hexOrNone(ours), New: theirs.String()}
	list, ahead, err := r.s.between(ctx, r.o, theirs, ours)
	if err != nil {
		return m, err
	}
	if ahead {
		m.Commits = len(list)
		r.move(ref, ours, theirs)
		return m, nil
	}
	if _, behind, err := r.s.between(ctx, r.o, ours, theirs); err != nil || behind {
		return Moved{}, err
	}
	mine, err := r.s.ancestors(ctx, r.o, ours)
	if err != nil {
		return m, err
	}
	if ref == refMain {
		if over, err := r.takesOver(ours, theirs, mine); err != nil || over {
			if over {
				whole, _, err := r.s.between(ctx, r.o, theirs, plumbing.ZeroHash)
				m.Commits = len(whole)
				r.move(ref, ours, theirs)
				return m, err
			}
			return m, fmt.Errorf("%s: %w", ref, err)
		}
	}
	all, err := r.s.ancestors(ctx, r.o, theirs)
	if err != nil {
		return m, err
	}
	for h := range all {
		if !mine[h] {
			m.Commits++
		}
	}
	tree, err := r.mergeTrees(ctx, ref, ours, theirs, mine)
	if err != nil {
		return m, fmt.Errorf("%s: %w", ref, err)
	}
	var t trailers
	t.add(trailerKind, string(KindMerge))
	c, err := r.commit(tree, time.Time{}, composeMessage("Merge what another archivist recorded", t), ours, theirs)
	if err != nil {
		return m, err
	}
	m.New, m.Merged = c.String(), true
	r.move(ref, ours, c)
	return m, nil
}

// sides are a path's contents in the common ancestor, here and there; the zero id is none.
type sides struct {
	base, ours, theirs plumbing.Hash
}

// mergeTrees joins two histories that each added to a common ancestor.
func (r *recording) mergeTrees(ctx context.Context, ref string, ours, theirs plumbing.Hash, mine map[plumbing.Hash]bool) (
	plumbing.Hash, error,
) {
	base, err := r.mergeBase(theirs, mine)
	if err != nil {
		return base, err
	}
	var trees [3]plumbing.Hash
	for i, h := range []plumbing.Hash{base, ours, theirs} {
		if h.IsZero() {
			continue
		}
		c, err := r.o.commit(h)
		if err != nil {
			return h, err
		}
		trees[i] = c.tree
	}
	if trees[0].IsZero() && ref == refMain {
		return trees[0], fmt.Errorf("%w: they are two archives that were begun apart\n"+
			"hint: `policylog import git` takes one into the other", ErrDiverged)
	}
	paths := map[string]sides{}
	if err := r.o.diffTrees(trees[0], trees[1], "", everywhere, func(ch fileChange) error {
		paths[ch.path] = sides{ch.old, ch.new, ch.old}
		return ctx.Err()
	}); err != nil {
		return base, err
	}
	var both, taken []string
	if err := r.o.diffTrees(trees[0], trees[2], "", everywhere, func(ch fileChange) error {
		if p, ok := paths[ch.path]; ok {
			p.theirs = ch.new
			paths[ch.path] = p
			if p.ours != p.theirs {
				both = append(both, ch.path)
			}
			return nil
		}
		paths[ch.path] = sides{ch.old, ch.old, ch.new}
		taken = append(taken, ch.path)
		return ctx.Err()
	}); err != nil {
		return base, err
	}
	edits := map[string]plumbing.Hash{}
	for _, p := range taken {
		edits[p] = paths[p].theirs
	}
	for _, p := range both {
		if edits[p], err = r.mergeFile(ref, p, paths[p], ours, theirs); err != nil {
			return base, err
		}
	}
	return r.o.editTree(r.w, trees[1], edits)
}

// mergeBase is the newest commit on the remote's first-parent line that we have too, or anywhere in its history.
func (r *recording) mergeBase(theirs plumbing.Hash, mine map[plumbing.Hash]bool) (plumbing.Hash, error) {
	queue, seen := []plumbing.Hash{theirs}, map[plumbing.Hash]bool{}
	for len(queue) > 0 {
		h := queue[0]
		queue = queue[1:]
		if mine[h] {
			return h, nil
		}
		if seen[h] {
			continue
		}
		seen[h] = true
		c, err := r.o.commit(h)
		if err != nil {
			return h, err
		}
		queue = append(queue, c.parents...)
	}
	return plumbing.ZeroHash, nil
}

// mergeFile decides on a file that both sides changed: of a text the one captured last, of notes and state both.
func (r *recording) mergeFile(ref, path string, s sides, ours, theirs plumbing.Hash) (plumbing.Hash, error) {
	switch ref {
	case refMain, refSnapshots:
		if path == configFile {
			return s.ours, fmt.Errorf("%w: %s was changed on both sides\n"+
				"hint: make them the same there and here, record, and pull again",
				ErrDiverged, configFile)
		}
		a, err := r.capturedOf(ours, path, s.ours)
		if err != nil {
			return s.ours, err
		}
		b, err := r.capturedOf(theirs, path, s.theirs)
		if err != nil {
			return s.ours, err
		}
		if a.IsZero() && b.IsZero() {
			return s.ours, fmt.Errorf("%w: %s was changed by hand on both sides\nhint: merge it with git", ErrDiverged, printable(path))
		}
		if b.After(a) {
			return s.theirs, nil
		}
		return s.ours, nil
	case refState, refNotes:
		return r.unite(s)
	}
	return s.ours, fmt.Errorf("%w: %s was changed on both sides", ErrDiverged, printable(path))
}

// capturedOf is when the text that a tip has at a path was captured, by the commit that brought it; zero when no
// commit of ours says.
func (r *recording) capturedOf(tip plumbing.Hash, path string, blob plumbing.Hash) (time.Time, error) {
	for h := tip; !h.IsZero(); {
		c, err := r.o.commit(h)
		if err != nil {
			return time.Time{}, err
		}
		e, ok, err := r.o.lookup(c.tree, path)
		if err != nil || !ok || e.id != blob {
			return time.Time{}, err
		}
		_, t := splitMessage(c.message)
		if source := t.get(trailerSource); source != "" && (path == source+".md" || strings.HasPrefix(path, source+".")) {
			if at := parseTime(t.get(trailerCaptured)); !at.IsZero() {
				return at, nil
			}
			return c.committer.when, nil
		}
		h = plumbing.ZeroHash
		for _, p := range c.parents { // a merge has the text from one of its parents
			pc, err := r.o.commit(p)
			if err != nil {
				return time.Time{}, err
			}
			if e, ok, err := r.o.lookup(pc.tree, path); err == nil && ok && e.id == blob {
				h = p
				break
			}
		}
	}
	return time.Time{}, nil
}

// unite keeps the lines of both sides: the common ones once, then ours, then theirs. What a side removed goes. Of JSON
// objects it keeps the members of both.
func (r *recording) unite(s sides) (plumbing.Hash, error) {
	var lines [3][]string
	var contents [3][]byte
	for i, h := range []plumbing.Hash{s.base, s.ours, s.theirs} {
		if h.IsZero() {
			continue
		}
		data, err := r.o.blob(h)
		if err != nil {
			return h, err
		}
		contents[i] = data
		lines[i] = strings.SplitAfter(string(bytes.TrimSuffix(data, []byte("\n")))+"\n", "\n")
	}
	if data, ok := uniteJSON(contents); ok {
		return r.w.add(plumbing.BlobObject, data)
	}
	base, ours, theirs := lines[0], lines[1], lines[2]
	var out []string
	for _, l := range ours {
		if !slices.Contains(base, l) || slices.Contains(theirs, l) {
			out = append(out, l)
		}
	}
	for _, l := range theirs {
		if !slices.Contains(base, l) && !slices.Contains(ours, l) {
			out = append(out, l)
		}
	}
	return r.w.add(plumbing.BlobObject, []byte(strings.Join(out, "")))
}

// uniteJSON joins base, ours and theirs when all that are there are JSON objects: a member that one side changed is
// that side's; one that both did is ours.
func uniteJSON(contents [3][]byte) ([]byte, bool) {
	var members [3]map[string]json.RawMessage
	for i, c := range contents {
		if c == nil {
			continue
		}
		if json.Unmarshal(c, &members[i]) != nil || members[i] == nil {
			return nil, false
		}
	}
	base, ours, theirs := members[0], members[1], members[2]
	out := map[string]json.RawMessage{}
	for _, side := range []map[string]json.RawMessage{theirs, ours} {
		for k := range side {
			b, o, t := base[k], ours[k], theirs[k]
			pick := o
			if bytes.Equal(o, b) {
				pick = t
			}
			if pick != nil {
				out[k] = pick
			}
		}
	}
	data, err := json.MarshalIndent(out, "", "  ")
	return append(data, '\n'), err == nil
}
