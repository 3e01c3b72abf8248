package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"policylog/diff/render/ink"
)

// item is a part of a long text: a heading, a change, a fold. Its lines are laid out when they come into view, so that
// neither a long text nor a narrow terminal costs more than a screen.
type item struct {
	lay    func(width int) []line
	row    int // of the result; -1 none
	part   int // of a row that is shown in parts
	stop   bool
	fold   int // of the folds; -1 none
	under  int // position of the section in the outline; -1 none
	away   bool
	header bool
}

// reader shows items from one on and knows the current one.
type reader struct {
	items     []item
	top, skip int // the first item on the screen and how many of its lines are above it
	current   int
	width     int
	height    int
	cache     map[int][]line
}

// set puts other items in place of those shown, at the same place where it can.
func (r *reader) set(items []item) {
	r.items = items
	r.cache = nil
	r.top, r.current = min(r.top, max(len(items)-1, 0)), min(r.current, max(len(items)-1, 0))
	if r.top == 0 && r.skip > 0 && len(items) == 0 {
		r.skip = 0
	}
}

// size tells how large the place is. Lines laid out for another width are forgotten.
func (r *reader) size(width, height int) {
	if r.width != width {
		r.width, r.cache, r.skip = width, nil, 0
	}
	r.height = height
}

// forget drops what was laid out, after something in the look of items changed.
func (r *reader) forget() { r.cache = nil }

func (r *reader) lines(i int) []line {
	if l, ok := r.cache[i]; ok {
		return l
	}
	if r.cache == nil || len(r.cache) > 2000 {
		r.cache = map[int][]line{}
	}
	l := r.items[i].lay(max(r.width, 10))
	r.cache[i] = l
	return l
}

// scroll moves by n lines. Where the current item leaves the screen, the first one that comes into view takes over.
func (r *reader) scroll(n int) {
	for ; n > 0 && !r.atEnd(); n-- {
		r.skip++
		r.settle()
	}
	for ; n < 0 && (r.top > 0 || r.skip > 0); n++ {
		r.skip--
		if r.skip < 0 {
			r.top--
			r.skip = max(len(r.lines(r.top))-1, 0)
		}
	}
	r.follow()
}

// settle moves skip into the item it belongs to.
func (r *reader) settle() {
	for r.top < len(r.items)-1 && r.skip >= len(r.lines(r.top)) {
		r.skip -= len(r.lines(r.top))
		r.top++
	}
}

// atEnd says whether the last line is on the screen.
func (r *reader) atEnd() bool {
	n := -r.skip
	for i := r.top; i < len(r.items); i++ {
		if n += len(r.lines(i)); n > r.height {
			return false
		}
	}
	return true
}

// visible is the range of items with a line on the screen.
func (r *reader) visible() (from, to int) {
	n := -r.skip
	for to = r.top; to < len(r.items) && n < r.height; to++ {
		n += len(r.lines(to))
	}
	return r.top, to
}

func (r *reader) follow() {
	from, to := r.visible()
	if r.current >= from && r.current < to {
		return
	}
	if r.current >= to {
		for i := to - 1; i >= from; i-- {
			if r.items[i].stop {
				r.current = i
				return
			}
		}
	}
	for i := from; i < to; i++ {
		if r.items[i].stop {
			r.current = i
			return
		}
	}
}

// show makes an item current and brings it into view, with the heading above it where there is room.
func (r *reader) show(i int) {
	if i < 0 || i >= len(r.items) {
		return
	}
	r.current = i
	from, to := r.visible()
	if i >= from && i < to-1 && (i > from || r.skip == 0) {
		return
	}
	r.top, r.skip = i, 0
	for back := r.height / 4; r.top > 0; {
		if back -= len(r.lines(r.top - 1)); back < 0 {
			break
		}
		r.top--
	}
}

