package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"policylog/archive"
	"policylog/archive/extract"
	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/doc"
	"policylog/diff/fact"
	"policylog/diff/render"
	"policylog/diff/topic"
	"policylog/internal/spread"
	"policylog/store"
)

type diffOptions struct {
	format       string
	from, to     string
	ignore       []string
	context      int
	sectionsOnly bool
	stat         bool
	sideBySide   bool
	inline       bool
	explain      bool
	all          bool
	contextGiven bool
}

// check refuses options that the format has no use for: to leave them out in silence would seem to have heeded them.
func (o diffOptions) check(flags *pflag.FlagSet) error {
	heeded := map[string][]string{
		"stat": {"text"}, "sections-only": {"text"}, "side-by-side": {"text"}, "inline": {"text"},
		"context": {"text", "markdown", "html", "unified"}, "explain": {"text", "markdown", "html"}, "all": {"text", "markdown", "html"},
	}
	var err error
	flags.Visit(func(f *pflag.Flag) {
		if formats, ok := heeded[f.Name]; ok && err == nil && !slices.Contains(formats, o.format) {
			err = fmt.Errorf("--%s goes with --format %s; %s has all there is in it", f.Name, strings.Join(formats, ", "), o.format)
		}
	})
	return err
}

func newDiffCommand(a *app) *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff OLD NEW | diff SOURCE",
		Short: "Say clause by clause what changed between two texts",
		Long: `Compares two files (Markdown, plain text, HTML or PDF), or two versions in an archive: sections and
blocks are aligned, so that what moved, was split, merged, renumbered or retitled is named as such; Traditional and
Simplified Chinese are compared through one form.

With one SOURCE the latest version is compared with the one before it, or --from with --to.
Exit status as diff(1): 0 nothing left to report, 1 changes, 2 trouble.`,
		Example: `  policylog diff old.md new.md
  policylog diff xiaomi/privacy-policy.zh-TW --from 2021-01-01 --to latest
  policylog diff xiaomi/privacy-policy.zh-TW@2021-01-15 xiaomi/privacy-policy.zh-CN@latest
  policylog diff policy-2023.pdf policy-2024.pdf
  policylog diff --format json --ignore cosmetic,regional old.md new.md`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(cmd.Flags()); err != nil {
				return err
			}
			o.contextGiven = cmd.Flags().Changed("context")
			return runDiff(cmd.Context(), a, o, args)
		},
		ValidArgsFunction: a.completeVersions(2, cobra.ShellCompDirectiveDefault),
	}
	formatFlag(cmd, &o.format, "text", "json", "markdown", "html", "unified")
	f := cmd.Flags()
	f.StringVar(&o.from, "from", "", "old version of SOURCE: `WHEN` (default: the one before --to)")
	f.StringVar(&o.to, "to", "", "new version of SOURCE: `WHEN` (default: latest)")
	f.StringSliceVar(&o.ignore, "ignore", nil, "`CLASSES` of change to leave out: "+strings.Join(ignorable, ", "))
	_ = cmd.RegisterFlagCompletionFunc("ignore", cobra.FixedCompletions(ignorable, cobra.ShellCompDirectiveNoFileComp))
	f.IntVarP(&o.context, "context", "U", 0, "show `N` unchanged blocks around each change")
	f.BoolVar(&o.sectionsOnly, "sections-only", false, "only which sections changed")
	f.BoolVar(&o.stat, "stat", false, "only counts")
	f.BoolVar(&o.sideBySide, "side-by-side", false, "old and new beside each other (by itself from 160 columns)")
	f.BoolVar(&o.inline, "inline", false, "old and new in one text, however wide the terminal")
	f.BoolVar(&o.explain, "explain", false, "say why each change got its class")
	f.BoolVar(&o.all, "all", false, "show differences of form too, and regional wording across scripts, which are else only counted")
	return cmd
}

// ignorable are the classes that --ignore is offered for; substantive is understood, too.
var ignorable = []string{"cosmetic", "regional", "emphasis", "link-only", "date-only", "editorial"}

// text is one side of a comparison.
type text struct {
	data []byte
	side diff.Side
}

func runDiff(ctx context.Context, a *app, o diffOptions, args []string) error {
	ignore, err := parseClasses(o.ignore)
	if err != nil {
		return err
	}
	old, new, err := a.sides(ctx, o, args)
	if err != nil {
		return err
	}
	a.tuneCollector(len(old.data) + len(new.data))
	go fact.Prepare() // while the texts are parsed and aligned
	opt := diff.Options{Old: old.side, New: new.side}
	if o.format == "json" || o.explain { // elsewhere nothing is said of topics
		opt.Topics, opt.SectionTopics = topics(), o.format == "json"
	}
	oldDoc, newDoc := parseBoth(old, new)
	r := diff.Compare(oldDoc, newDoc, opt)
	left := r.Ignore(ignore...)
	if err := a.writeDiff(a.pageFor(o.format), r, o, ignore); err != nil {
		return err
	}
	from, to := primaryLanguage(r.Old.Language), primaryLanguage(r.New.Language)
	if o.format == "text" && from != "" && to != "" && from != to {
		a.closePager()
		fmt.Fprintln(a.stderr, "hint: two languages differ in every word; policylog compare lays them beside each other, section by section")
	}
	if left > 0 {
		return &statusError{code: 1}
	}
	return nil
}

