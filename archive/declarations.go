package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
)

// Declarations is what was read of a directory of Open Terms Archive declarations.
type Declarations struct {
	Sources []Source
	History map[string][]Rule // by source: earlier rules, oldest first
	Left    []string          // what could not be taken over, one line each: "Buffer.json: Privacy Policy: …"
}

// Rule is an earlier set of pages and selectors of a source and until when it held.
type Rule struct {
	Pages      []Page
	ValidUntil time.Time
}

// RulesAt are the pages and selectors that held for a source at a time: the first of its history still valid then,
// else today's.
func (d Declarations) RulesAt(s Source, at time.Time) []Page {
	for _, r := range d.History[s.ID] {
		if !at.After(r.ValidUntil) {
			return r.Pages
		}
	}
	return s.Pages
}

// maxDeclaration bounds one file.
const maxDeclaration = 4 << 20

// declared is one policy of a declaration. Fields whose form varies are left raw.
type declared struct {
	Fetch      string          `json:"fetch"`
	Select     json.RawMessage `json:"select"`
	Remove     json.RawMessage `json:"remove"`
	Filter     json.RawMessage `json:"filter"`
	Execute    *bool           `json:"executeClientScripts"`
	Combine    []declared      `json:"combine"`
	ValidUntil string          `json:"validUntil"`
}

// ReadDeclarations reads the declarations of a directory, services in name order. What cannot be taken over (filters in
// JavaScript, files that are not as they should be) is listed and the rest taken; the error is for a directory that
// cannot be read or holds no declaration.
func ReadDeclarations(dir string) (Declarations, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return Declarations{}, err
	}
	d := Declarations{History: map[string][]Rule{}}
	found := 0
	for _, e := range entries {
		name := e.Name()
		switch {
		case e.IsDir():
			continue
		case strings.HasSuffix(name, ".filters.js"), strings.HasSuffix(name, ".filters.history.js"):
			d.leave(name, "", "filters are programs, which are not run: use ignore: or remove: instead")
		case strings.HasSuffix(name, ".history.json"):
			continue // read with its declaration
		case strings.HasSuffix(name, ".json"):
			found++
			d.read(dir, name)
		}
	}
	if found == 0 {
		return Declarations{}, fmt.Errorf("%s holds no declaration (SERVICE.json)", dir)
	}
	return d, nil
}

func (d *Declarations) leave(file, policy, why string) {
	if policy != "" {
		why = policy + ": " + why
	}
	d.Left = append(d.Left, oneLine(file+": "+why))
}

func readBounded(path string) ([]byte, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() || st.Size() > maxDeclaration {
		return nil, fmt.Errorf("no regular file of at most %d bytes", maxDeclaration)
	}
	return os.ReadFile(path)
}

func (d *Declarations) read(dir, file string) {
	data, err := readBounded(filepath.Join(dir, file))
	if err != nil {
		d.leave(file, "", err.Error())
		return
	}
	var service struct {
		Name  string              `json:"name"`
		Terms map[string]declared `json:"terms"`
		// An older form of the same files has documents, with location for the address.
		Documents map[string]json.RawMessage `json:"documents"`
	}
	if err := json.Unmarshal(data, &service); err != nil {
		d.leave(file, "", "not a declaration: "+err.Error())
		return
	}
	if service.Terms == nil && service.Documents != nil {
		d.leave(file, "", "an older form (documents), which is not read")
		return
	}
	prefix := slug(strings.TrimSuffix(file, ".json"))
	ids := map[string]string{}
	for _, policy := range slices.Sorted(maps.Keys(service.Terms)) {
		s, err := d.source(file, prefix, policy, service.Terms[policy])
		if err != nil {
			d.leave(file, policy, err.Error())
			continue
		}
		ids[policy] = s.ID
		d.Sources = append(d.Sources, s)
	}
	d.history(dir, strings.TrimSuffix(file, ".json")+".history.json", ids)
}