// showHit scrolls to the first line of an item with something that was searched for, where that is not on the screen.
func (r *reader) showHit(i int) {
	isHit := func(x ink.Run) bool { return x.Style&hit != 0 }
	at := slices.IndexFunc(r.lines(i), func(l line) bool { return slices.ContainsFunc(l.runs, isHit) })
	if at < 0 {
		return
	}
	y := at - r.skip
	for k := r.top; k < i && y < r.height; k++ {
		y += len(r.lines(k))
	}
	if r.top > i || y < 0 || y >= r.height {
		r.top, r.skip = i, max(at-r.height/3, 0)
	}
}

// step goes to the next item (dir 1) or the one before (dir -1) for which want holds, and says whether there is one.
func (r *reader) step(dir int, want func(*item) bool) bool {
	for i := r.current + dir; i >= 0 && i < len(r.items); i += dir {
		if want(&r.items[i]) {
			r.show(i)
			return true
		}
	}
	return false
}

func (r *reader) home() { r.top, r.skip = 0, 0; r.current = 0; r.firstStop() }

func (r *reader) firstStop() {
	for i := range r.items {
		if r.items[i].stop {
			r.current = i
			return
		}
	}
}

// end shows the last line at the bottom.
func (r *reader) end() {
	if len(r.items) == 0 {
		return
	}
	for i := len(r.items) - 1; i >= 0; i-- {
		if r.items[i].stop {
			r.current = i
			break
		}
	}
	current := r.current
	r.top = len(r.items) - 1
	r.skip = max(len(r.lines(r.top))-1, 0)
	r.scroll(1 - r.height)
	r.current = current
}

// draw returns the lines on the screen; the current item has a bar in its first column.
func (r *reader) draw() []line {
	out := make([]line, 0, r.height)
	skip := r.skip
	for i := r.top; i < len(r.items) && len(out) < r.height; i++ {
		for _, l := range r.lines(i) {
			if skip > 0 {
				skip--
				continue
			}
			if len(out) == r.height {
				break
			}
			mark := run(" ", ink.Plain)
			if r.isCurrent(i) && len(l.runs) > 0 {
				mark = run("▌", stylePick)
			}
			out = append(out, line{runs: append([]ink.Run{mark}, l.runs...), bar: l.bar, picked: l.picked})
		}
	}
	return out
}

// isCurrent says whether an item is the current one or a further part of it.
func (r *reader) isCurrent(i int) bool {
	first := i - r.items[i].part
	return first == r.current && r.items[first].stop
}

// at is the item on a line of the screen, -1 for none.
func (r *reader) at(y int) int {
	n := -r.skip
	for i := r.top; i < len(r.items); i++ {
		if n += len(r.lines(i)); y < n {
			return i
		}
	}
	return -1
}

// percent says how far down one is, by items.
func (r *reader) percent() int {
	switch {
	case len(r.items) == 0 || r.atEnd():
		return 100
	case r.top == 0 && r.skip == 0:
		return 0
	}
	return r.top * 100 / len(r.items)
}

// scrolling are the bindings that move in a long text; down are the keys for a page down, shown as help shows them.
func (r *reader) scrolling(m *model, shown string, down ...string) []binding {
	page := max(m.height-3, 1)
	by := func(n int) func(*model) tea.Cmd { return does(func(*model) { r.scroll(n) }) }
	return []binding{
		{keys: []string{"j", "down"}, shown: "j ↓", name: wDown, do: by(1)},
		{keys: []string{"k", "up"}, shown: "k ↑", name: wUp, do: by(-1)},
		{keys: down, shown: shown, name: wPageDown, do: by(page)},
		{keys: []string{"pgup", "ctrl+b", "b"}, shown: "b", name: wPageUp, do: by(-page)},
		{keys: []string{"g", "home"}, shown: "g", name: wHome, do: does(func(*model) { r.home() })},
		{keys: []string{"G", "end"}, shown: "G", name: wEnd, do: does(func(*model) { r.end() })},
	}
}
