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
func (a *app) outOfStep(ctx context.Context, s *store.Store, names []string, tracked map[string]archive.Source) ([]parallel.OutOfStep, error) {
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
	out := []parallel.OutOfStep{}
	bar := a.progress()
	defer bar.done()
	done := 0
	for _, p := range policies {
		if len(byPolicy[p]) < 2 {
			continue
		}
		steps, err := outOfStepIn(ctx, s, p, byPolicy[p], tracked, func() {
			done++
			bar.report("comparing languages", int64(done), int64(total))
		})
		if err != nil {
			return nil, err
		}
		out = append(out, steps...)
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

// outOfStepIn tells of one policy's languages, or takes what an earlier run found in the same versions.
func outOfStepIn(ctx context.Context, s *store.Store, policy string, sources []string, tracked map[string]archive.Source, done func()) ([]parallel.OutOfStep, error) {
	histories := map[string][]store.Version{}
	by := readBuild()
	key := fmt.Sprintf("out of step by %s %s", by.Version, by.Revision) // another build may see more, or say it otherwise
	for _, source := range sources {
		history, err := s.History(ctx, source)
		if isNoVersion(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		histories[source] = history
		keys := trackKeys(history)
		key += fmt.Sprintf(" %q %q", keys[len(keys)-1], tracked[source].Only)
	}
	var found []parallel.OutOfStep
	if data := s.Kept(key); data != nil && json.Unmarshal(data, &found) == nil {
		return found, nil
	}
	var langs []parallel.Language
	only := map[string][]string{}
	for _, source := range sources {
		history := histories[source]
		if history == nil {
			continue
		}
		l, err := readLanguage(ctx, s, source, history[max(0, len(history)-recentVersions):])
		if err != nil {
			return nil, err
		}
		l.Versions = len(history)
		langs = append(langs, l)
		only[l.Side.Language] = tracked[source].Only
		done()
	}
	found = parallel.FindOutOfStep(policy, langs, only)
	if data, err := json.Marshal(found); err == nil {
		s.Keep(key, data)
	}
	return found, nil
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
