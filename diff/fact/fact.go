// Package fact finds typed things in the text of a policy: dates, durations, amounts, parties, data types, links.
package fact

import "policylog/diff/doc"

// Kind is the type of a fact. The values are those of the JSON contract.
type Kind string

// The kinds of fact.
const (
	DataType      Kind = "data type"
	ThirdParty    Kind = "third party"
	Person        Kind = "person"
	URL           Kind = "url"
	Email         Kind = "e-mail"
	Phone         Kind = "phone"
	Address       Kind = "postal address"
	Duration      Kind = "duration"
	Date          Kind = "date"
	Amount        Kind = "amount"
	Age           Kind = "age"
	Jurisdiction  Kind = "jurisdiction"
	Certification Kind = "certification"
	Legal         Kind = "legal reference"
	Modality      Kind = "modality" // may, shall, 可以, 应当: with Negation what decides a class
	Negation      Kind = "negation"
)

// Fact is one thing found in a text.
type Fact struct {
	Kind       Kind
	Start, End int    // bytes of the text it was found in
	Text       string // as it stands
	Value      string // canonical, equal across scripts and languages where it can be: "P30D", "2021-01-15", "imei"
	Role       string // of links: "contact", "opt-out", "rights", "regulator"; "" otherwise
}

// Find returns the facts of a text in order of Start; overlapping ones only where one kind cannot hold the other.
func Find(raw, lang string) []Fact { return nil }

// Stated is what a document states of itself. A date that can be read two ways is kept as it stands in Ambiguous.
type Stated struct {
	Updated   string  // ISO 8601 date, "" when not stated
	Effective string  // ISO 8601 date
	Published string  // ISO 8601 date
	Label     string  // version label, as it stands: "v20240102"
	Places    []Place // where each stands
}

// Place says where a statement stands.
type Place struct {
	Field      string // "updated", "effective", "published", "label"
	Block      int    // index of the block
	Start, End int    // bytes of the block's text
	Text       string // as it stands
	Value      string // as in Stated; "" when ambiguous
}

// StatedIn reads the stated dates and label of a document, wherever they stand in its text.
func StatedIn(d *doc.Document) Stated { return Stated{} }