// primaryLanguage is a BCP 47 tag without script and region: zh of zh-Hant-TW.
func primaryLanguage(tag string) string {
	primary, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(primary)
}

// tuneCollector has memory tidied up as it pays for one comparison of so many bytes, unless whoever runs the program has
// said by GOGC how often it is to be.
func (env *environment) tuneCollector(bytes int) {
	const (
		lazyUpTo  = 512 << 10 // bytes; less is compared before tidying up behind it pays
		lazy      = 800       // per cent of the memory in use that may be allocated before the collector runs
		mostAByte = 450       // bytes in use for each byte of text, from where the collector runs more often
	)
	if env.getenv("GOGC") != "" {
		return
	}
	if bytes <= lazyUpTo {
		debug.SetGCPercent(lazy)
		return
	}
	given := debug.SetMemoryLimit(-1) // by GOMEMLIMIT
	debug.SetMemoryLimit(min(given, mostAByte*int64(bytes)))
}

// compare parses and compares two texts; topics is nil where nothing is said of them.
func compare(old, new text, topics changelog.Topics) *diff.Result {
	oldDoc, newDoc := parseBoth(old, new)
	return diff.Compare(oldDoc, newDoc, diff.Options{Old: old.side, New: new.side, Topics: topics})
}

// parseBoth parses two texts at once.
func parseBoth(old, new text) (oldDoc, newDoc *doc.Document) {
	spread.Both(func() { oldDoc = doc.Parse(old.data) }, func() { newDoc = doc.Parse(new.data) })
	return oldDoc, newDoc
}

// topics names the data-practice categories of the texts of a comparison, and the words that each is known by.
func topics() changelog.Topics {
	var reader topic.Reader
	return func(path []string, text string) (names, reasons []string) {
		heading := ""
		if n := len(path); n > 0 {
			path, heading = path[:n-1], path[n-1]
		}
		for _, t := range reader.Of(path, heading, text, "") {
			names = append(names, t.Name)
			reasons = append(reasons, t.Reason)
		}
		return names, reasons
	}
}

func parseClasses(names []string) ([]diff.Class, error) {
	known := []diff.Class{diff.Cosmetic, diff.Regional, diff.Emphasis, diff.LinkOnly, diff.DateOnly, diff.Editorial, diff.Substantive}
	var out []diff.Class
	for _, n := range names {
		c := diff.Class(strings.TrimSpace(n))
		if !slices.Contains(known, c) {
			return nil, choice("ignore", n, ignorable)
		}
		out = append(out, c)
	}
	return out, nil
}

// sides reads what the arguments name: two files, two versions, a file and a version, or one source.
func (a *app) sides(ctx context.Context, o diffOptions, args []string) (old, new text, err error) {
	if len(args) == 2 && (o.from != "" || o.to != "") {
		return old, new, fmt.Errorf("--from and --to go with one SOURCE")
	}
	if len(args) == 2 && isFile(args[0]) && isFile(args[1]) {
		if old, err = fileText(ctx, a, args[0]); err == nil {
			new, err = fileText(ctx, a, args[1])
		}
		return old, new, err
	}
	if len(args) == 1 && isFile(args[0]) {
		return old, new, withHint(fmt.Errorf("%s is a file, and one file has nothing to be compared with", args[0]), "policylog diff OLD NEW")
	}
	s, err := a.openFor(ctx, args)
	if err != nil {
		return old, new, err
	}
	defer s.Close()
	if len(args) == 1 {
		from, to, err := stepVersions(ctx, s, args[0], o.from, o.to)
		if err != nil {
			return old, new, err
		}
		return a.pair(ctx, s, from, to)
	}
	if isFile(args[0]) || isFile(args[1]) {
		if old, err = a.fileOrVersion(ctx, s, args[0]); err == nil {
			new, err = a.fileOrVersion(ctx, s, args[1])
		}
		return old, new, err
	}
	from, err := a.versionNotFile(ctx, s, args[0])
	if err != nil {
		return old, new, err
	}
	to, err := a.versionNotFile(ctx, s, args[1])
	if err != nil {
		return old, new, err
	}
	return a.pair(ctx, s, from, to)
}

// openFor opens the archive for arguments that name files or versions. Where there is none, what is no file is told as
// that: whoever mistyped a file's name did not ask for an archive.
func (a *app) openFor(ctx context.Context, args []string) (*store.Store, error) {
	s, err := a.open(ctx)
	if i := slices.IndexFunc(args, func(arg string) bool { return !isFile(arg) }); isNotArchive(err) && i >= 0 {
		return nil, neitherFileNorArchive.with(err, args[i], shown(a.archiveDir()))
	}
	return s, err
}

