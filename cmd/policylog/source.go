package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"policylog/archive"
	"policylog/internal/reason"
	"policylog/store"
)

func newSourceCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Add, list, try and import sources; replay noise rules",
		Example: `  policylog source add acme/privacy-policy.en https://www.acme.example/privacy
  policylog source check acme/privacy-policy.en`,
	}
	cmd.AddCommand(newSourceAddCommand(a), newSourceListCommand(a), newSourceCheckCommand(a), newSourceImportCommand(a),
		newSourceNoiseCommand(a), newSourceSchemaCommand(a))
	onlySubcommands(cmd)
	return cmd
}

type sourceAddOptions struct {
	selectors, remove []string
	language, zone    string
	render, format    string
}

func newSourceAddCommand(a *app) *cobra.Command {
	var o sourceAddOptions
	cmd := &cobra.Command{
		Use:   "add SERVICE/POLICY.LANG URL [URL...]",
		Short: "Add a source to policylog.yaml; comments in it stay",
		Example: `  policylog source add xiaomi/privacy-policy.zh-TW https://privacy.mi.com/all/zh_TW/
  policylog source add acme/terms.en https://acme.example/terms --select main --remove .share`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return runSourceAdd(cmd.Context(), a, o, args) },
	}
	cmd.Flags().StringArrayVar(&o.selectors, "select", nil, "CSS `SELECTOR` of what to keep (default: the main content is found)")
	cmd.Flags().StringArrayVar(&o.remove, "remove", nil, "CSS `SELECTOR` of what to drop from it")
	cmd.Flags().StringVar(&o.language, "language", "", "`LANGUAGE` of the page, BCP 47 (default: the one in the source's name)")
	cmd.Flags().StringVar(&o.zone, "time-zone", "", "time `ZONE` of the publisher's dates: Asia/Shanghai")
	cmd.Flags().StringVar(&o.render, "render", "", "how to load it: `auto`, plain or browser")
	formatFlag(cmd, &o.format, "text", "json")
	return cmd
}

func runSourceAdd(ctx context.Context, a *app, o sourceAddOptions, args []string) error {
	src := archive.Source{ID: args[0], URL: args[1], Language: o.language, TimeZone: o.zone, Render: o.render}
	for _, u := range args[1:] {
		src.Pages = append(src.Pages, archive.Page{URL: u, Select: cssSelectors(o.selectors), Remove: cssSelectors(o.remove)})
	}
	if err := a.editConfig(ctx, func(name string, old []byte) ([]byte, error) {
		return archive.AddSource(name, old, src)
	}); err != nil {
		return err
	}
	if o.format == "json" {
		cfg, err := a.readConfig()
		if err != nil {
			return err
		}
		added, _ := cfg.Find(src.ID)
		return writeReport(a.stdout, "policylog.source/1", listSources([]archive.Source{added})[0])
	}
	_, err := fmt.Fprintln(a.stdout, a.put(saysAdded, src.ID, a.configPath()))
	return err
}

func cssSelectors(css []string) []archive.Selector {
	var s []archive.Selector
	for _, c := range css {
		s = append(s, archive.Selector{CSS: c})
	}
	return s
}

// editConfig replaces policylog.yaml by what edit makes of it, whole or not at all, and after who is at it.
func (a *app) editConfig(ctx context.Context, edit func(name string, old []byte) ([]byte, error)) error {
	path := a.configPath()
	unlock, err := store.LockConfig(ctx, a.archiveDir())
	if err != nil {
		return err
	}
	defer unlock()
	old, err := store.ReadConfig(a.archiveDir())
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return withHint(fmt.Errorf("no policylog.yaml in %s", shown(a.archiveDir())), "make an archive with policylog init, or name one with --archive DIR")
		}
		return err
	}
	text, err := edit(path, old)
	if err != nil {
		return err
	}
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	return writeFile(path, text, st.Mode().Perm())
}

func newSourceListCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "list [SOURCE...]",
		Short: "List the sources of policylog.yaml",
		Example: `  policylog source list
  policylog source list 'acme/*' --format json`,
		RunE: func(_ *cobra.Command, args []string) error {
			return runSourceList(a, format, args)
		},
		ValidArgsFunction: a.completeConfigured,
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// listedSource is a source as `source list --format json` prints it.
type listedSource struct {
	ID        string   `json:"id"`
	Language  string   `json:"language"`
	URLs      []string `json:"urls"`
	Selectors int      `json:"selectors"`
	Render    string   `json:"render,omitempty"`
	Companion string   `json:"companion_of,omitempty"`
}

func runSourceList(a *app, format string, args []string) error {
	cfg, err := a.readConfig()
	if errors.Is(err, fs.ErrNotExist) {
		return withHint(err, "make an archive with policylog init, or name one with --archive DIR")
	}
	if err != nil {
		return err
	}
	found, err := cfg.Match(args)
	if err != nil {
		return err
	}
	list := listSources(found)
	if format == "json" {
		return writeReport(a.stdout, "policylog.sources/1", list)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.stdout, a.put(saysNoSources, "policylog source add SERVICE/POLICY.LANG URL"))
		return err
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, l := range list {
		fmt.Fprintf(w, "%s\t%s\n", l.ID, printable(strings.Join(l.URLs, " ")))
	}
	return w.Flush()
}

func listSources(found []archive.Source) []listedSource {
	list := make([]listedSource, 0, len(found))
	for _, s := range found {
		l := listedSource{ID: s.ID, Language: s.Language, Render: s.Render, Companion: s.CompanionOf}
		for _, p := range s.Pages {
			l.URLs = append(l.URLs, p.URL)
			l.Selectors += len(p.Select) + len(p.Remove)
		}
		list = append(list, l)
	}
	return list
}

func newSourceCheckCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "check SOURCE|URL",
		Short: "Try a source without recording anything",
		Example: `  policylog source check acme/privacy-policy.en
  policylog source check https://www.acme.example/privacy`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSourceCheck(cmd.Context(), a, format, args[0])
		},
		ValidArgsFunction: a.completeConfigured,
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

func runSourceCheck(ctx context.Context, a *app, format, arg string) error {
	cfg, err := a.readConfig()
	if errors.Is(err, fs.ErrNotExist) {
		cfg, err = &archive.Config{}, nil // a URL can be tried without an archive
	}
	if err != nil {
		return err
	}
	src, ok := cfg.Find(arg)
	if !ok {
		src = archive.Source{URL: arg, Pages: []archive.Page{{URL: arg}}}
	}
	if !ok && !strings.Contains(arg, "://") {
		return withHint(fmt.Errorf("%s: no such source in %s", arg, a.configPath()), "give a URL, or see policylog source list")
	}
	env, err := a.captureEnv("")
	if err != nil {
		return err
	}
	o, err := archive.Check(ctx, cfg, src, env)
	if err != nil {
		return err
	}
	if err := printChecked(a, format, arg, o); err != nil {
		return err
	}
	if o.Status == archive.StatusFailed || o.Status == archive.StatusHeld {
		return &statusError{code: 1, err: o.Err}
	}
	return nil
}

func printChecked(a *app, format, arg string, o archive.Outcome) error {
	if format == "json" {
		c := checkedSource{
			URL: o.FinalURL, Moved: o.Moved, Status: o.Status, Title: o.Title, Language: o.Language, Updated: o.Updated,
			Effective: o.Effective, Label: o.Label, Bytes: len(o.Markdown),
			HeldFor: o.HeldFor, HeldKind: o.HeldFor.HeldKind(), Notes: o.Notes,
		}
		if o.Err != nil {
			c.Error = o.Err.Error()
		}
		return writeReport(a.stdout, "policylog.source-check/1", c)
	}
	line := func(label, text string) { fmt.Fprintln(a.stdout, a.labelled(label, printable(text))) }
	line("url", o.FinalURL)
	line("status", a.status(o.Status))
	for _, f := range [][2]string{
		{"title", o.Title},
		{"language", o.Language},
		{"updated", o.Updated},
		{"effective", o.Effective},
		{"label", o.Label},
		{"held", a.reason(o.HeldFor)},
	} {
		if f[1] != "" {
			line(f[0], f[1])
		}
	}
	if len(o.Markdown) > 0 {
		line("text", a.put(saysTextBytes, len(o.Markdown), "policylog extract "+arg))
	}
	for _, n := range o.Notes {
		line("note", a.reason(n))
	}
	return nil
}

// checkedSource is a source as `source check --format json` prints it.
type checkedSource struct {
	URL       string          `json:"url"`
	Moved     []string        `json:"moved,omitempty"`
	Status    string          `json:"status"`
	Title     string          `json:"title"`
	Language  string          `json:"language"`
	Updated   string          `json:"updated"`
	Effective string          `json:"effective"`
	Label     string          `json:"label"`
	Bytes     int             `json:"bytes"`
	HeldFor   reason.Reason   `json:"held_for,omitzero"`
	HeldKind  string          `json:"held_kind,omitempty"`
	Error     string          `json:"error,omitempty"`
	Notes     []reason.Reason `json:"notes,omitempty"`
}

func newSourceImportCommand(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:     "import DIR",
		Short:   "Add the sources of a directory of Open Terms Archive declarations",
		Example: `  policylog source import ~/pga-declarations/declarations`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSourceImport(cmd.Context(), a, format, args[0])
		},
	}
	formatFlag(cmd, &format, "text", "json")
	return cmd
}

// importedSources is what `source import --format json` prints.
type importedSources struct {
	Added []listedSource `json:"added"`
	Left  []string       `json:"left"` // what was not taken over, and why
}

func runSourceImport(ctx context.Context, a *app, format, dir string) error {
	d, err := archive.ReadDeclarations(dir)
	if err != nil {
		return err
	}
	var added []archive.Source
	err = a.editConfig(ctx, func(name string, text []byte) ([]byte, error) {
		known, err := archive.ParseConfig(name, text)
		if err != nil {
			return nil, err
		}
		for _, s := range d.Sources {
			if _, there := known.Find(s.ID); there {
				d.Left = append(d.Left, s.ID+": already in policylog.yaml, left as it is")
				continue
			}
			if text, err = archive.AddSource(name, text, s); err != nil {
				return nil, err
			}
			added = append(added, s)
		}
		return text, nil
	})
	if err != nil {
		return err
	}
	d.Sources = added
	if format == "json" {
		return writeReport(a.stdout, "policylog.source-import/1", importedSources{Added: listSources(d.Sources), Left: append([]string{}, d.Left...)})
	}
	for _, s := range d.Sources {
		fmt.Fprintln(a.stdout, a.put(saysAddedOne, s.ID))
	}
	for _, l := range d.Left {
		fmt.Fprintln(a.stderr, a.put(saysLeft, printable(l)))
	}
	line := a.put(saysAddedAll, a.counting(len(d.Sources)), a.configPath())
	if n := len(d.Left); n > 0 {
		line += a.put(saysLeftAll, n)
	}
	_, err = fmt.Fprintln(a.stdout, line)
	return err
}

// counted is a number with its noun: "1 source", "2 sources".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
