package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/archive/demo"
	"policylog/store"
)

func newDemoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "The whole product on a made-up policy: no network, no set-up",
		Long: `Serves a made-up publisher's privacy policy (English, zh-CN, zh-TW) on this machine's loopback as it stood at six
dates, archives each date as cron would, and prints what is new in the last version of each language. DIR (default: a
directory of its own for temporary files) then holds the archive, to look around in.`,
		Example: `  policylog demo papermoon
  policylog --archive papermoon tui`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runDemo(cmd.Context(), a, args) },
	}
}

func runDemo(ctx context.Context, a *app, args []string) error {
	dir, err := demoDir(args)
	if err != nil {
		return err
	}
	var clock atomic.Int64
	now := func() time.Time { return time.Unix(clock.Load(), 0).UTC() }
	base, stop, err := serve(demo.Handler(now))
	if err != nil {
		return err
	}
	defer stop()
	dates := demo.Dates()
	clock.Store(dates[0].Unix())
	s, err := store.Init(ctx, dir, demo.Config(base), store.Options{Now: now})
	if err != nil {
		return err
	}
	defer s.Close()
	fmt.Fprintf(a.stdout, "Capturing a made-up publisher's policy, as cron would have:\n\n")
	for _, d := range dates {
		clock.Store(d.Unix())
		sum, err := demoRun(ctx, a, s, now)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "  %s  %s\n", d.Format(time.DateOnly), sum.Line())
	}
	fmt.Fprintln(a.stdout)
	for _, lang := range demo.Languages {
		if err := printDemoNews(ctx, a, s, lang, now); err != nil {
			return err
		}
	}
	quoted := shellQuoted(dir)
	_, err = fmt.Fprintf(a.stdout, `The archive is in %[1]s: an ordinary git repository beside a policylog.yaml.
Next:
  %[2]s --archive %[3]s log
  %[2]s --archive %[3]s diff %[4]s
  %[2]s --archive %[3]s whatsnew %[4]s --since 2021-03-03
  %[2]s --archive %[3]s tui
  git -C %[3]s log -p main -- %[4]s.md
`, dir, invocation(), quoted, demo.Source("zh-TW"))
	return err
}

// invocation is how the user called this program: by name, or through go run, whose binary is gone afterwards.
func invocation() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ./cmd/policylog"
	}
	return "policylog"
}

// shellQuoted is a path as a shell takes it.
func shellQuoted(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || strings.ContainsRune("'\"\\$`*?[]{}()<>|&;~#!", r) }) {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// printDemoNews prints the what's new of one language, in that language unless --lang says another.
func printDemoNews(ctx context.Context, a *app, s *store.Store, lang string, now func() time.Time) error {
	reader := *a
	env := *a.environment
	env.now = now
	reader.environment = &env
	if reader.lang == "" {
		reader.lang = lang
	}
	c, err := reader.changelogOf(ctx, s, demo.Source(lang), whatsnewOptions{})
	if err != nil {
		return err
	}
	if err := reader.writeChangelog(a.stdout, c, whatsnewOptions{format: "text"}); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout)
	return err
}

// demoRun is one night's run.
func demoRun(ctx context.Context, a *app, s *store.Store, now func() time.Time) (archive.Summary, error) {
	raw, err := s.Config(ctx)
	if err != nil {
		return archive.Summary{}, err
	}
	cfg, err := archive.ParseConfig("policylog.yaml", raw)
	if err != nil {
		return archive.Summary{}, err
	}
	l, err := newLedger(ctx, s, raw)
	if err != nil {
		return archive.Summary{}, err
	}
	env := archive.Env{Now: now, Getenv: func(string) string { return "" }}
	sum, err := archive.Run(ctx, cfg, nil, env, l, archive.RunOptions{})
	if err == nil && !sum.OK() {
		for _, r := range sum.Reports {
			if line := a.reportLine(r); line != "" {
				fmt.Fprintln(a.stderr, printable(line))
			}
		}
		err = errors.New("demo: a capture of the demo's own site went wrong")
	}
	return sum, err
}

// demoDir is where the demo's archive goes: an empty or new directory.
func demoDir(args []string) (string, error) {
	if len(args) == 0 {
		return os.MkdirTemp("", "policylog-demo-")
	}
	entries, err := os.ReadDir(args[0])
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if len(entries) > 0 {
		return "", withHint(fmt.Errorf("%s is not empty", args[0]), "name a new directory, or none")
	}
	return filepath.Clean(args[0]), nil
}

// serve serves on a free port of the loopback.
func serve(h http.Handler) (base string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = srv.Serve(l) }() // ends with Close
	return "http://" + l.Addr().String(), func() { srv.Close() }, nil
}