// versionNotFile resolves an argument that is no file.
func (a *app) versionNotFile(ctx context.Context, s *store.Store, arg string) (store.Version, error) {
	v, err := version(ctx, s, arg)
	if e, ok := errors.AsType[*store.UnknownSourceError](err); ok {
		return v, sourceTrouble(neitherFileNorSource, e, arg, shown(a.archiveDir()))
	}
	return v, err
}

// before is the version that a version replaced.
func before(ctx context.Context, s *store.Store, v store.Version) (store.Version, error) {
	history, err := s.History(ctx, v.Source)
	if err != nil {
		return store.Version{}, err
	}
	for i, h := range history {
		if h.Commit == v.Commit && i > 0 {
			return history[i-1], nil
		}
	}
	m := firstOfAll
	if len(history) == 1 {
		m = noneBefore
	}
	return store.Version{}, m.with(store.ErrNoVersion, v.Source, or(dayOf(v.Captured), "?"))
}

func (a *app) fileOrVersion(ctx context.Context, s *store.Store, arg string) (text, error) {
	if isFile(arg) {
		return fileText(ctx, a, arg)
	}
	v, err := a.versionNotFile(ctx, s, arg)
	if err != nil {
		return text{}, err
	}
	return versionText(ctx, s, v)
}

func isFile(arg string) bool {
	if arg == "-" {
		return true
	}
	_, err := os.Stat(arg)
	return err == nil
}

// fileText reads a file to be compared: text as it stands, of a page or a PDF what is extracted from it.
func fileText(ctx context.Context, a *app, name string) (text, error) {
	data, err := a.readInput(name)
	if err != nil {
		return text{}, err
	}
	switch ext := archive.FileExt(name, data); ext {
	case "html", "pdf":
		data, err = a.extractedText(ctx, name, ext, data)
	default:
		data, err = a.asUTF8(name, data)
	}
	return text{data: data, side: diff.Side{Source: name}}, err
}

// extractedText is the text of a page or a PDF, as fetch would record it.
func (a *app) extractedText(ctx context.Context, name, ext string, data []byte) ([]byte, error) {
	env, err := a.captureEnv("")
	if err != nil {
		return nil, err
	}
	outcome, err := archive.Extract(ctx, env, archive.Source{}, "", contentTypeOf("."+ext), data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(bytes.TrimSpace(outcome.Markdown)) == 0 {
		return nil, withHint(fmt.Errorf("%s: no text in it", name), "policylog extract --explain says what was dropped, and why")
	}
	return outcome.Markdown, nil
}

// asUTF8 gives a text as UTF-8, and says so where it is in another charset. What is no text is refused: comparing it
// would say nothing true.
func (a *app) asUTF8(name string, data []byte) ([]byte, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("%s: the file is empty", name)
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return data, nil
	}
	decoded, charset, err := extract.Decode(data, "text/plain")
	if err != nil || bytes.IndexByte(decoded, 0) >= 0 || bytes.Count(decoded, []byte("\uFFFD")) > len(decoded)/100 {
		return nil, withHint(fmt.Errorf("%s: not a text file", name), "Markdown, plain text, HTML and PDF are read")
	}
	fmt.Fprintf(a.stderr, "%s: read as %s\n", printable(name), charset)
	return decoded, nil
}

func versionText(ctx context.Context, s *store.Store, v store.Version) (text, error) {
	data, err := s.Text(ctx, v)
	return text{data: data, side: sideOf(v)}, err
}

// sideOf is a recorded version as one side of a comparison.
func sideOf(v store.Version) diff.Side {
	id, _ := store.ParseSourceID(v.Source)
	return diff.Side{
		Source: v.Source, Language: id.Language, Title: v.Title, Captured: stamp(v.Captured),
		Updated: v.Updated, Effective: v.Effective, Label: v.Label,
	}
}

// pageFor is a pager for what a person reads, stdout for what a program does.
func (a *app) pageFor(format string) io.Writer {
	if format == "text" || format == "markdown" || format == "unified" {
		return a.page()
	}
	return a.stdout
}

func (a *app) writeDiff(w io.Writer, r *diff.Result, o diffOptions, ignore []diff.Class) error {
	opt := render.Options{Lang: a.messageLang(), Ignore: ignore, ShowAll: o.all, Context: o.context, Explain: o.explain}
	switch o.format {
	case "json":
		return r.WriteJSON(w)
	case "markdown":
		return render.Markdown(w, r, opt)
	case "html":
		return render.HTML(w, r, opt)
	case "unified":
		return render.Unified(w, r, o.unifiedContext())
	}
	width := a.width()
	return render.Terminal(w, r, render.TerminalOptions{
		Options: opt, Width: width, Color: a.color(a.colors),
		SideBySide:   !o.inline && (o.sideBySide || width >= sideBySideFrom),
		SectionsOnly: o.sectionsOnly, Stat: o.stat,
	})
}

// sideBySideFrom is the width in columns from which old and new stand beside each other unless told otherwise.
const sideBySideFrom = 160

// unifiedContext is the context of a unified diff: three lines unless said otherwise, as diff -u has it.
func (o diffOptions) unifiedContext() int {
	if o.contextGiven {
		return max(o.context, 0)
	}
	return 3
}
