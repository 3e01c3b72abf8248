package main

import "policylog/diff/doc"

// describedBytes is how much of a text is looked at for its title and language: titles stand at the beginning.
const describedBytes = 64 << 10

// describe tells the title and language of a text in an archive that records neither.
func describe(text []byte) (title, language string) {
	d := doc.Parse(text[:min(len(text), describedBytes)])
	return d.Meta.Title, d.Meta.Language
}
