package main

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/diff/render/safe"
	"policylog/store"
)

type exportOptions struct {
	to, since, until, format string
	change                   bool
}

func newExportCommand(a *app) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export [SOURCE...] --to DIR|-",
		Short: "Write versions as dated files with an index, for research",
		Long: `Writes every version of the sources (none: all) as SOURCE/DATE-COMMIT.md, front matter first, and index.csv and
index.json beside them. To - it is one tar on standard output. The same archive gives the same bytes. With --format json
it is said of every file what it is, and its checksum.

With --change it is the evidence of one change of one SOURCE[@WHEN]: both raw snapshots with their headers, both texts,
the comparison, the checksums, and how to check them with git and sha256sum.`,
		Example: `  policylog export --to research
  policylog export 'xiaomi/*' --since 2023-01-01 --to - | zstd > xiaomi.tar.zst
  policylog export --change xiaomi/privacy-policy.en@2024-05-16 --to evidence`,
		RunE:              func(cmd *cobra.Command, args []string) error { return runExport(cmd.Context(), a, o, args) },
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &o.format, "text", "json")
	f := cmd.Flags()
	f.StringVar(&o.to, "to", "", "`DIR` to write, new or empty, or - for a tar on standard output")
	f.StringVar(&o.since, "since", "", "only versions captured on or after `DATE`")
	f.StringVar(&o.until, "until", "", "only versions captured before the end of `DATE`")
	f.BoolVar(&o.change, "change", false, "the evidence of one change")
	return cmd
}

