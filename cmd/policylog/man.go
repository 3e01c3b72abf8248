package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newManCommand makes the command with which a package of the program gets its manual pages. It stands in no list of
// commands: who uses the program has no need of it.
func newManCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "man DIR",
		Short:   "Write the manual pages of all commands to a directory",
		Example: "  policylog man /usr/local/share/man/man1",
		Args:    cobra.ExactArgs(1),
		Hidden:  true,
		RunE:    func(_ *cobra.Command, args []string) error { return runMan(a, newRootCommand(a, nil), args[0]) },
	}
}

// runMan writes one page a command, dated by what was built, so that the same program writes the same bytes.
func runMan(a *app, root *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("man: %w", err)
	}
	b := readBuild()
	built, err := time.Parse(time.RFC3339, b.Time)
	if err != nil {
		built = time.Unix(0, 0).UTC()
	}
	root.InitDefaultCompletionCmd()
	if err := writeManPages(root, dir, fmt.Sprintf("%s %q", built.Format(time.DateOnly), "policylog "+b.Version)); err != nil {
		return fmt.Errorf("man: %w", err)
	}
	_, err = fmt.Fprintf(a.stdout, "wrote the manual pages to %s\n", printable(dir))
	return err
}

func writeManPages(cmd *cobra.Command, dir, edition string) error {
	if err := os.WriteFile(filepath.Join(dir, pageName(cmd)+".1"), []byte(manPage(cmd, edition)), 0o644); err != nil {
		return err
	}
	for _, c := range cmd.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		if err := writeManPages(c, dir, edition); err != nil {
			return err
		}
	}
	return nil
}

// pageName is under what name man(1) finds a command's page.
func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manPage is a command's page in the macros of man(7), from what its --help says.
func manPage(cmd *cobra.Command, edition string) string {
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	var b strings.Builder
	name := pageName(cmd)
	fmt.Fprintf(&b, ".TH %s 1 %s\n.nh\n.ad l\n", roff(strings.ToUpper(name)), edition)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(name), roff(cmd.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n\\fB%s\\fR\n", roff(cmd.UseLine()))
	if cmd.Long != "" {
		b.WriteString(".SH DESCRIPTION\n")
		for i, paragraph := range strings.Split(cmd.Long, "\n\n") {
			if i > 0 {
				b.WriteString(".PP\n")
			}
			if strings.HasPrefix(paragraph, "\t") { // a command line, to be copied
				fmt.Fprintf(&b, ".EX\n%s\n.EE\n", roff(paragraph))
			} else {
				fmt.Fprintf(&b, "%s\n", roff(paragraph))
			}
		}
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(&b, ".TP\n\\fB%s\\fR(1)\n%s\n", roff(pageName(c)), roff(c.Short))
			}
		}
	}
	writeOptions(&b, "OPTIONS", cmd.NonInheritedFlags())
	writeOptions(&b, "GLOBAL OPTIONS", cmd.InheritedFlags())
	if cmd.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.EX\n%s\n.EE\n", roff(cmd.Example))
	}
	if cmd.HasParent() {
		fmt.Fprintf(&b, ".SH SEE ALSO\n\\fB%s\\fR(1)\n", roff(pageName(cmd.Parent())))
	}
	return b.String()
}

func writeOptions(b *strings.Builder, heading string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", heading)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		b.WriteString(".TP\n")
		if f.Shorthand != "" {
			fmt.Fprintf(b, "\\fB\\-%s\\fR, ", f.Shorthand)
		}
		fmt.Fprintf(b, "\\fB\\-\\-%s\\fR", roff(f.Name))
		value, usage := pflag.UnquoteUsage(f)
		switch {
		case f.NoOptDefVal != "" && value != "": // the value may be left out
			fmt.Fprintf(b, "[=\\fI%s\\fR]", roff(value))
		case value != "":
			fmt.Fprintf(b, " \\fI%s\\fR", roff(value))
		}
		if !slices.Contains([]string{"", "false", "0", "[]"}, f.DefValue) {
			usage += " (default: " + f.DefValue + ")"
		}
		fmt.Fprintf(b, "\n%s\n", roff(usage))
	})
}

// roff is a text with nothing in it that the formatter would take for its own: escapes, requests at the start of a line,
// and hyphens that it would set as a typographer does, which nobody can copy into a shell.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'").Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		return `\&` + s
	}
	return s
}
