package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/internal/reason"
	"policylog/store"
)

type fetchOptions struct {
	format  string
	accept  []string
	logging string
	notify  string // "", "send" or "show"
}

func newFetchCommand(a *app) *cobra.Command {
	var o fetchOptions
	cmd := &cobra.Command{
		Use:   "fetch [SOURCE...]",
		Short: "Capture sources and record what changed: the command for cron",
		Long: `Captures each source (all without arguments, names or globs otherwise), records a version where the policy's text
changed, and an observation of every capture, changed or not. What does not look like the policy (an error page, a
bot wall, a sudden shrinkage) is held: kept and reported, and no version until a person releases it with --accept or
the site serves the same text again 12 hours later or more. (A wall or an error page stays held however often.)

With --notify the targets under notify in policylog.yaml are told what changed: each once, in its language, when it is
as significant as the target asks. What cannot be sent is a warning, stays due, and fails no run; --notify=show prints
what would be sent, and where.

Exit status: 0 all went well, 1 some sources failed or are held, 2 the run could not be done.`,
		Example: `  policylog fetch                      # all sources, one summary line
  policylog fetch --notify             # and tell the team
  policylog fetch 'xiaomi/*'           # some of them
  policylog fetch --accept xiaomi/privacy-policy.en   # release what was held`,
		ValidArgsFunction: a.completeConfigured,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runFetch(cmd.Context(), a, o, args)
		},
	}
	formatFlag(cmd, &o.format, "text", "json")
	cmd.Flags().StringArrayVar(&o.accept, "accept", nil, "record the capture of `SOURCE` though it would be held")
	cmd.Flags().StringVar(&o.logging, "log", "", "write a log of every step to stderr: `text` or json")
	cmd.Flags().StringVar(&o.notify, "notify", "", "tell the targets of policylog.yaml what changed; `HOW`: send, or show what would be sent")
	cmd.Flags().Lookup("notify").NoOptDefVal = "send"
	return cmd
}

func runFetch(ctx context.Context, a *app, o fetchOptions, args []string) error {
	s, cfg, raw, err := a.openConfigured(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	env, err := a.captureEnv(o.logging)
	if err != nil {
		return err
	}
	end, err := s.BeginRun()
	if err != nil {
		return err
	}
	defer end()
	tell, err := a.notifications(ctx, s, cfg, o)
	if err != nil {
		return err
	}
	l, err := newLedger(ctx, s, raw)
	if err != nil {
		return err
	}
	only, err := a.whatIsDue(ctx, s, len(args)+len(o.accept) > 0)
	if err != nil {
		return err
	}
	bar := a.progress()
	sum, err := archive.Run(ctx, cfg, append(args, o.accept...), env, l, archive.RunOptions{
		Accept:   o.accept,
		Only:     only,
		Progress: func(done, total int, _ archive.Outcome) { bar.report("capturing", int64(done), int64(total)) },
	})
	bar.done()
	if err != nil {
		return err
	}
	if err := printSummary(a, o.format, sum); err != nil {
		return err
	}
	tell()
	if !sum.OK() {
		return &statusError{code: 1}
	}
	return nil
}

// whatIsDue says which sources a run is to capture: all of them when it was asked for by name.
func (a *app) whatIsDue(ctx context.Context, s *store.Store, named bool) (func(archive.Source) bool, error) {
	if named {
		return nil, nil
	}
	infos, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	checked := map[string]time.Time{}
	for _, i := range infos {
		checked[i.Source] = i.LastCheck
	}
	now := a.now()
	return func(src archive.Source) bool {
		last := checked[src.ID]
		return last.After(now) || !src.Due(last).After(now) // a check in the future: the clock was wrong then, or is now
	}, nil
}

// printSummary says what happened: one line for each source that a person should know of, then one for the run.
func printSummary(a *app, format string, sum archive.Summary) error {
	if format == "json" {
		return writeReport(a.stdout, "policylog.fetch/1", sum)
	}
	for _, r := range sum.Reports {
		if line := a.reportLine(r); line != "" {
			fmt.Fprintln(a.stdout, printable(line))
		}
	}
	_, err := fmt.Fprintln(a.stdout, a.summaryLine(sum))
	return err
}

func (a *app) reportLine(r archive.Report) string {
	var more []string
	switch r.Status {
	case archive.StatusNew, archive.StatusChanged, archive.StatusUpgraded:
		if r.Title != "" {
			more = append(more, r.Title)
		}
		if r.Updated != "" {
			more = append(more, a.say(pUpdated, r.Updated))
		}
		if r.Effective != "" {
			more = append(more, a.put(saysEffective, r.Effective))
		}
	case archive.StatusFailed:
		more = append(more, a.reason(r.Error))
	case archive.StatusHeld:
		more = append(more, a.reason(r.HeldFor))
	case archive.StatusWithdrawn:
		more = append(more, a.say(pSince, day(r.Since)))
	default:
		if !slices.ContainsFunc(r.Notes, isNews) {
			return ""
		}
	}
	for _, note := range r.Notes {
		more = append(more, a.reason(note))
	}
	state := a.status(r.Status)
	line := state + strings.Repeat(" ", max(1, 10-ink.Width(state))) + r.Source
	if len(more) > 0 {
		line += terms.For(a.messageLang()).Colon() + strings.Join(more, a.put(saysNext))
	}
	return line
}

// isNews says whether a note on an unchanged source is worth a line. How it was loaded and what its own ignore: hid are the
// same every night.
func isNews(note reason.Reason) bool {
	return note.Kind != reason.ByBrowser && note.Kind != reason.IgnoredAlone
}

// openConfigured opens the archive and reads its policylog.yaml.
func (a *app) openConfigured(ctx context.Context) (*store.Store, *archive.Config, []byte, error) {
	s, err := a.open(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	raw, err := s.Config(ctx)
	if err == nil && raw == nil {
		err = withHint(fmt.Errorf("%s has no policylog.yaml", a.archiveDir()), "make one with policylog init, or write one beside the archive")
	}
	if err != nil {
		s.Close()
		return nil, nil, nil, err
	}
	cfg, err := archive.ParseConfig(a.configPath(), raw)
	if err != nil {
		s.Close()
		return nil, nil, nil, err
	}
	return s, cfg, raw, nil
}

func (a *app) configPath() string { return filepath.Join(a.archiveDir(), "policylog.yaml") }

// readConfig reads policylog.yaml as it lies beside the archive.
func (a *app) readConfig() (*archive.Config, error) {
	raw, err := store.ReadConfig(a.archiveDir())
	if err != nil {
		return nil, err
	}
	return archive.ParseConfig(a.configPath(), raw)
}

// completeConfigured completes the names of sources in policylog.yaml.
func (a *app) completeConfigured(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	cfg, err := a.readConfig()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, s := range cfg.Sources {
		names = append(names, s.ID)
	}
	return forShell(names), cobra.ShellCompDirectiveNoFileComp
}

// writeReport writes a report as JSON with the name of its schema in front; a list stands under "items".
func writeReport(w io.Writer, schema string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	body := bytes.TrimSpace(b.Bytes())
	head := `{"schema":"` + schema + `"`
	switch {
	case bytes.Equal(body, []byte("{}")):
		head += "}"
	case body[0] == '{':
		head += "," + string(body[1:])
	default:
		head += `,"items":` + string(body) + "}"
	}
	return safe.WriteJSON(w, json.RawMessage(head))
}
