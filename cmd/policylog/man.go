package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
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
		RunE:    func(cmd *cobra.Command, args []string) error { return runMan(a, cmd.Root(), args[0]) },
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
	root.DisableAutoGenTag = true
	header := &doc.GenManHeader{Section: "1", Source: "policylog " + b.Version, Manual: "policylog", Date: &built}
	if err := doc.GenManTree(root, header, dir); err != nil {
		return fmt.Errorf("man: %w", err)
	}
	_, err = fmt.Fprintf(a.stdout, "wrote the manual pages to %s\n", printable(dir))
	return err
}
