package tui

// list is a cursor in a number of rows and the part of them that is on the screen.
type list struct {
	n, cursor, top int
}

// setLen changes the number of rows and keeps the cursor among them.
func (l *list) setLen(n int) {
	l.n = n
	l.cursor = min(max(l.cursor, 0), max(n-1, 0))
}

// window returns the rows from, to that a height shows, the cursor among them.
func (l *list) window(height int) (from, to int) {
	height = max(height, 1)
	if l.cursor < l.top {
		l.top = l.cursor
	}
	if l.cursor >= l.top+height {
		l.top = l.cursor - height + 1
	}
	l.top = max(min(l.top, l.n-height), 0)
	return l.top, min(l.top+height, l.n)
}

// move moves the cursor to the next row that may be current, at least n rows on; it stays where there is none.
func (l *list) move(n int, may func(int) bool) {
	step := 1
	if n < 0 {
		step = -1
	}
	to := min(max(l.cursor+n, 0), max(l.n-1, 0))
	for i := to; i >= 0 && i < l.n; i += step {
		if may(i) {
			l.cursor = i
			return
		}
	}
	for i := to; i >= 0 && i < l.n && i != l.cursor; i -= step {
		if may(i) {
			l.cursor = i
			return
		}
	}
}

func anyRow(int) bool { return true }
