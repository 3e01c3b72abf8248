package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/store"
)

type historyOptions struct {
	layouts      []string
	branch       string
	declarations string
	format       string
}

func newImportGitCommand(a *app) *cobra.Command {
	var o historyOptions
	cmd := &cobra.Command{
		Use:   "git REPO",
		Short: "Record a git history of policy texts, in captured order",
		Example: `  policylog import git ~/legal-docs --layout '{language}/{policy}.md' --layout '{policy}/{language}.md'
  policylog import git ~/pga-versions --layout '{service}/{policy}.md'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runImportGit(cmd.Context(), a, o, args[0]) },
	}
	o.flags(cmd)
	return cmd
}

func newImportSnapshotsCommand(a *app) *cobra.Command {
	var o historyOptions
	cmd := &cobra.Command{
		Use:   "snapshots REPO",
		Short: "Record a git history of raw pages, run through today's extractor",
		Long: `Takes each page of the history, in captured order, as fetch would have taken it at the time: extracted by the rules of
policylog.yaml or of --declarations where they know the source, held where it is not the policy, recorded where the
text differs.`,
		Example: `  policylog import snapshots ~/pga-snapshots --layout '{service}/{policy}.html' --declarations ~/pga-declarations`,
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return runImportSnapshots(cmd.Context(), a, o, args[0]) },
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&o.declarations, "declarations", "", "`DIR` of Open Terms Archive declarations whose selectors to use")
	return cmd
}

func (o *historyOptions) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.layouts, "layout", nil, "path `PATTERN` of the texts, several where the repository changed (default: guessed)")
	cmd.Flags().StringVar(&o.branch, "branch", "", "`BRANCH` to read (default: the repository's HEAD)")
	formatFlag(cmd, &o.format, "text", "json")
}

// importBatch is how many outcomes are recorded at once: enough for one pack, few enough to hold in memory.
const importBatch = 500

// historyImport gathers what a history holds and records it in batches.
type historyImport struct {
	app     *app
	store   *store.Store
	batch   []archive.Outcome
	sources map[string]bool
	names   names
	importedHistory
}

// importedHistory is what `import git` and `import snapshots` print with --format json.
type importedHistory struct {
	Read     int `json:"read"` // entries of the history
	Sources  int `json:"sources"`
	Versions int `json:"versions"` // recorded
	Equal    int `json:"equal"`    // the text was there already
	Held     int `json:"held"`
	LeftOut  int `json:"left_out"` // could not be taken
}

func (h *historyImport) add(ctx context.Context, outcomes ...archive.Outcome) error {
	if h.names == nil {
		var err error
		if h.names, err = knownNames(ctx, h.store); err != nil {
			return err
		}
	}
	for _, o := range outcomes {
		o.Source = h.names.name(o.Source) // a source whose name changed its case goes on
		h.sources[o.Source] = true
		if o.Status == archive.StatusHeld {
			h.Held++
		}
		h.batch = append(h.batch, o)
	}
	if len(h.batch) < importBatch {
		return nil
	}
	return h.flush(ctx)
}

func (h *historyImport) flush(ctx context.Context) error {
	done, err := h.store.Record(ctx, batchOf(h.batch))
	if err != nil {
		return err
	}
	for _, c := range done.Versions {
		if c != "" {
			h.Versions++
		} else {
			h.Equal++
		}
	}
	h.batch = h.batch[:0]
	return nil
}

// leftOut notes an entry that could not be taken and goes on.
func (h *historyImport) leftOut(e store.Entry, err error) {
	h.LeftOut++
	fmt.Fprintln(h.app.stderr, h.app.put(saysLeftOut, printable(e.Path), e.Commit[:min(len(e.Commit), 12)], printable(err.Error())))
}

// walk reads the history and gives each entry to take.
func (h *historyImport) walk(ctx context.Context, o historyOptions, repo string, take func(store.Entry) error) error {
	bar := h.app.progress()
	err := store.ReadHistory(ctx, repo, o.layouts, o.branch, func(e store.Entry) error {
		h.Read++
		bar.report("importing", int64(e.Index), int64(e.Total))
		return take(e)
	})
	bar.done()
	if err == nil {
		err = h.flush(ctx)
	}
	h.Sources = len(h.sources)
	if err == nil && h.Read == 0 {
		err = withHint(errors.New("nothing in the history matches the layout"),
			"name the paths with --layout, e.g. '{service}/{policy}.md' or '{language}/{policy}.md'")
	}
	return err
}

func runImportGit(ctx context.Context, a *app, o historyOptions, repo string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	env, err := a.captureEnv("")
	if err != nil {
		return err
	}
	h := &historyImport{app: a, store: s, sources: map[string]bool{}}
	err = h.walk(ctx, o, repo, func(e store.Entry) error {
		outcome, err := archive.ReadFile(filepath.Base(e.Path), e.Data, env, archive.ImportOptions{Source: e.Source, Captured: e.Captured})
		if err != nil {
			h.leftOut(e, err)
			return nil
		}
		if e.Kind == store.KindTechnicalUpgrade {
			outcome.Status = archive.StatusUpgraded
		}
		return h.add(ctx, outcome)
	})
	if err != nil {
		return err
	}
	if o.format == "json" {
		return writeReport(a.stdout, "policylog.import-history/1", h.importedHistory)
	}
	_, err = fmt.Fprintln(a.stdout, a.put(saysImportedGit, h.Versions, h.Sources, h.Equal, h.LeftOut))
	return err
}

func runImportSnapshots(ctx context.Context, a *app, o historyOptions, repo string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	env, err := a.captureEnv("")
	if err != nil {
		return err
	}
	rules, err := a.snapshotRules(ctx, s, o.declarations)
	if err != nil {
		return err
	}
	h := &historyImport{app: a, store: s, sources: map[string]bool{}}
	replay := archive.NewReplay(env)
	err = h.walk(ctx, o, repo, func(e store.Entry) error {
		src, err := rules.at(e)
		if err != nil {
			h.leftOut(e, err)
			return nil
		}
		ext := strings.TrimPrefix(filepath.Ext(e.Path), ".")
		for _, outcome := range replay.Add(ctx, src, archive.Snapshot{Data: e.Data, Ext: ext, URL: src.URL, Captured: e.Captured}) {
			if outcome.Err != nil && outcome.Status == archive.StatusFailed {
				h.leftOut(e, outcome.Err)
				continue
			}
			if err := h.add(ctx, outcome); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if o.format == "json" {
		return writeReport(a.stdout, "policylog.import-history/1", h.importedHistory)
	}
	_, err = fmt.Fprintln(a.stdout, a.put(saysImportedShots, h.Read, h.Sources, h.Versions, h.Held, h.LeftOut))
	return err
}

// snapshotRules says how the pages of somebody else's history are extracted.
type snapshotRules struct {
	config       *archive.Config
	declarations archive.Declarations
}

func (a *app) snapshotRules(ctx context.Context, s *store.Store, dir string) (snapshotRules, error) {
	r := snapshotRules{config: &archive.Config{}}
	raw, err := s.Config(ctx)
	if err != nil {
		return r, err
	}
	if raw != nil {
		if r.config, err = archive.ParseConfig(a.configPath(), raw); err != nil {
			return r, err
		}
	}
	if dir == "" {
		return r, nil
	}
	if _, err := os.Stat(dir); err != nil {
		return r, err
	}
	r.declarations, err = archive.ReadDeclarations(dir)
	return r, err
}

// at is the source that an entry belongs to, with the rules that held when it was captured.
func (r snapshotRules) at(e store.Entry) (archive.Source, error) {
	id := archive.Slug(e.Source)
	if src, ok := r.config.Find(id); ok {
		src.Pages = r.declarations.RulesAt(src, e.Captured) // the file's are those of today
		return src, nil
	}
	for _, src := range r.declarations.Sources {
		if src.ID == id || strings.HasPrefix(src.ID, id+".") {
			src.Pages = r.declarations.RulesAt(src, e.Captured)
			return src, nil
		}
	}
	if err := archive.CheckID(id); err != nil {
		return archive.Source{}, err
	}
	return archive.Source{ID: id, Pages: []archive.Page{{}}}, nil
}
