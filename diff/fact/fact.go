// Package fact finds typed things in the text of a policy: dates, durations, amounts, ages, parties, data types, legal
// references, links with their role, modal and negating words; and it reads the dates and the label that a document
// states of itself.
//
// Vocabulary: a fact has a kind, a place (bytes of the text it was found in), the text as it stands, and a value that is
// equal across scripts and languages where it can be: 三十日, 30 日, thirty (30) days and 30 Tage are all P30D.
//
// Guarantees: Find is deterministic, never fails, reads invalid UTF-8 as it comes, and returns facts in order of their
// start. No two facts of a text overlap: where two could, the kind that stands first in the order of scanning wins
// (links, dates, ages, durations, amounts, legal references, phones, companies, addresses, persons, terms of the tables, modality,
// negation), so that a number in a link target or a country in a company's name is not a fact of its own. What is not
// in the text is not invented: no year is added to a day, no reading is chosen for 01/02/2026.
//
// The text is scanned as runes folded one by one (case, width, Traditional to Simplified), so that positions carry over
// to the original. Tables are built at the first use; nothing runs at the start of the program. Work is linear in the
// length of the text.
package fact

import (
	"cmp"
	"slices"
)

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

// Fact is one thing found in a text. What Value holds depends on the kind:
//
//	date            "2021-01-15", "2021-01" for a month; "" when it can be read two ways
//	duration        ISO 8601 ("P30D", "P12M", "PT24H"); working days as "P15WD"; a range as "P7D/P15D"
//	amount          "USD 100", "EUR 20000000", "4%"
//	age             "<16", ">=18", "16"
//	url, e-mail     the address itself, e-mail in lower case; phone: "+" where it is written and the digits
//	modality        "may", "shall", "should", "must", "must not", "will", "right"
//	negation        "not", "non" for a prefix
//	others          an English key in lower case from the tables, or the name in lower case
type Fact struct {
	Kind       Kind
	Start, End int    // bytes of the text it was found in
	Text       string // as it stands
	Value      string // canonical, equal across scripts and languages where it can be: "P30D", "2021-01-15", "imei"
	Role       string // of links: "contact", "opt-out", "rights", "regulator"; "" otherwise
}

// Find returns the facts of a text in order of Start; none overlap. lang is BCP 47 ("" unknown): it decides which words
// are looked for, not which forms of dates, numbers and names.
func Find(raw, lang string) []Fact { return FindIn(raw, lang) }

// Prepare builds the tables of names, which the first call of Find else does: for a program that has something else to do
// meanwhile. It may be called at any time, and more than once.
func Prepare() { senses() }

// FindIn is Find for some kinds only; without kinds it returns all of them. It skips the scanners that the wanted kinds
// do not depend on.
func FindIn(raw, lang string, kinds ...Kind) []Fact {
	want := func(k Kind) bool { return len(kinds) == 0 || slices.Contains(kinds, k) }
	v := newView(raw, lang)
	defer v.release()
	v.links()
	if len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k Kind) bool { return k != URL && k != Email }) {
		return v.sorted(want)
	}
	v.attributes()
	if len(kinds) == 1 && kinds[0] == DataType { // nothing of what follows takes words that are a data type's
		v.terms()
		return v.sorted(want)
	}
	v.dates()
	v.ages()
	v.durations()
	if want(Amount) {
		v.amounts()
	}
	parties := want(ThirdParty) || want(Person) || want(Jurisdiction) || want(DataType) || want(Address) || want(Phone)
	if want(Legal) || want(Certification) || parties {
		v.legal()
	}
	if parties {
		v.phones()
		v.companies()
		v.addresses()
		v.persons()
	}
	if parties || want(Legal) || want(Certification) || want(Modality) || want(Negation) {
		v.terms()
	}
	if want(Legal) {
		v.acts()
	}
	if want(ThirdParty) {
		v.namedPolicies()
		v.recipients()
	}
	if want(Modality) || want(Negation) {
		v.modals()
	}
	return v.sorted(want)
}

// sorted are the wanted facts in order of their place.
func (v *view) sorted(want func(Kind) bool) []Fact {
	out := slices.DeleteFunc(v.facts, func(f Fact) bool { return !want(f.Kind) })
	slices.SortFunc(out, func(a, b Fact) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// ImpossibleDates returns the things in a text that have the form of a date and cannot be one (2018-05-55), for a
// linter. Their Value is "".
func ImpossibleDates(raw, lang string) []Fact {
	v := newView(raw, lang)
	defer v.release()
	v.links()
	v.dates()
	return v.impossible
}
