package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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

// completeFlags completes the flags of all commands that take a version or a source: the word that stands for a flag's value
// in its usage says which.
func (a *app) completeFlags(cmd *cobra.Command) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		switch value, _ := pflag.UnquoteUsage(f); value {
		case "WHEN", "DATE":
			_ = cmd.RegisterFlagCompletionFunc(f.Name, a.completeWhen)
		case "SOURCE":
			_ = cmd.RegisterFlagCompletionFunc(f.Name, a.completeSources)
		}
	})
	for _, c := range cmd.Commands() {
		a.completeFlags(c)
	}
}

// completeWhen completes the versions of the source that the command line names.
func (a *app) completeWhen(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	if len(args) == 0 {
		return nil, directive
	}
	source, _ := splitVersion(args[0])
	found, _ := a.completeSources(cmd, nil, source+"@"+typed)
	for i, f := range found {
		_, found[i] = splitVersion(f)
	}
	return found, directive
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
