// Package reason says why: why a capture failed or is held, what a person should know of one, what is wrong in an archive.
//
// A reason is a value, a kind with what it was made with, from where it arises to where it is shown. The texts are
// renderings of it, in English, Simplified and Traditional Chinese; the English one is what errors, logs, trailers and
// JSON hold, beside the kind for machines. Nothing reads a text to find out what it means.
//
// Guarantees: kinds are stable, since archives keep them (Encode). A kind of a later program has no text here, and Known says so.
package reason

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// Kind is what sort of reason it is, a stable name in lower case.
type Kind string

// Reason is a kind with what it was made with. The zero value is none.
type Reason struct {
	Kind  Kind
	Args  []string
	About *Reason // a reason that it puts into a place: of a page, after some attempts
}

// New is a reason made with something.
func New(kind Kind, args ...string) Reason { return Reason{Kind: kind, Args: args} }

// With is the reason about another one.
func (r Reason) With(about Reason) Reason {
	r.About = &about
	return r
}

// IsZero reports no reason.
func (r Reason) IsZero() bool { return r.Kind == "" }

// Known says whether this program has a text for it, and for what it is about.
func (r Reason) Known() bool {
	_, ok := words()[r.Kind]
	return ok && (r.About == nil || r.About.Known())
}

// String is in English.
func (r Reason) String() string { return r.In("en") }

// In is the reason in a language: en, zh-CN or zh-TW. It is "" for none, and for one that is not known.
func (r Reason) In(language string) string {
	form := words()[r.Kind].text[map[string]int{"zh-CN": 1, "zh-TW": 2}[language]]
	if one, many, two := strings.Cut(form, "|"); two {
		if form = many; len(r.Args) > 0 && r.Args[0] == "1" {
			form = one
		}
	}
	holes := make([]string, 0, 2*len(r.Args)+2)
	for i, arg := range r.Args {
		if r.Kind == Kept && i == 1 {
			arg = Extraction(arg, language)
		}
		holes = append(holes, "{"+strconv.Itoa(i+1)+"}", arg)
	}
	if r.About != nil {
		holes = append(holes, "{about}", r.About.In(language))
	}
	return strings.NewReplacer(holes...).Replace(form)
}

// MarshalText is what JSON holds for people: the English text.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Inner is the reason that it is about at last; itself, if it is about none.
func (r Reason) Inner() Reason {
	for r.About != nil {
		r = *r.About
	}
	return r
}

// HeldKind is what a capture is held for, coarser than the kind: "bot-wall", "near-empty", "shrunk" and so on; "" for no
// reason, "other" for one that nothing is held for.
func (r Reason) HeldKind() string {
	if r.IsZero() {
		return ""
	}
	if group := words()[r.Inner().Kind].held; group != "" {
		return group
	}
	return "other"
}

// kept is a reason as an archive keeps it.
type kept struct {
	Kind  Kind     `json:"kind"`
	Args  []string `json:"args,omitempty"`
	About *kept    `json:"about,omitempty"`
}

// Encode is the reason as an archive keeps it; "" for none.
func (r Reason) Encode() string {
	if r.IsZero() {
		return ""
	}
	b, err := json.Marshal(r.kept())
	if err != nil {
		panic(err) // strings alone
	}
	return string(b)
}

func (r Reason) kept() *kept {
	k := &kept{Kind: r.Kind, Args: r.Args}
	if r.About != nil {
		k.About = r.About.kept()
	}
	return k
}

// Decode reads what Encode wrote; what is none of that is no reason.
func Decode(s string) Reason {
	var k kept
	if json.Unmarshal([]byte(s), &k) != nil {
		return Reason{}
	}
	return k.reason()
}

func (k kept) reason() Reason {
	r := New(k.Kind, k.Args...)
	if k.About != nil {
		return r.With(k.About.reason())
	}
	return r
}

// Error is a reason as an error.
type Error struct {
	Why Reason
	Err error // what a caller branches on; may be nil
}

// Fail is an error for a reason that is about no other. err is what a caller branches on.
func Fail(err error, kind Kind, args ...string) error { return &Error{New(kind, args...), err} }

// Wrap puts an error into a place.
func Wrap(err error, kind Kind, args ...string) error {
	return &Error{New(kind, args...).With(Of(err)), err}
}

// Error is in English.
func (e *Error) Error() string { return e.Why.String() }

// Unwrap is what a caller branches on.
func (e *Error) Unwrap() error { return e.Err }

// Reason is why.
func (e *Error) Reason() Reason { return e.Why }

// Of is why an error is one. Its English text is the error's own: what stands around the reason stays, and an error of
// elsewhere is a reason of kind Other.
func Of(err error) Reason {
	if err == nil {
		return Reason{}
	}
	text := err.Error()
	var e interface {
		error
		Reason() Reason
	}
	if errors.As(err, &e) {
		why := e.Reason()
		if text == e.Error() {
			return why
		}
		if around, ok := strings.CutSuffix(text, e.Error()); ok {
			return New(Around, around).With(why)
		}
	}
	return New(Other, text)
}

// Map is the reason with each thing that it was made with changed: what must not be shown is taken out so.
func (r Reason) Map(change func(string) string) Reason {
	args := make([]string, len(r.Args))
	for i, arg := range r.Args {
		args[i] = change(arg)
	}
	r.Args = args
	if r.About != nil {
		return r.With(r.About.Map(change))
	}
	return r
}
