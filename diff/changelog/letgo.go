package changelog

import (
	"slices"
	"strings"

	"policylog/diff"
)

// letGo gives a changelog memory of its own for what it quotes. The words of a text are pieces of it, and a single one
// would keep all of it alive: a digest of ten years quotes thousands of versions.
func (c *Changelog) letGo() {
	own := keeper{}
	own.take(&c.Title, &c.Old.Title, &c.New.Title, &c.Old.UpdatedText, &c.New.UpdatedText, &c.Old.EffectiveText, &c.New.EffectiveText)
	for i := range c.Sections {
		s := &c.Sections[i]
		own.take(&s.Number, &s.Title, &s.Old)
		s.Path = slices.Clone(s.Path)
		for j := range s.Path {
			own.take(&s.Path[j])
		}
		for j := range s.Entries {
			own.entry(&s.Entries[j])
		}
	}
	if c.Claims != nil {
		own.take(&c.Claims.Heading)
		for i := range c.Claims.Items {
			own.take(&c.Claims.Items[i].Quote)
		}
	}
}

// keeper has a copy of each string that is kept, by what it says.
type keeper map[string]string

func (k keeper) take(list ...*string) {
	for _, s := range list {
		kept, ok := k[*s]
		if !ok {
			kept = strings.Clone(*s)
			k[kept] = kept
		}
		*s = kept
	}
}

func (k keeper) entry(e *Entry) {
	e.told = nil
	e.Facts = k.facts(e.Facts)
	for i := range e.Bullets {
		e.Bullets[i].Facts = k.facts(e.Bullets[i].Facts)
	}
	for i := range e.Quotes {
		q := &e.Quotes[i]
		k.take(&q.Old, &q.New)
		for j := range q.Pieces {
			k.take(&q.Pieces[j].Old, &q.Pieces[j].New)
		}
	}
}

// facts copies the list too: it is the result's.
func (k keeper) facts(list []diff.FactChange) []diff.FactChange {
	list = slices.Clone(list)
	for i := range list {
		k.take(&list[i].Old, &list[i].New)
	}
	return list
}