func runExport(ctx context.Context, a *app, o exportOptions, args []string) error {
	var from, to time.Time
	if o.since != "" {
		p, err := store.ParsePeriod(o.since)
		if err != nil {
			return fmt.Errorf("--since: %w", err)
		}
		from = p.From
	}
	if o.until != "" {
		p, err := store.ParsePeriod(o.until)
		if err != nil {
			return fmt.Errorf("--until: %w", err)
		}
		to = p.To
	}
	if o.to == "" {
		return flagMissing.with(nil, "to").hinting(seeHelp, "policylog export")
	}
	if o.to == "-" && o.format == "json" {
		return errors.New("--format json goes with --to DIR: standard output is the tar")
	}
	if o.change && len(args) != 1 {
		return fmt.Errorf("--change goes with one SOURCE")
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	files, err := a.sinkFor(o.to)
	if err != nil {
		return err
	}
	out := &listing{sink: files, list: []listedFile{}}
	if o.change {
		err = a.exportChange(ctx, s, out, args[0])
	} else {
		err = exportVersions(ctx, s, out, args, func(t time.Time) bool {
			return (from.IsZero() || !t.Before(from)) && (to.IsZero() || t.Before(to))
		})
	}
	if err = errors.Join(err, out.close()); err != nil || o.to == "-" {
		return err
	}
	if o.format == "json" {
		return safe.WriteJSON(a.stdout, struct {
			Schema string       `json:"schema"`
			To     string       `json:"to"`
			Files  []listedFile `json:"files"`
		}{"policylog.export/1", o.to, out.list})
	}
	_, err = fmt.Fprintln(a.stdout, a.count(pWritten, len(out.list), o.to))
	return err
}

// listedFile is a written file as `export --format json` tells of it. The index and what else is of no version alone has
// neither source nor commit.
type listedFile struct {
	Path     string `json:"path"`
	Source   string `json:"source,omitempty"`
	Captured string `json:"captured,omitempty"`
	Commit   string `json:"commit,omitempty"`
	SHA256   string `json:"sha256"` // of the file
	Bytes    int    `json:"bytes"`
}

// listing is a sink that keeps a list of what was written, and of which version it is.
type listing struct {
	sink
	version store.Version // the zero value: of none alone
	list    []listedFile
}

func (l *listing) file(name string, when time.Time, data []byte) error {
	sum := sha256.Sum256(data)
	l.list = append(l.list, listedFile{
		Path: name, Source: l.version.Source, Captured: stamp(l.version.Captured), Commit: l.version.Commit,
		SHA256: hex.EncodeToString(sum[:]), Bytes: len(data),
	})
	return l.sink.file(name, when, data)
}

// exported is a version as the index has it.
type exported struct {
	File      string `json:"file"`
	Source    string `json:"source"`
	Language  string `json:"language"`
	Captured  string `json:"captured"`
	Updated   string `json:"updated"`
	Effective string `json:"effective"`
	Label     string `json:"label"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Kind      string `json:"kind"`
	Origin    string `json:"origin"`
	Commit    string `json:"commit"`
	SHA256    string `json:"sha256"` // of the text, without the front matter
	Bytes     int    `json:"bytes"`
}

// exportVersions writes the versions one by one, and the index at the end.
func exportVersions(ctx context.Context, s *store.Store, out *listing, args []string, wanted func(time.Time) bool) error {
	names, err := sources(ctx, s, args)
	if err != nil {
		return err
	}
	slices.Sort(names)
	index := []exported{}
	for _, name := range names {
		history, err := s.History(ctx, name)
		if isNoVersion(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := s.Describe(ctx, history); err != nil {
			return err
		}
		for _, v := range history {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !wanted(v.Captured) {
				continue
			}
			text, err := s.Text(ctx, v)
			if err != nil {
				return err
			}
			e := exportedOf(v, text)
			out.version = v
			if err := out.file(e.File, v.Captured, append(frontMatter(e), text...)); err != nil {
				return err
			}
			index = append(index, e)
		}
	}
	out.version = store.Version{}
	return writeIndex(out, index)
}

func exportedOf(v store.Version, text []byte) exported {
	id, _ := store.ParseSourceID(v.Source)
	day := or(dayOf(v.Captured), "undated")
	sum := sha256.Sum256(text)
	return exported{
		File: path.Join(v.Source, day+"-"+v.Commit[:min(len(v.Commit), 10)]+".md"), Source: v.Source, Language: id.Language,
		Captured: stamp(v.Captured), Updated: v.Updated, Effective: v.Effective, Label: v.Label, Title: v.Title, URL: v.URL,
		Kind: string(v.Kind), Origin: v.Origin, Commit: v.Commit, SHA256: hex.EncodeToString(sum[:]), Bytes: len(text),
	}
}

// fields are a version's, in the order of the index.
func (e exported) fields() [][2]string {
	return [][2]string{
		{"file", e.File},
		{"source", e.Source},
		{"language", e.Language},
		{"captured", e.Captured},
		{"updated", e.Updated},
		{"effective", e.Effective},
		{"label", e.Label},
		{"title", e.Title},
		{"url", e.URL},
		{"kind", e.Kind},
		{"origin", e.Origin},
		{"commit", e.Commit},
		{"sha256", e.SHA256},
		{"bytes", strconv.Itoa(e.Bytes)},
	}
}

// frontMatter is YAML whose values are JSON strings, which YAML reads as they are: nothing in them can end the block.
func frontMatter(e exported) []byte {
	var b bytes.Buffer
	b.WriteString("---\n")
	for _, f := range e.fields()[1:] {
		if f[1] == "" {
			continue
		}
		quoted, _ := json.Marshal(f[1])
		fmt.Fprintf(&b, "%s: %s\n", f[0], quoted)
	}
	b.WriteString("---\n\n")
	return b.Bytes()
}

func writeIndex(out sink, index []exported) error {
	var table, list bytes.Buffer
	w := csv.NewWriter(&table)
	head := []string{}
	for _, f := range (exported{}).fields() {
		head = append(head, f[0])
	}
	if err := w.Write(head); err != nil {
		return err
	}
	for _, e := range index {
		row := []string{}
		for _, f := range e.fields() {
			row = append(row, inert(f[1]))
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	if err := out.file("index.csv", time.Time{}, table.Bytes()); err != nil {
		return err
	}
	if err := safe.WriteJSON(&list, index); err != nil {
		return err
	}
	return out.file("index.json", time.Time{}, list.Bytes())
}

// inert keeps a spreadsheet from reading a cell of the policy's as a formula.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// sink is where files go: a directory or a tar.
type sink interface {
	file(name string, when time.Time, data []byte) error
	close() error
}

func (a *app) sinkFor(to string) (sink, error) {
	if to == "-" {
		return &tarSink{tar.NewWriter(a.stdout)}, nil
	}
	if found, err := os.ReadDir(to); err == nil && len(found) > 0 {
		return nil, withHint(fmt.Errorf("export: %s is not empty", to), "name a directory that does not exist yet")
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("export: %w", err)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return &dirSink{root}, nil
}

// dirSink writes below one directory: no name leads out of it.
type dirSink struct{ root *os.Root }

func (d *dirSink) file(name string, when time.Time, data []byte) error {
	if err := d.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := d.root.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if !when.IsZero() {
		_ = d.root.Chtimes(name, when, when) // a date of convenience: the front matter has it
	}
	return nil
}

func (d *dirSink) close() error { return d.root.Close() }

// tarSink writes entries whose metadata depends on the archive alone.
type tarSink struct{ w *tar.Writer }

func (t *tarSink) file(name string, when time.Time, data []byte) error {
	if when.IsZero() {
		when = time.Unix(0, 0)
	}
	h := &tar.Header{Name: name, Mode: 0o644, Size: int64(len(data)), ModTime: when.UTC().Truncate(time.Second), Typeflag: tar.TypeReg, Format: tar.FormatPAX}
	if err := t.w.WriteHeader(h); err != nil {
		return fmt.Errorf("export %s: %w", name, err)
	}
	_, err := io.Copy(t.w, bytes.NewReader(data))
	return err
}

func (t *tarSink) close() error { return t.w.Close() }
