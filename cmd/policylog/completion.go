package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		found := versionsOf(cmd.Context(), s, name, when)
		if len(found) == 1 && strings.HasSuffix(found[0], ":") { // a date is to follow
			return found, none | cobra.ShellCompDirectiveNoSpace
		}
		return found, none | cobra.ShellCompDirectiveKeepOrder
	}
	names, err := s.Match(cmd.Context(), "")
	if err != nil {
		return nil, none
	}
	return forShell(names), none
}

// forShell leaves out names that hold what a shell takes for its own. Of several candidates bash writes what they have in
// common onto the command line as it is, and cobra's script evaluates that line at the next key: to look through somebody
// else's archive, in which a service is called $(…), would run what its name says.
func forShell(names []string) []string {
	plain := func(r rune) bool {
		if r < utf8.RuneSelf {
			return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" /-_.,@:+=%", r)
		}
		return unicode.IsPrint(r)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return strings.ContainsFunc(name, func(r rune) bool { return !plain(r) })
	})
}

// escapeForBash makes the script of "completion bash" escape each of several candidates as it does one alone: bash writes what
// they have in common onto the command line, where a name with a space in it would be two words.
func escapeForBash(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	bash, _, err := root.Find([]string{"completion", "bash"})
	if err != nil {
		return
	}
	bash.RunE = func(cmd *cobra.Command, _ []string) error {
		const (
			one = `if (( ${#COMPREPLY[@]} == 1 )); then
            COMPREPLY[0]=$(printf "%q" "${COMPREPLY[0]}")`
			each = `if (( ${#COMPREPLY[@]} > 0 )); then
            IFS=$'\n' read -ra COMPREPLY -d '' < <(printf "%q\n" "${COMPREPLY[@]}")`
		)
		bare, err := cmd.Flags().GetBool("no-descriptions")
		if err != nil {
			return err
		}
		var script strings.Builder
		if err := root.GenBashCompletionV2(&script, !bare); err != nil {
			return err
		}
		_, err = io.WriteString(cmd.OutOrStdout(), strings.Replace(script.String(), one, each, 1))
		return err
	}
}

// completeVersions completes up to so many arguments that name a version. Behind a source no space is set, since an @ may
// follow. Where there is no source that begins so, it is otherwise: files where a command takes them too, or nothing.
func (a *app) completeVersions(most int, otherwise cobra.ShellCompDirective) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		found, directive := a.completeSources(cmd, nil, typed)
		found = slices.DeleteFunc(found, func(name string) bool { return !strings.HasPrefix(name, typed) })
		if len(found) == 0 {
			return nil, otherwise
		}
		if !strings.Contains(typed, "@") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		return found, directive
	}
}

// completeFlags readies the flags of all commands for being completed: the word that stands for a flag's value in its usage
// says whether it is a version or a source, and loses the marks that say so.
func (a *app) completeFlags(cmd *cobra.Command) {
	ready := func(f *pflag.Flag) {
		var value string
		switch value, f.Usage = pflag.UnquoteUsage(f); value {
		case "WHEN", "DATE":
			_ = cmd.RegisterFlagCompletionFunc(f.Name, a.completeWhen)
		case "SOURCE":
			_ = cmd.RegisterFlagCompletionFunc(f.Name, a.completeSources)
		}
	}
	cmd.Flags().VisitAll(ready)
	cmd.PersistentFlags().VisitAll(ready)
	for _, c := range cmd.Commands() {
		a.completeFlags(c)
	}
}

// completeWhen completes the versions of the source that the command line names.
func (a *app) completeWhen(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	source, _ := splitVersion(args[0])
	found, directive := a.completeSources(cmd, nil, source+"@"+typed)
	for i, f := range found {
		_, found[i] = splitVersion(f)
	}
	return found, directive
}

func versionsOf(ctx context.Context, s *store.Store, name, when string) []string {
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
