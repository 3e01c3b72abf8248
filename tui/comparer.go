package tui

import (
	"context"
	"strings"
	"sync"
	"time"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/render/excerpt"
	"policylog/diff/text/fold"
	"policylog/store"
)

// comparison is two versions compared, with what a place needs of it ready made.
type comparison struct {
	from, to store.Version
	result   *diff.Result
	places   *diff.Places
	log      *changelog.Changelog
	folded   []string                  // each row's texts in the form in which they are searched
	section  []int                     // each row's section; -1 none
	oldRow   []int                     // the row of each old block; -1 none
	parts    map[int][][]excerpt.Piece // of long rows
	partText map[int][]string          // what each part says, in the form in which it is searched
	outline  []outlineEntry            // of all sections, without what depends on filters
}

// comparer compares versions and keeps the last results. It may be used by several goroutines.
type comparer struct {
	compare func(ctx context.Context, from, to store.Version) (*diff.Result, error)
	lang    string
	now     func() time.Time

	mu    sync.Mutex
	kept  map[string]*comparison
	order []string // of use, the latest last
}

// keptComparisons bounds what is held in memory: a comparison of two long policies takes a few megabytes.
const keptComparisons = 12

func newComparer(fn func(context.Context, store.Version, store.Version) (*diff.Result, error), lang string, now func() time.Time) *comparer {
	return &comparer{compare: fn, lang: lang, now: now, kept: map[string]*comparison{}}
}

// of compares two versions, or finds them compared.
func (c *comparer) of(ctx context.Context, from, to store.Version) (*comparison, error) {
	key := from.Source + from.Commit + to.Source + to.Commit
	if x := c.look(key); x != nil {
		return x, nil
	}
	x, err := c.fresh(ctx, from, to)
	if err != nil {
		return nil, err
	}
	x.prepare()
	c.keep(key, x)
	return x, nil
}

// fresh compares without looking into what is kept or adding to it.
func (c *comparer) fresh(ctx context.Context, from, to store.Version) (*comparison, error) {
	r, err := c.compare(ctx, from, to)
	if err != nil {
		return nil, err
	}
	log := changelog.Make(r, changelog.Options{
		Lang: c.lang, AsOf: c.now().UTC().Format(time.DateOnly), OldRef: from.Commit, NewRef: to.Commit,
	})
	return &comparison{from: from, to: to, result: r, log: log}, nil
}

// prepare works out what a place would else work out anew at every key.
func (x *comparison) prepare() {
	r := x.result
	x.folded, x.section = make([]string, len(r.Blocks)), make([]int, len(r.Blocks))
	x.parts, x.partText = map[int][][]excerpt.Piece{}, map[int][]string{}
	for i := range r.Blocks {
		if parts := partsOf(&r.Blocks[i]); parts != nil {
			x.parts[i], x.partText[i] = parts, foldParts(parts)
		}
		x.folded[i], x.section[i] = foldRow(&r.Blocks[i]), -1
		for _, o := range r.Blocks[i].Old {
			for len(x.oldRow) <= o.Index {
				x.oldRow = append(x.oldRow, -1)
			}
			x.oldRow[o.Index] = i
		}
	}
	for s, sec := range r.Sections {
		for _, b := range sec.Blocks {
			x.section[b] = s
		}
	}
	x.outline, x.places = outlineOf(r), r.Places()
}

// rowsOf are the rows that an entry of the changelog tells of.
func (x *comparison) rowsOf(e *changelog.Entry) []*diff.Row {
	var out []*diff.Row
	for _, id := range e.Rows {
		for i := range x.result.Blocks {
			if r := &x.result.Blocks[i]; r.ID == id {
				out = append(out, r)
				break
			}
		}
	}
	return out
}

func (c *comparer) look(key string) *comparison {
	c.mu.Lock()
	defer c.mu.Unlock()
	x := c.kept[key]
	if x != nil {
		c.used(key)
	}
	return x
}

func (c *comparer) keep(key string, x *comparison) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept[key] = x
	c.used(key)
	for len(c.order) > keptComparisons {
		delete(c.kept, c.order[0])
		c.order = c.order[1:]
	}
}

func (c *comparer) used(key string) {
	for i, k := range c.order {
		if k == key {
			c.order = append(c.order[:i], c.order[i+1:]...)
			break
		}
	}
	c.order = append(c.order, key)
}

// foldText is the form in which texts are searched: one script, no case. It has as many runes as s.
func foldText(s string) string { return strings.ToLower(fold.Simplified(s)) }

func foldRow(r *diff.Row) string {
	var b strings.Builder
	if r.Status != diff.Equal {
		for _, o := range r.Old {
			b.WriteString(o.Text)
			b.WriteByte('\n')
		}
	}
	for _, n := range r.New {
		b.WriteString(n.Text)
		b.WriteByte('\n')
	}
	return foldText(b.String())
}

// foldParts is what each part says, old and new.
func foldParts(parts [][]excerpt.Piece) []string {
	out := make([]string, len(parts))
	for i, part := range parts {
		var old, new strings.Builder
		for _, p := range part {
			old.WriteString(p.Old)
			new.WriteString(p.New)
		}
		out[i] = foldText(old.String() + "\n" + new.String())
	}
	return out
}

// matches says whether a name holds what was typed, in either script and case.
func matches(name, typed string) bool {
	return typed == "" || strings.Contains(foldText(name), foldText(typed))
}
