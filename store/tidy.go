package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// Packs are tidied by size class, as `git repack --geometric` does: packs of one class, each a multiple of the one
// below, are made into one when there are tidyFanout of them, so that an object is copied once a class in its life.
const (
	tidyFanout = 32
	tidyBase   = 64      // objects in the smallest class
	tidyLimit  = 1 << 30 // bytes: a pack of this size is left alone
	maxClass   = 16
)

// Tidied says what Tidy did.
type Tidied struct {
	Packs         int   // made into one
	Objects       int   // written
	Before, After int64 // bytes of the packs
}

// tidyRate is how many bytes of content a second are taken to be repacked at least: finding what a page of 300 KB differs
// in takes some milliseconds. By it a budget bounds how many packs are made into one.
const tidyRate = 20 << 20

// Tidy keeps an archive small and quick to open: it makes the many small packs of past recordings into few, with each
// text and page a delta on its predecessor. It takes on what fits the budget (0: all) and goes on at the next call; a pack is
// removed only after the one that replaces it is durable. Record does the lowest class by itself. It needs no git, and
// `git gc` may run before, meanwhile and after.
func (s *Store) Tidy(ctx context.Context, budget time.Duration) (Tidied, error) {
	var sum Tidied
	err := s.withLock(ctx, func() (err error) {
		sum, err = s.tidy(ctx, budget, maxClass)
		return err
	})
	if err != nil {
		return sum, fmt.Errorf("tidy: %w", err)
	}
	return sum, nil
}

// tidy makes full classes up to a class into one pack each, under the writer's lock.
func (s *Store) tidy(ctx context.Context, budget time.Duration, upTo int) (sum Tidied, err error) {
	o, err := s.obj()
	if err != nil {
		return sum, err
	}
	for end := time.Now().Add(budget); ; {
		if err := o.rescan(); err != nil {
			return sum, err
		}
		group := tidyGroup(o, filepath.Join(s.gitDir, "objects"), upTo)
		if budget > 0 {
			group = within(group, time.Until(end))
		}
		if group == nil {
			break
		}
		one, err := s.repack(ctx, o, group)
		if err != nil {
			return sum, err
		}
		sum.Packs, sum.Objects = sum.Packs+one.Packs, sum.Objects+one.Objects
		sum.Before, sum.After = sum.Before+one.Before, sum.After+one.After
	}
	return sum, nil
}

// within takes as many packs of a group as can be repacked in a while, those with the least content first; nil when no
// two can.
func within(group []*pack, left time.Duration) []*pack {
	content := make(map[*pack]int64, len(group))
	for _, p := range group {
		content[p] = p.contentSize()
	}
	slices.SortStableFunc(group, func(a, b *pack) int { return cmp.Compare(content[a], content[b]) })
	room := int64(left.Seconds() * tidyRate)
	n := 0
	for n < len(group) && content[group[n]] <= room {
		room -= content[group[n]]
		n++
	}
	if n < 2 {
		return nil
	}
	return group[:n]
}

// maxWeighed is how many objects a pack may have that a budget lets be repacked: to look at each takes time itself.
const maxWeighed = 50_000

// contentSize is how many bytes the pack's objects have together. Of each no more is read than its head.
func (p *pack) contentSize() (sum int64) {
	if p.n > maxWeighed {
		return math.MaxInt64
	}
	for i := range p.n {
		if e, err := p.head(p.offset(int64(i))); err == nil {
			sum += e.size
		}
	}
	return sum
}

// tidyGroup picks packs to make into one: a full class with all classes below it. Packs that are kept, or lie in an
// alternate, are not ours to touch.
func tidyGroup(o *objects, objectsDir string, upTo int) []*pack {
	classes := map[int][]*pack{}
	for _, p := range o.packs {
		if filepath.Dir(filepath.Dir(p.path)) != objectsDir {
			continue
		}
		if _, err := os.Stat(strings.TrimSuffix(p.path, ".pack") + ".keep"); err == nil {
			continue
		}
		st, err := p.f.Stat()
		if err != nil || st.Size() > tidyLimit {
			continue
		}
		class := 0
		for n := p.n / tidyBase; n > 0; n /= tidyFanout / 2 {
			class++
		}
		classes[class] = append(classes[class], p)
	}
	for class := 0; class <= upTo; class++ {
		if len(classes[class]) < tidyFanout {
			continue
		}
		var group []*pack
		for c := 0; c <= class; c++ {
			group = append(group, classes[c]...)
		}
		return group
	}
	return nil
}

// tidyObject is an object on its way into a new pack.
type tidyObject struct {
	id   plumbing.Hash
	typ  plumbing.ObjectType
	path string // of a file or tree; "" unknown
	rank int    // age: 0 is the newest
}

