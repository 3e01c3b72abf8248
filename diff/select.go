package diff

import "slices"

// Changes are the rows to report: those that are not equal and whose class is not among the ignored ones, with their
// positions in Blocks. The result itself stays whole: it is lossless whatever is ignored.
func (r *Result) Changes(ignored ...Class) []int {
	var out []int
	for i, row := range r.Blocks {
		if row.Status != Equal && !slices.Contains(ignored, row.Class) {
			out = append(out, i)
		}
	}
	return out
}

// Ignore returns how many changes are left to report when rows of some classes are ignored; 0 is exit status 0.
func (r *Result) Ignore(classes ...Class) (left int) { return len(r.Changes(classes...)) }

// Classes lists all classes, least first.
func Classes() []Class {
	return []Class{Cosmetic, Regional, Emphasis, LinkOnly, DateOnly, Editorial, Substantive}
}
