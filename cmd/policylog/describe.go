package main

import (
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/store"
)

// describe tells what a text says of itself, in an archive that records none of it.
func describe(text []byte) store.Description {
	d := doc.Parse(text)
	st := fact.StatedIn(d)
	return store.Description{
		Title: d.Meta.Title, Language: d.Meta.Language, Updated: st.Updated, Effective: st.Effective, Label: st.Label,
	}
}