// repack writes the objects of packs into a new one and then removes the packs.
func (s *Store) repack(ctx context.Context, o *objects, group []*pack) (t Tidied, err error) {
	list, err := tidyOrder(ctx, o, group)
	if err != nil {
		return t, err
	}
	w, err := newPackWriter(filepath.Join(s.gitDir, "objects"))
	if err != nil {
		return t, err
	}
	defer w.abort()
	// The newest of a path is whole, since it is what is read; each older one is a delta on the one after it.
	var base plumbing.Hash
	var baseData []byte
	last := tidyObject{}
	for i, ob := range list {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		data, err := o.readTyped(ob.id, ob.typ)
		if err != nil {
			return t, err
		}
		if ob.typ != last.typ || ob.path != last.path || ob.path == "" && ob.typ != plumbing.CommitObject {
			base, baseData = plumbing.ZeroHash, nil
		}
		if _, err := w.addDelta(ob.typ, data, base, baseData); err != nil {
			return t, err
		}
		base, baseData, last = ob.id, data, ob
		if i%256 == 0 {
			s.opt.Progress("tidy", int64(i), int64(len(list)))
		}
	}
	for _, p := range group {
		st, err := p.f.Stat()
		if err != nil {
			return t, err
		}
		t.Before += st.Size()
	}
	t.After, t.Packs, t.Objects = w.off+20, len(group), len(list)
	if err := w.finish(); err != nil {
		return t, err
	}
	if err := o.rescan(); err != nil {
		return t, err
	}
	// Only now that the new pack is durable and open do the old ones go.
	if err := s.removePacks(group, w.path()); err != nil {
		return t, err
	}
	if err := w.release(); err != nil {
		return t, err
	}
	return t, o.rescan()
}

// removePacks removes packs, except the one that they became. git's index over several packs goes first, as git does it
// itself: it may name one of them. Of a pack the file that git looks for goes before its index, so that a kill leaves no
// more than that, which the next writer removes (sweepDeadWriters).
func (s *Store) removePacks(group []*pack, except string) error {
	several, err := filepath.Glob(filepath.Join(globQuote(s.gitDir), "objects", "pack", "multi-pack-index*"))
	if err != nil {
		return err
	}
	for _, name := range several {
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	for _, p := range group {
		if p.path == except {
			continue
		}
		stem := strings.TrimSuffix(p.path, ".pack")
		for _, ext := range []string{".pack", ".idx", ".rev", ".bitmap", ".mtimes"} {
			if err := s.trash.remove(stem + ext); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// tidyOrder lists the objects of packs by kind, then path, newest first. Paths are told from the trees of the commits
// among them.
func tidyOrder(ctx context.Context, o *objects, group []*pack) ([]tidyObject, error) {
	var list []tidyObject
	seen := map[plumbing.Hash]int{} // position in list
	var commits []commit
	for _, p := range group {
		names, err := p.names()
		if err != nil {
			return nil, err
		}
		for _, id := range names {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if _, ok := seen[id]; ok {
				continue
			}
			typ, data, err := o.readPacked(p, p.find(id))
			if err != nil {
				return nil, fmt.Errorf("object %s %w\nhint: `policylog verify` tells what else is wrong", id, err)
			}
			seen[id] = len(list)
			list = append(list, tidyObject{id: id, typ: typ})
			if typ == plumbing.CommitObject {
				c, err := decodeCommit(id, data)
				if err != nil {
					return nil, err
				}
				commits = append(commits, c)
			}
		}
	}
	sort.SliceStable(commits, func(i, j int) bool { return commits[i].committer.when.After(commits[j].committer.when) })
	var name func(tree plumbing.Hash, path string, rank int) error
	name = func(tree plumbing.Hash, path string, rank int) error {
		at, ok := seen[tree]
		if !ok || list[at].path != "" {
			return nil // elsewhere, or seen under a newer commit
		}
		list[at].path, list[at].rank = "/"+path, rank
		entries, err := o.tree(tree)
		if err != nil {
			return err
		}
		for _, e := range entries {
			p := path + "/" + e.name
			if e.isDir() {
				err = name(e.id, p, rank)
			} else if at, ok := seen[e.id]; ok && list[at].path == "" {
				list[at].path, list[at].rank = p, rank
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	for rank, c := range commits {
		list[seen[c.id]].rank = rank
		if err := name(c.tree, "", rank); err != nil {
			return nil, err
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		switch {
		case a.typ != b.typ:
			return a.typ < b.typ // commits, trees, blobs: the order in which a reader needs them
		case a.path != b.path:
			return a.path < b.path
		default:
			return a.rank < b.rank
		}
	})
	return list, nil
}
