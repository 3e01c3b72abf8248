package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"policylog/diff"
	"policylog/diff/lifeline"
	"policylog/diff/notice"
	"policylog/diff/parallel"
	"policylog/store"
	"policylog/tui"
)

func newTUICommand(a *app) *cobra.Command {
	var plain bool
	cmd := &cobra.Command{
		Use:   "tui [SOURCE]",
		Short: "Browse the archive in the terminal",
		Long: `Shows the sources, the timeline of each, what changed between any two versions and what is new in them. ? shows the
keys of the place one is in, : all commands by name, q leads back.

--plain is for screen readers and simple terminals: numbered lists and lines of text, one question at a time.`,
		Example: `  policylog tui
  policylog tui xiaomi/privacy-policy.zh-TW
  policylog tui --plain`,
		Args:              cobra.MaximumNArgs(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runTUI(cmd.Context(), a, plain, args) },
		ValidArgsFunction: a.completeSources,
	}
	cmd.Flags().BoolVar(&plain, "plain", false, "lines of text instead of a full screen, for screen readers")
	return cmd
}

// pollEvery is how often the archive is looked at for what another program recorded.
const pollEvery = 5 * time.Second

func runTUI(ctx context.Context, a *app, plain bool, args []string) error {
	in, _ := a.stdin.(*os.File)
	if !plain && (!a.outIsTerminal() || in == nil || !term.IsTerminal(int(in.Fd())) || a.getenv("TERM") == "dumb") {
		return needsTerminal.with(nil)
	}
	meter := &tui.Meter{} // a bar on stderr would be drawn across the screen
	s, err := a.openWith(ctx, store.Options{Progress: meter.Report})
	if err != nil {
		return err
	}
	defer s.Close()
	o := tui.Options{
		Archive: s, Meter: meter, Compare: a.comparePair(s), Notice: a.noticePreview(s), Now: a.now, Lang: a.messageLang(), Color: a.color(a.colors),
		Follow: func(ctx context.Context, history []store.Version) (*lifeline.Tracker, error) {
			return a.silent().follow(ctx, s, history)
		},
		OutOfStep: func(ctx context.Context, source string) ([]parallel.OutOfStep, error) {
			return a.silent().outOfStep(ctx, s, []string{source}, a.tracked(ctx, s))
		},
		State: tuiState(s), Poll: pollEvery, In: a.stdin, Out: a.stdout, Width: a.width(),
		By:      or(a.getenv("GIT_AUTHOR_NAME"), a.getenv("USER")),
		Version: readBuild().Version + " " + readBuild().Revision,
	}
	if len(args) == 1 {
		if o.Source, err = oneSource(ctx, s, args[0]); err != nil {
			return err
		}
	}
	if plain {
		return tui.Plain(ctx, o)
	}
	o.Out = a.outFile // a full screen asks the terminal itself for its size
	return tui.Run(ctx, o)
}

// silent is the app without a stderr: what commands note there must not fall into a full screen.
func (a *app) silent() *app {
	quiet := *a
	env := *a.environment
	env.stderr = io.Discard
	quiet.environment = &env
	return &quiet
}

// comparePair compares two versions as diff does.
func (a *app) comparePair(s *store.Store) func(context.Context, store.Version, store.Version) (*diff.Result, error) {
	quiet := a.silent()
	return func(ctx context.Context, from, to store.Version) (*diff.Result, error) {
		old, new, err := quiet.pair(ctx, s, from, to)
		if err != nil {
			return nil, err
		}
		return compare(old, new, topics()), nil
	}
}

// noticePreview makes a notice as the command of that name does without further flags.
func (a *app) noticePreview(s *store.Store) func(context.Context, store.Version, store.Version, notice.Voice) (*notice.Notice, error) {
	quiet := a.silent()
	return func(ctx context.Context, from, to store.Version, voice notice.Voice) (*notice.Notice, error) {
		reviews, err := readReviews(ctx, s)
		if err != nil {
			return nil, err
		}
		n := &noticeMaker{app: quiet, store: s, o: noticeOptions{voice: string(voice)}, reviewed: map[string]notice.Verdict{}}
		for id, r := range reviews {
			n.reviewed[id] = r.Verdict
		}
		made, _, err := n.notice(ctx, from, to)
		return made, err
	}
}

// tuiState is the file that keeps where the user was in an archive; "" where there is no cache.
func tuiState(s *store.Store) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir, err := filepath.Abs(s.GitDir())
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "policylog", fmt.Sprintf("%x", sha256.Sum256([]byte(dir)))[:16], "tui.json")
}
