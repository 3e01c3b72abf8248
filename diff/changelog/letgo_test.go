package changelog

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/topic"
)

// No string of a changelog is a piece of the texts: one alone would keep a whole version in memory for as long as the
// changelog is.
func TestChangelogLetsGoOfTheTexts(t *testing.T) {
	old := doc.Parse([]byte(`# Lumen Privacy Policy

Updated: 01/02/2023. Version 1.0

## 3.1 How long we keep data

We may keep your location for 30 days, see [our list](https://lumen.example/list). Write to privacy@lumen.example.

## 4 Partners

- We share your e-mail address with Papermoon Ltd.
- We share your name with Starboat Inc. in Singapore.
`))
	new := doc.Parse([]byte(`# Lumen Privacy and Cookie Policy

Updated: 03/04/2024. Version 2.0

## What's new

- The list has the contacts that we now collect.
- We keep your location for 45 days.

## 3.1.2 For how long we keep your data

We will keep your location and your contacts for 45 days, see [our list](https://lumen.example/partners). Write to dpo@lumen.example.

## 5 Children

Nobody under 16 may use Lumen. ` + strings.Repeat("A long sentence about children and their parents goes on. ", 20) + `
`))
	topics := func(path []string, text string) (names, reasons []string) {
		for _, found := range topic.Of(path, "", text, "en") {
			names, reasons = append(names, found.Name), append(reasons, found.Reason)
		}
		return names, reasons
	}
	c := Make(diff.Compare(old, new, diff.Options{Topics: topics}), Options{})
	if c.Claims == nil || c.Counts.Fact < 2 || c.Old.UpdatedText == "" {
		t.Fatalf("too little to look at: %+v", c)
	}
	eachString(reflect.ValueOf(c), "", func(at, s string) {
		for _, d := range []*doc.Document{old, new} {
			from, p := uintptr(unsafe.Pointer(unsafe.StringData(d.Source))), uintptr(unsafe.Pointer(unsafe.StringData(s)))
			if p >= from && p < from+uintptr(len(d.Source)) {
				t.Errorf("%s is a piece of the text: %q", at, s)
			}
		}
	})
}

// eachString calls fn with every string in a value that is not empty, and where it is.
func eachString(v reflect.Value, at string, fn func(at, s string)) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			fn(at, v.String())
		}
	case reflect.Pointer:
		if !v.IsNil() {
			eachString(v.Elem(), at, fn)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachString(v.Index(i), at, fn)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			eachString(v.Field(i), at+"."+v.Type().Field(i).Name, fn)
		}
	}
}
