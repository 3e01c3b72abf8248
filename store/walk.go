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
	trees := map[plumbing.Hash]plumbing.Hash{} // commit to tree
	rawSize := 0
	load := func(h plumbing.Hash) (walked, []plumbing.Hash, error) {
		data, err := o.readTyped(h, plumbing.CommitObject)
		if err != nil {
			return walked{}, nil, err
		}
		c, err := decodeCommit(h, data)
		if err != nil {
			return walked{}, nil, err
		}
		trees[h] = c.tree
		w := walked{id: h, tree: c.tree}
		if rawSize += len(data); rawSize < keepRaw {
			w.raw = data
		}
		if s.shallow[h] {
			c.parents = nil
		}
		return w, c.parents, nil
	}
	type node struct {
		walked
		parentIDs []plumbing.Hash
	}
	var chain []node
	seen := map[plumbing.Hash]bool{}
	for h := tip; h != stop && !h.IsZero(); {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		w, parents, err := load(h)
		if err != nil {
			return nil, false, err
		}
		if seen[h] {
			return nil, false, fmt.Errorf("commit %s is its own ancestor", h)
		}
		seen[h] = true
		chain = append(chain, node{w, parents})
		h = plumbing.ZeroHash
		if len(parents) > 0 {
			h = parents[0]
		}
		if h.IsZero() && !stop.IsZero() {
			return nil, false, nil
		}
		if len(chain)%1024 == 0 {
			s.opt.Progress("read commits", int64(len(chain)), 0)
		}
	}
	slices.Reverse(chain)
	var order []node
	bring := func(h plumbing.Hash) error {
		// Depth first with a stack of its own: a branch may be long.
		type frame struct {
			node
			next int
		}
		var stack []frame
		push := func(h plumbing.Hash) error {
			if seen[h] || h == stop {
				return nil
			}
			if ok, err := known(h); err != nil || ok {
				return err
			}
			seen[h] = true
			w, parents, err := load(h)
			if err != nil {
				return err
			}
			stack = append(stack, frame{node: node{w, parents}})
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
			order = append(order, top.node)
			stack = stack[:len(stack)-1]
		}
		return ctx.Err()
	}
	for _, n := range chain {
		for i := 1; i < len(n.parentIDs); i++ {
			if err := bring(n.parentIDs[i]); err != nil {
				return nil, false, err
			}
		}
		order = append(order, n)
	}
	list = make([]walked, len(order))
	for i, n := range order {
		for _, p := range n.parentIDs {
			t, ok := trees[p]
			if !ok {
				c, err := o.commit(p)
				if err != nil {
					return nil, false, err
				}
				t = c.tree
				trees[p] = t
			}
			n.parents = append(n.parents, t)
		}
		list[i] = n.walked
	}
	return list, true, nil
}

// commitOf decodes a walked commit.
func (o *objects) commitOf(w walked) (commit, error) {
	if w.raw != nil {
		return decodeCommit(w.id, w.raw)
	}
	return o.commit(w.id)
}

// changedFiles calls fn for each file of a commit that differs from all of its parents: what a merge merely took from
// a side is that side's.
func (o *objects) changedFiles(w walked, fn func(fileChange) error) error {
	if len(w.parents) <= 1 {
		var parent plumbing.Hash
		if len(w.parents) == 1 {
			parent = w.parents[0]
		}
		return o.diffTrees(parent, w.tree, "", fn)
	}
	counts := map[fileChange]int{}
	var order []fileChange
	for i, p := range w.parents {
		err := o.diffTrees(p, w.tree, "", func(ch fileChange) error {
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
