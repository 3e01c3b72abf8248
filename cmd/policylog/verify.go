package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"policylog/diff/terms"
	"policylog/store"
)

func newVerifyCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check every commit, trailer, hash and snapshot of the archive",
		Long: `Reads the whole archive and says what is wrong and where; a flipped byte anywhere is found.
Exit status: 0 sound, 1 something is wrong, 2 it could not be checked.`,
		Example: `  policylog verify
  policylog --archive /srv/policies verify --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runVerify(cmd.Context(), a, format) },
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// verification is what `verify --format json` prints.
type verification struct {
	store.Verified
	Found []store.Problem `json:"found"`
}

func runVerify(ctx context.Context, a *app, format string) error {
	bar := a.progress()
	defer bar.done()
	s, err := a.openWith(ctx, store.Options{Progress: bar.report, Damaged: true})
	if err != nil {
		return err
	}
	defer s.Close()
	v := verification{Found: []store.Problem{}}
	v.Verified, err = s.Verify(ctx, func(p store.Problem) {
		v.Found = append(v.Found, p)
		if format == "text" {
			fmt.Fprintln(a.stdout, printable(a.reason(p.Where)+terms.For(a.messageLang()).Colon()+a.reason(p.What)))
		}
	})
	if err != nil {
		return err
	}
	if format == "json" {
		if err := writeReport(a.stdout, "policylog.verify/1", v); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(a.stdout, a.put(saysVerified, v.Objects, v.Commits, v.Versions, v.Snapshots, v.Observations, a.verdict(len(v.Found))))
	}
	if len(v.Found) > 0 {
		return &statusError{code: 1}
	}
	return nil
}

func (a *app) verdict(problems int) string {
	switch problems {
	case 0:
		return a.put(saysSound)
	case 1:
		return a.put(saysOneProblem)
	}
	return a.put(saysProblems, problems)
}