func (d *Declarations) source(file, service, policy string, t declared) (Source, error) {
	s := Source{ID: service + "/" + slug(policy), Render: RenderAuto, Timeout: standard.Timeout, SettleDays: standard.SettleDays}
	if err := CheckID(s.ID); err != nil {
		return s, err
	}
	var err error
	if s.Pages, err = t.pages(); err != nil {
		return s, err
	}
	s.URL = s.Pages[0].URL
	if t.Execute != nil && *t.Execute {
		s.Render = RenderBrowser
	}
	if len(t.Filter) > 0 {
		d.leave(file, policy, "filter "+string(t.Filter)+": filters are programs, which are not run")
	}
	return s, nil
}

// pages are those of a declaration: its own, or the combined ones, which take over what they do not say themselves.
func (t declared) pages() ([]Page, error) {
	list := t.Combine
	if len(list) == 0 {
		list = []declared{t}
	}
	var out []Page
	for _, one := range list {
		if one.Fetch == "" {
			one.Fetch = t.Fetch
		}
		if err := checkURL(one.Fetch); err != nil {
			return nil, err
		}
		if one.Select == nil {
			one.Select = t.Select
		}
		if one.Remove == nil {
			one.Remove = t.Remove
		}
		p := Page{URL: one.Fetch}
		var err error
		if p.Select, err = declaredSelectors(one.Select); err != nil {
			return nil, fmt.Errorf("select: %w", err)
		}
		if p.Remove, err = declaredSelectors(one.Remove); err != nil {
			return nil, fmt.Errorf("remove: %w", err)
		}
		out = append(out, p)
	}
	return out, nil
}

func (d *Declarations) history(dir, file string, ids map[string]string) {
	data, err := readBounded(filepath.Join(dir, file))
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	var earlier map[string][]declared
	if err == nil {
		err = json.Unmarshal(data, &earlier)
	}
	if err != nil {
		d.leave(file, "", err.Error())
		return
	}
	for _, policy := range slices.Sorted(maps.Keys(earlier)) {
		id, ok := ids[policy]
		if !ok {
			d.leave(file, policy, "is in the history alone")
			continue
		}
		for _, t := range earlier[policy] {
			until, err := time.Parse(time.RFC3339, t.ValidUntil)
			if err != nil {
				d.leave(file, policy, fmt.Sprintf("validUntil %q is no time", t.ValidUntil))
				continue
			}
			pages, err := t.pages()
			if err != nil {
				d.leave(file, policy, err.Error())
				continue
			}
			if len(t.Filter) > 0 {
				d.leave(file, policy, "filter "+string(t.Filter)+" until "+t.ValidUntil+": filters are not run")
			}
			d.History[id] = append(d.History[id], Rule{Pages: pages, ValidUntil: until})
		}
		slices.SortStableFunc(d.History[id], func(a, b Rule) int { return a.ValidUntil.Compare(b.ValidUntil) })
	}
}

// declaredSelectors reads a selector, a range, or a list of them.
func declaredSelectors(raw json.RawMessage) ([]Selector, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	var out []Selector
	for _, item := range list {
		var s Selector
		if json.Unmarshal(item, &s.CSS) != nil {
			if err := json.Unmarshal(item, &s); err != nil {
				return nil, fmt.Errorf("%s is neither a selector nor a range", item)
			}
			s.CSS = ""
			if !isRange(s) {
				return nil, fmt.Errorf("%s wants one start and one end", item)
			}
		} else if s.CSS == "" {
			return nil, errors.New("an empty selector")
		}
		for _, css := range []string{s.CSS, s.StartBefore, s.StartAfter, s.EndBefore, s.EndAfter} {
			if css == "" {
				continue
			}
			if _, err := cascadia.ParseGroup(css); err != nil {
				return nil, fmt.Errorf("%q: %w", css, err)
			}
		}
		out = append(out, s)
	}
	return out, nil
}
