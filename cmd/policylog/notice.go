package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/notice"
	"policylog/diff/notice/eml"
	"policylog/diff/notice/feed"
	"policylog/diff/terms"
	"policylog/store"
)

type noticeOptions struct {
	format, voice, out, template string
	from, to, since              string
	service, contact, url        string
	mailFrom                     string
	mailTo                       []string
	targets                      []string
	send, dryRun, again, draft   bool
}

func newNoticeCommand(a *app) *cobra.Command {
	var o noticeOptions
	cmd := &cobra.Command{
		Use:   "notice SOURCE",
		Short: "Write an update notice or a change report to be sent",
		Long: `Writes what changed in a policy as a notice in the reader's language (--lang), whatever the policy's: what, where,
from what to what, with the original text before and after. In an observer's voice it says that the publisher did not
issue it; in the publisher's it is marked as a draft until every change has a person's verdict (policylog review).

Formats: text, markdown, html (one file, for mail too), json, eml (an e-mail message), atom (a feed, one entry for each
version since --since), table, table-html and docx (the comparison table: old, new, remark), redline (a document with
tracked changes). A template of your own gets the data that --format json shows; one named .html is escaped as HTML.

With --send it goes to the targets under notify in policylog.yaml, once to each: by mail with plain text and HTML, else in
short. Their sources and significance are for fetch --notify; what is sent by hand goes to whom you name.`,
		Example: `  policylog notice xiaomi/privacy-policy.zh-TW --lang zh-TW
  policylog notice xiaomi/privacy-policy.en --voice publisher --service Xiaomi --contact privacy@xiaomi.example --format eml -o notice.eml
  policylog notice xiaomi/privacy-policy.zh-CN --from 2023-01-01 --format docx -o table.docx
  policylog notice xiaomi/privacy-policy.en --template mine.html -o notice.html
  policylog notice xiaomi/privacy-policy.zh-TW --send --target team --dry-run`,
		Args:              cobra.ExactArgs(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runNotice(cmd.Context(), a, o, args[0]) },
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &o.format, "text", "markdown", "html", "json", "eml", "atom", "table", "table-html", "docx", "redline")
	f := cmd.Flags()
	f.StringVar(&o.voice, "voice", "observer", "`VOICE` that speaks: observer or publisher")
	f.StringVar(&o.from, "from", "", "old version: `WHEN` (default: the one before --to)")
	f.StringVar(&o.to, "to", "", "new version: `WHEN` (default: latest)")
	f.StringVar(&o.since, "since", "", "everything since `WHEN`; of a feed, an entry for each version since")
	f.StringVarP(&o.out, "output", "o", "", "write to `FILE`")
	f.StringVar(&o.template, "template", "", "write through a template of your own: `FILE`")
	f.StringVar(&o.service, "service", "", "the publisher's `NAME`, as readers know it (default: from the source's name)")
	f.StringVar(&o.contact, "contact", "", "`ADDRESS` where readers may ask (publisher's voice)")
	f.StringVar(&o.url, "url", "", "`URL` where the full text stands (default: where it was captured)")
	f.StringVar(&o.mailFrom, "mail-from", "", "`ADDRESS` of the sender of the e-mail message")
	f.StringSliceVar(&o.mailTo, "mail-to", nil, "`ADDRESSES` of the recipients of the e-mail message")
	f.BoolVar(&o.send, "send", false, "send it to the targets of policylog.yaml")
	f.StringSliceVar(&o.targets, "target", nil, "send to the target `NAME` alone (default: all)")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --send: print what would be sent, and where")
	f.BoolVar(&o.again, "again", false, "with --send: send what was sent before")
	f.BoolVar(&o.draft, "draft", false, "with --send: send a draft too")
	cmd.MarkFlagsMutuallyExclusive("since", "from")
	for _, other := range []string{"format", "template", "output", "mail-from", "mail-to"} {
		cmd.MarkFlagsMutuallyExclusive("send", other)
	}
	cmd.MarkFlagsMutuallyExclusive("template", "format")
	_ = cmd.RegisterFlagCompletionFunc("voice", cobra.FixedCompletions([]string{"observer", "publisher"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runNotice(ctx context.Context, a *app, o noticeOptions, arg string) error {
	if o.voice != string(notice.Observer) && o.voice != string(notice.Publisher) {
		return choice("voice", o.voice, []string{string(notice.Observer), string(notice.Publisher)})
	}
	if binary := o.format == "docx" || o.format == "redline"; binary && o.out == "" && a.outIsTerminal() {
		return withHint(fmt.Errorf("--format %s is not for a terminal", o.format), "name a file with -o FILE")
	}
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	reviews, err := readReviews(ctx, s)
	if err != nil {
		return err
	}
	n := &noticeMaker{app: a, store: s, o: o, reviewed: verdictsOf(reviews)}
	if o.send {
		return n.send(ctx, arg)
	}
	var out bytes.Buffer
	if err := n.write(ctx, &out, arg); err != nil {
		return err
	}
	if o.out != "" {
		return writeFile(o.out, out.Bytes(), 0o644)
	}
	w := a.stdout
	if o.template == "" && (o.format == "text" || o.format == "markdown" || o.format == "table") {
		w = a.page()
	}
	_, err = w.Write(out.Bytes())
	return err
}

// noticeMaker makes the notices of one command.
type noticeMaker struct {
	*app
	store    *store.Store
	o        noticeOptions
	reviewed map[string]notice.Verdict
}

func (n *noticeMaker) write(ctx context.Context, w io.Writer, arg string) error {
	if n.o.format == "atom" && n.o.template == "" {
		return n.writeFeed(ctx, w, arg)
	}
	old, new, err := n.versions(ctx, arg)
	if err != nil {
		return err
	}
	made, r, err := n.notice(ctx, old, new)
	if err != nil {
		return err
	}
	n.say(made)
	if n.o.template != "" {
		return n.writeTemplate(w, made)
	}
	switch n.o.format {
	case "markdown":
		return notice.Markdown(w, made)
	case "html":
		return notice.HTML(w, made)
	case "json":
		return notice.JSON(w, made)
	case "eml":
		return eml.Write(w, made, eml.Options{From: n.o.mailFrom, To: n.o.mailTo})
	case "table":
		return notice.TableMarkdown(w, made)
	case "table-html":
		return notice.TableHTML(w, made)
	case "docx":
		return notice.TableDOCX(w, made)
	case "redline":
		return notice.Redline(w, made, r)
	}
	return notice.PlainText(w, made)
}

// say tells on stderr what a person who signs should know.
func (n *noticeMaker) say(made *notice.Notice) {
	if made.Voice != notice.Publisher || n.quiet {
		return
	}
	if made.LeftOut > 0 {
		fmt.Fprintf(n.stderr, "note: %d left out by review (noise or extraction-error)\n", made.LeftOut)
	}
	if made.Draft {
		fmt.Fprintf(n.stderr, "note: a draft: %d without a verdict; see policylog review %s --unreviewed\n", made.Unreviewed, shellWord(made.Source))
	}
}

// shellWord is a name as it is typed in a shell.
func shellWord(s string) string {
	if strings.ContainsAny(s, " '\"\\$`*?[]<>|&;()") {
		return "'" + strings.ReplaceAll(printable(s), "'", `'\''`) + "'"
	}
	return printable(s)
}

// notice makes the notice of two versions.
func (n *noticeMaker) notice(ctx context.Context, from, to store.Version) (*notice.Notice, *diff.Result, error) {
	old, new, err := n.pair(ctx, n.store, from, to)
	if err != nil {
		return nil, nil, err
	}
	r := compare(old, new, nil)
	parallel, err := n.parallel(ctx, from, to, old, new, r.New.Language)
	if err != nil {
		return nil, nil, err
	}
	return notice.Make(r, notice.Options{
		Voice: notice.Voice(n.o.voice), Lang: n.messageLang(), Reviewed: n.reviewed, Service: n.o.service, Contact: n.o.contact,
		URL: or(n.o.url, to.URL), AsOf: n.now().UTC().Format(time.DateOnly), OldRef: from.Commit, NewRef: to.Commit, Parallel: parallel,
	}), r, nil
}

// parallel finds the publisher's own text in the reader's script, as it stood at the same times; nil when the archive has
// none or the policy is in that script.
func (n *noticeMaker) parallel(ctx context.Context, from, to store.Version, old, new text, language string) (*notice.Parallel, error) {
	reader := terms.For(n.messageLang()).Tag()
	if !strings.HasPrefix(reader, "zh") || !strings.HasPrefix(strings.ToLower(language), "zh") || terms.For(language).Tag() == reader {
		return nil, nil
	}
	id, err := store.ParseSourceID(to.Source)
	if err != nil || to.Captured.IsZero() || from.Captured.IsZero() {
		return nil, nil
	}
	names, err := n.store.Match(ctx, id.Service+"/"+id.Policy+".zh*")
	if err != nil && !isUnknownSource(err) {
		return nil, err
	}
	for _, name := range names {
		other, err := store.ParseSourceID(name)
		if err != nil || terms.For(other.Language).Tag() != reader {
			continue
		}
		p := &notice.Parallel{Lang: other.Language}
		if p.Old, err = n.beside(ctx, name, from, old); err != nil {
			return nil, err
		}
		if p.New, err = n.beside(ctx, name, to, new); err != nil {
			return nil, err
		}
		if p.Old != nil || p.New != nil {
			return p, nil
		}
	}
	return nil, nil
}

// beside compares a version with what another source said at the time; nil when it had nothing yet.
func (n *noticeMaker) beside(ctx context.Context, source string, v store.Version, t text) (*diff.Result, error) {
	w, err := n.store.Resolve(ctx, source, v.Captured.UTC().Format(time.RFC3339))
	if isNoVersion(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	other, err := versionText(ctx, n.store, w)
	if err != nil {
		return nil, err
	}
	return diff.Compare(doc.Parse(t.data), doc.Parse(other.data), diff.Options{Old: t.side, New: other.side}), nil
}

// versions are the two versions that a notice tells of.
func (n *noticeMaker) versions(ctx context.Context, arg string) (old, new store.Version, err error) {
	old, new, err = stepVersions(ctx, n.store, arg, n.o.from, n.o.to)
	if err != nil || n.o.since == "" {
		return old, new, err
	}
	history, err := n.store.History(ctx, new.Source)
	if err != nil {
		return old, new, err
	}
	base, err := baseOf(ctx, n.store, history, n.o.since)
	if err != nil {
		return old, new, err
	}
	if history[base].Commit == new.Commit {
		return old, new, nothingSince.with(nil, new.Source, n.o.since, or(dayOf(new.Captured), "?"))
	}
	return history[base], new, nil
}

// writeFeed writes an entry for each change of version since a time, newest first; without one for all of them.
func (n *noticeMaker) writeFeed(ctx context.Context, w io.Writer, arg string) error {
	name, when := splitVersion(arg)
	if when != "" {
		return fmt.Errorf("%s: a feed is of a whole source; bound it with --since and --to", arg)
	}
	source, err := oneSource(ctx, n.store, name)
	if err != nil {
		return err
	}
	history, err := n.store.History(ctx, source)
	if err != nil {
		return err
	}
	period := whatsnewOptions{from: n.o.from, to: n.o.to, since: n.o.since}
	first, last := 0, len(history)-1
	if period != (whatsnewOptions{}) {
		if first, last, err = periodBounds(ctx, n.store, history, period); err != nil {
			return err
		}
	}
	var notices []*notice.Notice
	for i := first + 1; i <= last; i++ {
		if history[i].Kind == store.KindTechnicalUpgrade {
			continue
		}
		made, _, err := n.notice(ctx, history[i-1], history[i])
		if err != nil {
			return err
		}
		if len(made.Clauses) > 0 || len(made.Sections) > 0 {
			notices = append(notices, made)
		}
	}
	slices.Reverse(notices)
	return feed.Write(w, source, n.messageLang(), notices, feed.Options{})
}

func (n *noticeMaker) writeTemplate(w io.Writer, made *notice.Notice) error {
	source, err := readRegular(n.o.template)
	if err != nil {
		return err
	}
	name := filepath.Base(n.o.template)
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".gohtml":
		err = notice.HTMLTemplate(w, made, name, string(source))
	default:
		err = notice.TextTemplate(w, made, name, string(source))
	}
	if err != nil {
		return withHint(err, "the data is what --format json shows, with Go's field names: see policylog/diff/notice")
	}
	return nil
}
