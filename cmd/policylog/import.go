package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/diff/render/ink"
	"policylog/store"
)

type importOptions struct {
	source, url, captured, language, title, format string
}

func newImportCommand(a *app) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Record files, or another git history, as versions",
		Long: `Records files as versions: Markdown or plain text, with or without front matter and a metadata box, HTML or PDF.
What a file states of itself (title, URL, language, dates, version label) is read from it; what it does not state is
given by flags or stays unknown. The file itself is kept as the snapshot. All files go in, or none.`,
		Example: `  policylog import policy-2022-01-27.md
  policylog import feedback.txt --source xiaomi/user-feedback.zh-CN --captured 2024-01-05
  policylog import git ~/legal-docs --layout '{language}/{policy}.md'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runImport(cmd.Context(), a, o, args) },
	}
	cmd.Flags().StringVar(&o.source, "source", "", "record as `SOURCE` (service/policy.lang)")
	cmd.Flags().StringVar(&o.url, "url", "", "the page's `URL`")
	cmd.Flags().StringVar(&o.captured, "captured", "", "when it was captured: a date or RFC 3339 `TIME`, or unknown")
	cmd.Flags().StringVar(&o.language, "language", "", "`LANGUAGE` of the policy, BCP 47")
	cmd.Flags().StringVar(&o.title, "title", "", "`TITLE` of the policy")
	formatFlag(cmd, &o.format, "text", "json")
	cmd.AddCommand(newImportGitCommand(a), newImportSnapshotsCommand(a))
	return cmd
}

func runImport(ctx context.Context, a *app, o importOptions, files []string) error {
	opts, err := o.parse()
	if err != nil {
		return err
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if raw, err := s.Config(ctx); err == nil && raw != nil {
		if opts.Config, err = archive.ParseConfig(a.configPath(), raw); err != nil {
			return err
		}
	}
	env, err := a.captureEnv("")
	if err != nil {
		return err
	}
	// Every file is read before the first is recorded: a mistake in the last one leaves nothing half done.
	var outcomes []archive.Outcome
	for _, name := range files {
		outcome, err := readImport(a, name, env, opts)
		if err != nil {
			return err
		}
		outcomes = append(outcomes, outcome)
	}
	known, err := knownNames(ctx, s)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		if name := known.name(o.Source); name != o.Source {
			return withHint(fmt.Errorf("source %q differs only in case from %q", o.Source, name),
				"the two would be one file where a file system knows no case: --source %s", name)
		}
	}
	done, err := s.Record(ctx, batchOf(outcomes))
	if err != nil {
		return err
	}
	return printImported(a, o.format, outcomes, done)
}

// names are the sources of an archive, by their lower case.
type names map[string]string

func knownNames(ctx context.Context, s *store.Store) (names, error) {
	list, err := s.Match(ctx, "")
	if err != nil {
		return nil, err
	}
	n := names{}
	for _, name := range list {
		n.name(name)
	}
	return n, nil
}

// name is how a source is written that differs from this one in nothing but case; the first one sets it.
func (n names) name(source string) string {
	lower := strings.ToLower(source)
	if _, ok := n[lower]; !ok {
		n[lower] = source
	}
	return n[lower]
}

func (o importOptions) parse() (archive.ImportOptions, error) {
	opts := archive.ImportOptions{Source: o.source, URL: o.url, Language: o.language, Title: o.title}
	if o.source != "" {
		if _, err := store.ParseSourceID(o.source); err != nil {
			return opts, err
		}
	}
	if o.captured != "" && o.captured != "unknown" {
		p, err := store.ParsePeriod(o.captured)
		if err == nil && p.To.Sub(p.From) > 24*time.Hour {
			err = fmt.Errorf("%q is no day; leave it out when it is not known", o.captured)
		}
		if err != nil {
			return opts, fmt.Errorf("--captured: %w", err)
		}
		opts.Captured = p.From
	}
	return opts, nil
}

// maxImport bounds a file: the largest policies are some hundred kilobytes.
const maxImport = 20 << 20

func readImport(a *app, name string, env archive.Env, opts archive.ImportOptions) (archive.Outcome, error) {
	data, err := a.readInput(name)
	if err != nil {
		return archive.Outcome{}, err
	}
	return archive.ReadFile(name, data, env, opts)
}

// readInput reads a file, or stdin for "-".
func (a *app) readInput(name string) ([]byte, error) {
	if name != "-" {
		return readRegular(name)
	}
	data, err := io.ReadAll(io.LimitReader(a.stdin, maxImport+1))
	if err != nil {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	if len(data) > maxImport {
		return nil, fmt.Errorf("standard input: larger than %d MB, which no policy is", maxImport>>20)
	}
	return data, nil
}

// readRegular reads a file, with the errors that a person who named a directory or mistyped needs.
func readRegular(name string) ([]byte, error) {
	st, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if st.IsDir() {
		return nil, aDirectory.with(nil, name)
	}
	if st.Size() > maxImport {
		return nil, fmt.Errorf("%s: larger than %d MB, which no policy is", name, maxImport>>20)
	}
	return os.ReadFile(name)
}

// imported is a recorded file as `import --format json` prints it.
type imported struct {
	Source    string `json:"source"`
	Commit    string `json:"commit,omitempty"` // absent: the text was there already
	Title     string `json:"title"`
	Language  string `json:"language"`
	URL       string `json:"url"`
	Captured  string `json:"captured"`
	Updated   string `json:"updated"`
	Effective string `json:"effective"`
	Label     string `json:"label"`
}

func printImported(a *app, format string, outcomes []archive.Outcome, done store.Recorded) error {
	list := make([]imported, len(outcomes))
	for i, o := range outcomes {
		list[i] = imported{
			Source: o.Source, Title: o.Title, Language: o.Language, URL: o.FinalURL,
			Captured: stamp(o.Captured), Updated: o.Updated, Effective: o.Effective, Label: o.Label,
		}
		if i < len(done.Versions) {
			list[i].Commit = done.Versions[i]
		}
	}
	if format == "json" {
		return writeReport(a.stdout, "policylog.import/1", list)
	}
	for i, l := range list {
		what := a.put(saysImported)
		if l.Commit == "" {
			what = a.put(saysUnchanged)
		}
		fmt.Fprintf(a.stdout, "%s%s%s  %s\n", what, strings.Repeat(" ", 11-ink.Width(what)), l.Source, printable(l.Title))
		for _, n := range outcomes[i].Notes {
			fmt.Fprintf(a.stdout, "           %s\n", printable(a.reason(n)))
		}
		fmt.Fprintf(a.stdout, "           %s\n", printable(a.put(saysImportedWhen,
			or(momentOf(outcomes[i].Captured), a.say(pUnknown)), or(l.Updated, "-"), or(l.Effective, "-"), or(l.Label, "-"))))
	}
	return nil
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
