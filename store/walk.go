package store

import (
	"context"
	"fmt"
	"runtime"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
)

// walked is a commit in the order of recording, with what its files are to be compared to.
type walked struct {
	id      plumbing.Hash
	tree    plumbing.Hash
	parents []plumbing.Hash // trees of the parents, the zero id for a shallow boundary
	raw     []byte          // of the commit; nil when many: read it again
}

// keepRaw bounds the bytes of commits that a walk keeps, so as not to inflate each twice.
const keepRaw = 48 << 20

// history lists the commits from tip back to stop (zero: the root), oldest first: the first parents' chain, with what
// a merge brought in placed before the merge. The order depends on the commits alone. known says what was read
// before. found is false when stop is not on the chain.
func (s *Store) history(ctx context.Context, tip, stop plumbing.Hash, known func(plumbing.Hash) (bool, error)) (
	list []walked, found bool, err error,
) {
	o, err := s.obj()
	if err != nil {
		return nil, false, err
	}
	w := &walk{
		s: s, o: o, stop: stop, known: known, trees: map[plumbing.Hash]plumbing.Hash{}, seen: map[plumbing.Hash]bool{},
	}
	chain, found, err := w.firstParents(ctx, tip)
	if err != nil || !found {
		return nil, false, err
	}
	for _, n := range chain {
		for i := 1; i < len(n.parentIDs); i++ {
			if err := w.bring(ctx, n.parentIDs[i]); err != nil {
				return nil, false, err
			}
		}
		w.order = append(w.order, n)
	}
	list, err = w.withParents()
	return list, err == nil, err
}

// walk is a history being read.
type walk struct {
	s     *Store
	o     *objects
	stop  plumbing.Hash
	known func(plumbing.Hash) (bool, error)

	trees   map[plumbing.Hash]plumbing.Hash // commit to tree
	seen    map[plumbing.Hash]bool
	rawSize int
	order   []node // oldest first
}

// node is a commit with its parents by their ids.
type node struct {
	walked
	parentIDs []plumbing.Hash
}

func (w *walk) load(h plumbing.Hash) (node, error) {
	data, err := w.o.readTyped(h, plumbing.CommitObject)
	if err != nil {
		return node{}, err
	}
	c, err := decodeCommit(h, data)
	if err != nil {
		return node{}, err
	}
	w.seen[h], w.trees[h] = true, c.tree
	n := node{walked{id: h, tree: c.tree}, c.parents}
	if w.rawSize += len(data); w.rawSize < keepRaw {
		n.raw = data
	}
	if w.s.shallow[h] {
		n.parentIDs = nil
	}
	return n, nil
}

// firstParents is the chain from tip back to stop, oldest first; found is false when stop is not on it.
func (w *walk) firstParents(ctx context.Context, tip plumbing.Hash) (chain []node, found bool, err error) {
	for h := tip; h != w.stop && !h.IsZero(); {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		if w.seen[h] {
			return nil, false, fmt.Errorf("commit %s is its own ancestor", h)
		}
		n, err := w.load(h)
		if err != nil {
			return nil, false, err
		}
		chain = append(chain, n)
		h = plumbing.ZeroHash
		if len(n.parentIDs) > 0 {
			h = n.parentIDs[0]
		}
		if h.IsZero() && !w.stop.IsZero() {
			return nil, false, nil
		}
		if len(chain)%1024 == 0 {
			w.s.opt.Progress("read commits", int64(len(chain)), 0)
		}
	}
	slices.Reverse(chain)
	return chain, true, nil
}

// bring puts a commit that a merge brought in, and all before it that is new, into the order: depth first, with a stack
// of its own, since a branch may be long.
func (w *walk) bring(ctx context.Context, h plumbing.Hash) error {
	type frame struct {
		node
		next int
	}
	var stack []frame
	push := func(h plumbing.Hash) error {
		if w.seen[h] || h == w.stop {
			return nil
		}
		if ok, err := w.known(h); err != nil || ok {
			return err
		}
		n, err := w.load(h)
		if err != nil {
			return err
		}
		stack = append(stack, frame{node: n})
		return nil
	}
	if err := push(h); err != nil {
		return err
	}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next < len(top.parentIDs) {
			top.next++
			if err := push(top.parentIDs[top.next-1]); err != nil {
				return err
			}
			continue
		}
		w.order = append(w.order, top.node)
		stack = stack[:len(stack)-1]
	}
	return ctx.Err()
}

// withParents is the order, each commit with its parents' trees.
func (w *walk) withParents() ([]walked, error) {
	list := make([]walked, len(w.order))
	for i, n := range w.order {
		for _, p := range n.parentIDs {
			t, ok := w.trees[p]
			if !ok {
				c, err := w.o.commit(p)
				if err != nil {
					return nil, err
				}
				t = c.tree
				w.trees[p] = t
			}
			n.parents = append(n.parents, t)
		}
		list[i] = n.walked
	}
	return list, nil
}

// commitOf decodes a walked commit.
func (o *objects) commitOf(w walked) (commit, error) {
	if w.raw != nil {
		return decodeCommit(w.id, w.raw)
	}
	return o.commit(w.id)
}

// changedFiles calls fn for each file of a commit that differs from all of its parents (what a merge merely took from a
// side is that side's), as deep as diffTrees goes.
func (o *objects) changedFiles(w walked, depth int, fn func(fileChange) error) error {
	if len(w.parents) <= 1 {
		var parent plumbing.Hash
		if len(w.parents) == 1 {
			parent = w.parents[0]
		}
		return o.diffTrees(parent, w.tree, "", depth, fn)
	}
	counts := map[fileChange]int{}
	var order []fileChange
	for i, p := range w.parents {
		err := o.diffTrees(p, w.tree, "", depth, func(ch fileChange) error {
			key := fileChange{path: ch.path, new: ch.new}
			if i == 0 {
				order = append(order, ch)
			}
			counts[key]++
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, ch := range order {
		if counts[fileChange{path: ch.path, new: ch.new}] == len(w.parents) {
			if err := fn(ch); err != nil {
				return err
			}
		}
	}
	return nil
}

// inOrder computes work(i) for 0 ≤ i < n on all processors, and hands the results to take in order.
func inOrder[T any](ctx context.Context, n int, work func(i int) (T, error), take func(i int, v T) error) error {
	const chunk = 128
	type result struct {
		values []T
		err    error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	// A queue of result channels keeps the order; its length bounds what is computed ahead.
	queue := make(chan chan result, 4*workers)
	jobs := make(chan func())
	for range workers {
		go func() {
			for job := range jobs {
				job()
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(jobs)
		for from := 0; from < n; from += chunk {
			out := make(chan result, 1)
			job := func() {
				var r result
				for i := from; i < min(from+chunk, n) && r.err == nil; i++ {
					var v T
					if r.err = ctx.Err(); r.err == nil {
						v, r.err = work(i)
						r.values = append(r.values, v)
					}
				}
				out <- r
			}
			select {
			case queue <- out:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- job:
			case <-ctx.Done():
				out <- result{err: ctx.Err()}
				return
			}
		}
	}()
	i := 0
	for out := range queue {
		r := <-out
		if r.err != nil {
			return r.err
		}
		for _, v := range r.values {
			if err := take(i, v); err != nil {
				return err
			}
			i++
		}
	}
	return ctx.Err()
}
