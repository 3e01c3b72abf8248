package text

// render turns edits between contents into spans of the raw texts, giving every byte its place.
func render(oldRaw string, old []Token, a []int, newRaw string, new []Token, b []int, edits []edit) []Span {
	r := renderer{oldRaw: oldRaw, newRaw: newRaw, old: old, new: new, a: a, b: b}
	i, j := 0, 0
	for _, e := range edits {
		r.equal(i, e.a0, j, e.b0)
		r.change(e)
		i, j = e.a1, e.b1
	}
	r.equal(i, len(a), j, len(b))
	r.emit(Equal, len(oldRaw), len(newRaw))
	return r.spans
}

// renderer walks both texts from left to right; x and y are how far it has come.
type renderer struct {
	oldRaw, newRaw string
	old, new       []Token
	a, b           []int
	x, y           int
	spans          []Span
}

// emit adds the bytes up to x and y as a span of the operation, joined with the last one where that is of the same.
func (r *renderer) emit(op Op, x, y int) {
	if x <= r.x && y <= r.y {
		return
	}
	s := Span{Op: op, Old: r.oldRaw[r.x:x], New: r.newRaw[r.y:y]}
	r.x, r.y = x, y
	n := len(r.spans)
	switch {
	case n > 0 && r.spans[n-1].Op == op:
		r.spans[n-1].Old += s.Old
		r.spans[n-1].New += s.New
	case n > 1 && op == Delete && r.spans[n-1].Op == Insert && r.spans[n-2].Op == Delete:
		r.spans[n-2].Old += s.Old
	case n > 0 && op == Delete && r.spans[n-1].Op == Insert:
		r.spans = append(r.spans[:n-1], s, r.spans[n-1])
	default:
		r.spans = append(r.spans, s)
	}
}

// equal adds content that is equal, and words in it whose emphasis differs as deleted and inserted.
func (r *renderer) equal(a0, a1, b0, b1 int) {
	for a0 < a1 {
		n := 0
		for a0+n < a1 && r.emphasized(a0+n) == r.emphasizedNew(b0+n) {
			n++
		}
		if n > 0 {
			r.emit(Equal, r.old[r.a[a0+n-1]].End, r.new[r.b[b0+n-1]].End)
			a0, b0 = a0+n, b0+n
			continue
		}
		for a0+n < a1 && r.emphasized(a0+n) != r.emphasizedNew(b0+n) {
			n++
		}
		r.change(edit{a0, a0 + n, b0, b0 + n})
		a0, b0 = a0+n, b0+n
	}
}

func (r *renderer) emphasized(i int) bool {
	t := r.old[r.a[i]]
	return t.Emphasis && t.counts()
}

func (r *renderer) emphasizedNew(j int) bool {
	t := r.new[r.b[j]]
	return t.Emphasis && t.counts()
}

// counts tells whether a token's emphasis means anything.
func (t *Token) counts() bool { return t.Class == Word || t.Class == Number || t.Class == URL }

// change adds an edit. The white space that both sides have before it, and after it, stays equal; markup that one side
// has there goes with the change.
func (r *renderer) change(e edit) {
	lead, leadNew := r.gap(r.old, r.x), r.gap(r.new, r.y)
	x, y := r.x, r.y
	for len(lead) > 0 && len(leadNew) > 0 && lead[0].Class == leadNew[0].Class && (lead[0].Class == Space ||
		r.oldRaw[lead[0].Start:lead[0].End] == r.newRaw[leadNew[0].Start:leadNew[0].End]) {
		x, y = lead[0].End, leadNew[0].End
		lead, leadNew = lead[1:], leadNew[1:]
	}
	r.emit(Equal, x, y)
	x, y = r.x, r.y
	if e.a1 > e.a0 {
		x = r.old[r.a[e.a1-1]].End
	}
	if e.b1 > e.b0 {
		y = r.new[r.b[e.b1-1]].End
	}
	// What follows, up to the next content, is equal from the end as far as the two sides agree.
	tail, tailNew := r.gap(r.old, x), r.gap(r.new, y)
	for len(tail) > 0 && len(tailNew) > 0 && sameGap(r.oldRaw, tail[len(tail)-1], r.newRaw, tailNew[len(tailNew)-1]) {
		tail, tailNew = tail[:len(tail)-1], tailNew[:len(tailNew)-1]
	}
	if len(tail) > 0 {
		x = tail[len(tail)-1].End
	}
	if len(tailNew) > 0 {
		y = tailNew[len(tailNew)-1].End
	}
	r.emit(Delete, x, r.y)
	r.emit(Insert, r.x, y)
}

func sameGap(oldRaw string, a Token, newRaw string, b Token) bool {
	return a.Class == b.Class && (a.Class == Space || oldRaw[a.Start:a.End] == newRaw[b.Start:b.End])
}

// gap returns the tokens from byte at to the next content.
func (r *renderer) gap(tokens []Token, at int) []Token {
	lo, hi := 0, len(tokens)
	for lo < hi {
		if mid := (lo + hi) / 2; tokens[mid].Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(tokens) && (tokens[end].Class == Space || tokens[end].Class == Markup || tokens[end].Class == Mark && tokens[end].Norm == "") {
		end++
	}
	return tokens[lo:end]
}
