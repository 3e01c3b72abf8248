package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"policylog/store"
)

// completeSources completes the names of recorded sources and, after an @, their versions: latest, previous, first, and the
// days on which they were captured or that they state, newest first.
func (a *app) completeSources(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	const none = cobra.ShellCompDirectiveNoFileComp
	s, err := a.open(cmd.Context())
	if err != nil {
		return nil, none
	}
	defer s.Close()
	if name, when, ok := strings.Cut(typed, "@"); ok {
		return completeVersions(cmd.Context(), s, name, when), none | cobra.ShellCompDirectiveKeepOrder
	}
	names, err := s.Match(cmd.Context(), "")
	if err != nil {
		return nil, none
	}
	return names, none
}

func completeVersions(ctx context.Context, s *store.Store, name, when string) []string {
	source, err := oneSource(ctx, s, name)
	if err != nil {
		return nil
	}
	history, err := s.History(ctx, source)
	if err != nil {
		return nil
	}
	words := []string{"latest", "previous", "first"}
	effective := strings.HasPrefix(when, "effective:")
	seen := map[string]bool{}
	for i := len(history) - 1; i >= 0; i-- {
		day := dayOf(history[i].Captured)
		if effective {
			day = "effective:" + history[i].Effective
		}
		if day != "" && day != "effective:" && !seen[day] {
			seen[day] = true
			words = append(words, day)
		}
	}
	if !effective {
		words = append(words, "effective:")
	}
	var out []string
	for _, w := range words {
		if strings.HasPrefix(w, when) {
			out = append(out, name+"@"+w)
		}
	}
	return out
}
