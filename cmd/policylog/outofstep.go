package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"policylog/archive"
	"policylog/diff"
	"policylog/diff/parallel"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/store"
)

// recentVersions is how many versions of each language are looked at for what is out of step: a report that is read
// every day is about what happened of late. `compare --history` goes back to the beginning.
const recentVersions = 8

// outOfStep tells of the policies of some sources whose languages are out of step.
func (a *app) outOfStep(ctx context.Context, s *store.Store, names []string) ([]parallel.OutOfStep, error) {
	all, err := s.Match(ctx, "")
	if err != nil {
		return nil, err
	}
	policyOf := func(source string) string {
		id, _ := store.ParseSourceID(source)
		return store.SourceID{Service: id.Service, Policy: id.Policy}.String()
	}
	asked := map[string]bool{}
	for _, n := range names {
		asked[policyOf(n)] = true
	}
	byPolicy := map[string][]string{}
	var policies []string
	total := 0
	for _, source := range all {
		if p := policyOf(source); asked[p] {
			if byPolicy[p] == nil {
				policies = append(policies, p)
			}
			byPolicy[p] = append(byPolicy[p], source)
			total++
		}
	}
	cfg := a.declared(ctx, s)
	out := []parallel.OutOfStep{}
	bar := a.progress()
	defer bar.done()
	done := 0
	for _, p := range policies {
		if len(byPolicy[p]) < 2 {
			continue
		}
		var langs []parallel.Language
		only := map[string][]string{}
		for _, source := range byPolicy[p] {
			l, err := recent(ctx, s, source)
			if isNoVersion(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			langs = append(langs, l)
			only[l.Side.Language] = cfg[source]
			done++
			bar.report("comparing languages", int64(done), int64(total))
		}
		out = append(out, parallel.FindOutOfStep(p, langs, only)...)
	}
	return out, nil
}

// outOfStepLines says of each change that is outstanding whose it is and who has not followed.
func (a *app) outOfStepLines(steps []parallel.OutOfStep) []string {
	cat := terms.For(a.messageLang())
	var lines []string
	for _, o := range steps {
		lines = append(lines, safe.Line(o.Policy)+cat.Colon()+o.Line(a.messageLang()))
	}
	return lines
}

// printOutOfStep writes a line for each change that is outstanding, under the name of its policy.
func (a *app) printOutOfStep(w io.Writer, steps []parallel.OutOfStep) error {
	if len(steps) == 0 {
		return nil
	}
	fmt.Fprintf(w, "\n%s\n", terms.For(a.messageLang()).Text(terms.OutOfStep))
	for _, text := range a.outOfStepLines(steps) {
		for i, l := range ink.Wrap([]ink.Run{{Text: text}}, a.width()-4) {
			indent := "  "
			if i > 0 {
				indent = "    "
			}
			if err := ink.Write(w, append([]ink.Run{{Text: indent}}, l...), a.color(a.colors)); err != nil {
				return err
			}
		}
	}
	return nil
}

// declared are the sections that policylog.yaml says are meant for one source alone; none where there is no such file.
func (a *app) declared(ctx context.Context, s *store.Store) map[string][]string {
	raw, err := s.Config(ctx)
	if err != nil || raw == nil {
		return nil
	}
	cfg, err := archive.ParseConfig(a.configPath(), raw)
	if err != nil {
		return nil // fetch tells of it
	}
	out := map[string][]string{}
	for _, src := range cfg.Sources {
		out[src.ID] = src.Only
	}
	return out
}

// recent reads the last versions of a source, or takes what an earlier run read of them.
func recent(ctx context.Context, s *store.Store, source string) (parallel.Language, error) {
	history, err := s.History(ctx, source)
	if err != nil {
		return parallel.Language{}, err
	}
	versions := len(history)
	history = history[max(0, len(history)-recentVersions):]
	keys := trackKeys(history)
	key := fmt.Sprintf("language %s", keys[len(keys)-1])
	var l parallel.Language
	if data := s.Kept(key); data != nil && json.Unmarshal(data, &l) == nil {
		l.Versions = versions
		return l, nil
	}
	if l, err = readLanguage(ctx, s, source, history); err != nil {
		return l, err
	}
	if data, err := json.Marshal(l); err == nil {
		s.Keep(key, data)
	}
	l.Versions = versions
	return l, nil
}

// readLanguage reads versions of a source one by one; those that a technical upgrade made are no change of the policy.
func readLanguage(ctx context.Context, s *store.Store, source string, history []store.Version) (parallel.Language, error) {
	id, _ := store.ParseSourceID(source)
	upgrades := map[string]bool{}
	i := 0
	l, err := parallel.ReadLanguage(diff.Side{Source: source, Language: id.Language}, func() (parallel.Version, bool, error) {
		if i == len(history) || ctx.Err() != nil {
			return parallel.Version{}, false, ctx.Err()
		}
		v := history[i]
		i++
		upgrades[v.Commit] = v.Kind == store.KindTechnicalUpgrade
		data, err := s.Text(ctx, v)
		return parallel.Version{ID: v.Commit, Captured: stamp(v.Captured), Data: data}, true, err
	})
	l.Steps = slices.DeleteFunc(l.Steps, func(st parallel.Step) bool { return upgrades[st.ID] })
	return l, err
}
