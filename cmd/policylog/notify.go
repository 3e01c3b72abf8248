package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"policylog/archive"
	"policylog/diff/changelog"
	"policylog/diff/notice"
	"policylog/send"
	"policylog/store"
)

// sentSchema names the shape of the record of what was sent.
const sentSchema = "policylog.sent/1"

// sent is what a target was told, kept in the archive's state as notify-TARGET.json: it holds names, commits and times,
// and nothing of the target's address.
type sent struct {
	Schema   string            `json:"schema"`
	Day      string            `json:"day,omitempty"`     // of the last digest, UTC
	Versions map[string]string `json:"versions"`          // by source: the version up to which it was told
	Notices  map[string]string `json:"notices,omitempty"` // by key: when a notice was sent by hand
	Sending  *sending          `json:"sending,omitempty"` // begun, and not known how it ended
	raw      []byte            // as it is recorded
}

// sending is what is being sent. It is recorded before a message leaves and taken back when the outcome is known: a run
// that is killed between leaves it, and the next one knows that the message may have arrived.
type sending struct {
	Since    string            `json:"since"`
	Versions map[string]string `json:"versions,omitempty"` // by source: what the target knows if it arrived
	Notice   string            `json:"notice,omitempty"`   // the key of a notice sent by hand
}

func sentFile(target string) string { return "notify-" + target + ".json" }

func readSent(ctx context.Context, s *store.Store, target string) (*sent, error) {
	raw, err := s.State(ctx, sentFile(target))
	if err != nil {
		return nil, err
	}
	out := &sent{raw: raw}
	if raw != nil {
		if err := json.Unmarshal(raw, out); err != nil || out.Schema != sentSchema {
			return nil, fmt.Errorf("state %s is not what policylog wrote", sentFile(target))
		}
	}
	if out.Versions == nil {
		out.Versions = map[string]string{}
	}
	if out.Notices == nil {
		out.Notices = map[string]string{}
	}
	return out, nil
}

// write records what a target was told, if that is news.
func (r *sent) write(ctx context.Context, s *store.Store, target string) error {
	r.Schema = sentSchema
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	raw = append(raw, '\n')
	if string(raw) == string(r.raw) {
		return nil
	}
	_, err = s.Record(context.WithoutCancel(ctx), store.Batch{State: map[string][]byte{sentFile(target): raw}})
	if err == nil {
		r.raw = raw
	}
	return err
}

// once delivers a message to a target so that no later run sends it again, whatever happens in between.
func (r *sent) once(ctx context.Context, s *store.Store, target string, what sending, deliver func() error) error {
	r.Sending = &what
	if err := r.write(ctx, s, target); err != nil {
		return err // what cannot be recorded is not sent
	}
	err := deliver()
	if err == nil {
		r.take(&what)
	}
	r.Sending = nil
	return errors.Join(err, r.write(ctx, s, target))
}

// take enters what was sent.
func (r *sent) take(what *sending) {
	maps.Copy(r.Versions, what.Versions)
	if what.Notice != "" {
		r.Notices[what.Notice] = what.Since
	} else if len(what.Since) >= len(time.DateOnly) {
		r.Day = what.Since[:len(time.DateOnly)]
	}
}

// settle takes what an earlier run began to send, and did not live to see the end of, as sent: told twice is worse than
// told once and asked. It says so.
func (r *sent) settle(w io.Writer, target string) {
	if r.Sending == nil {
		return
	}
	fmt.Fprintf(w, "warning: notify %s: a run ended while it sent a message (%s); whether it arrived is not known, and it is not sent again by itself\n",
		target, printable(r.Sending.Since))
	for _, source := range slices.Sorted(maps.Keys(r.Sending.Versions)) {
		fmt.Fprintf(w, "hint: policylog notice %s --send --target %s\n", shellWord(source), shellWord(target))
	}
	r.take(r.Sending)
	r.Sending = nil
}

// notifier tells the targets of policylog.yaml what a run found.
type notifier struct {
	*app
	store    *store.Store
	cfg      *archive.Config
	told     map[string]*sent  // by target
	stood    map[string]string // by source: its latest version before the run
	reviewed map[string]notice.Verdict
}

// notifications are what is to be done after a run so that the targets learn of it. A state that cannot be read fails no
// run either.
func (a *app) notifications(ctx context.Context, s *store.Store, cfg *archive.Config, o fetchOptions) (func(), error) {
	var show io.Writer
	switch o.notify {
	case "":
		return func() {}, nil
	case "show":
		show = a.stdout
		if o.format == "json" {
			show = a.stderr
		}
	case "send":
	default:
		return nil, fmt.Errorf("--notify=%s: want send or show", o.notify)
	}
	if len(cfg.Notify) == 0 {
		return nil, withHint(fmt.Errorf("--notify: %s names no target", a.configPath()), "notify: [{name: team, url: \"${TEAM_WEBHOOK}\"}]")
	}
	n, err := newNotifier(ctx, a, s, cfg)
	if err != nil {
		fmt.Fprintf(a.stderr, "warning: notify: %s; nobody is told of this run\n", printable(err.Error()))
		return func() {}, nil
	}
	return func() { n.tell(ctx, show) }, nil
}

// newNotifier notes where the sources stand, before a run. A source that a target was never told of is told of from
// there on: a target that is new does not get the history.
func newNotifier(ctx context.Context, a *app, s *store.Store, cfg *archive.Config) (*notifier, error) {
	n := &notifier{app: a, store: s, cfg: cfg, told: map[string]*sent{}, stood: map[string]string{}}
	for _, t := range cfg.Notify {
		r, err := readSent(ctx, s, t.Name)
		if err != nil {
			return nil, err
		}
		r.settle(a.stderr, t.Name)
		n.told[t.Name] = r
	}
	for _, src := range cfg.Sources {
		v, err := n.latest(ctx, src.ID)
		if err != nil {
			return nil, err
		}
		n.stood[src.ID] = v.Commit
	}
	reviews, err := readReviews(ctx, s)
	n.reviewed = verdictsOf(reviews)
	return n, err
}

// latest is the last version of a source; the zero value when there is none.
func (n *notifier) latest(ctx context.Context, source string) (store.Version, error) {
	history, err := n.store.History(ctx, source)
	if err != nil || len(history) == 0 {
		if isUnknownSource(err) || isNoVersion(err) {
			err = nil
		}
		return store.Version{}, err
	}
	return history[len(history)-1], nil
}

// tell sends each target what is due to it, or with show prints it. What could not be sent is said and stays due: it
// fails no run.
func (n *notifier) tell(ctx context.Context, show io.Writer) {
	for i := range n.cfg.Notify {
		t := &n.cfg.Notify[i]
		if err := n.tellOne(ctx, t, show); err != nil {
			fmt.Fprintf(n.stderr, "warning: notify %s: %s; it stays due\n", t.Name, printable(err.Error()))
		}
	}
}

func (n *notifier) tellOne(ctx context.Context, t *archive.Target, show io.Writer) error {
	told := n.told[t.Name]
	next := map[string]string{} // what it knows once it is told
	var notices []*notice.Notice
	var failed []error
	for _, src := range n.cfg.Sources {
		if !t.Wants(src.ID) {
			continue
		}
		made, at, err := n.due(ctx, t, src.ID)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", src.ID, err))
			continue
		}
		if told.Versions[src.ID] == "" && n.stood[src.ID] != "" {
			told.Versions[src.ID] = n.stood[src.ID]
		}
		if at != "" {
			next[src.ID] = at
		}
		if made != nil && worthTelling(made, t.Significance) {
			notices = append(notices, made)
		}
	}
	today := n.now().UTC().Format(time.DateOnly)
	if show != nil && len(notices) == 0 {
		fmt.Fprintf(show, "notify %s: nothing to send\n", t.Name)
	}
	waits := len(notices) > 0 && t.Every == archive.EveryDay && told.Day == today && show == nil
	if len(notices) > 0 && !waits {
		digest := notice.MakeDigest(notices, n.languageOf(t), today)
		if err := n.hand(ctx, t, digest, sending{Since: n.now().UTC().Format(time.RFC3339), Versions: next}, show); err != nil {
			failed = append(failed, err)
			waits = true
		}
	}
	if !waits {
		maps.Copy(told.Versions, next)
	}
	if show == nil {
		failed = append(failed, told.write(ctx, n.store, t.Name))
	}
	return errors.Join(failed...)
}

// hand delivers a digest once, or with show says what would go where.
func (n *notifier) hand(ctx context.Context, t *archive.Target, d *notice.Digest, what sending, show io.Writer) error {
	send := func() error { return deliver(ctx, n.app, t, n.cfg.Defaults.Retries, d, show) }
	if show != nil {
		return send()
	}
	return n.told[t.Name].once(ctx, n.store, t.Name, what, send)
}

// due is the notice of what a target does not know of a source, nil for nothing, and the version that it then knows.
// What changed in several steps since is told as one change.
func (n *notifier) due(ctx context.Context, t *archive.Target, source string) (*notice.Notice, string, error) {
	history, err := n.store.History(ctx, source)
	if err != nil || len(history) == 0 {
		if isUnknownSource(err) || isNoVersion(err) {
			err = nil
		}
		return nil, "", err
	}
	last := history[len(history)-1]
	known := or(n.told[t.Name].Versions[source], n.stood[source])
	base := slices.IndexFunc(history, func(v store.Version) bool { return v.Commit == known })
	if base < 0 || known == last.Commit {
		return nil, last.Commit, nil // a first version is no change
	}
	speaker := *n.app
	speaker.lang = n.languageOf(t)
	m := &noticeMaker{app: &speaker, store: n.store, o: noticeOptions{voice: string(notice.Observer)}, reviewed: n.reviewed}
	made, _, err := m.notice(ctx, history[base], last)
	return made, last.Commit, err
}

func (n *notifier) languageOf(t *archive.Target) string { return or(t.Language, n.messageLang()) }

// worthTelling says whether a notice is as significant as a target asks.
func worthTelling(n *notice.Notice, least archive.Significance) bool {
	switch n.Significance() {
	case changelog.ByFact:
		return true
	case changelog.ByContent:
		return least != archive.TellFacts
	case changelog.ByWording:
		return least == archive.TellWording || least == archive.TellAny
	}
	return least == archive.TellAny && len(n.Clauses) > 0
}

// deliver sends a digest to a target, or with show says what would go where.
func deliver(ctx context.Context, a *app, t *archive.Target, retries int, d *notice.Digest, show io.Writer) error {
	to, err := send.ParseAddress(t.URL, a.getenv)
	if err != nil {
		return fmt.Errorf("%s:%d: %w", a.configPath(), t.Line, err)
	}
	if show != nil {
		text, err := send.Preview(to, d)
		if err != nil {
			return err
		}
		fmt.Fprintf(show, "notify %s, %s:\n\n%s\n", t.Name, to, indented(text))
		return nil
	}
	if err := (send.Sender{Retries: retries}).Send(ctx, to, d, a.now()); err != nil {
		return fmt.Errorf("%s: %w", to, err)
	}
	return nil
}

func indented(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if line != "\n" {
			b.WriteString("  ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// noticeKey is what a notice that was sent by hand is remembered by. A draft and what became of it are two.
func noticeKey(n *notice.Notice) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{n.Source, n.Old.Ref, n.New.Ref, n.Language, string(n.Voice), n.DraftMark}, "\x00")))
	return fmt.Sprintf("%x", sum[:10])
}

// send sends one notice to the targets that are named, or to all. It goes on with the others when one fails.
func (n *noticeMaker) send(ctx context.Context, arg string) error {
	raw, err := n.store.Config(ctx)
	if err != nil {
		return err
	}
	if raw == nil {
		return withHint(errors.New("--send: there is no policylog.yaml that names a target"), "write one beside the archive, with notify in it")
	}
	cfg, err := archive.ParseConfig(n.configPath(), raw)
	if err != nil {
		return err
	}
	targets, err := targetsNamed(cfg, n.o.targets)
	if err != nil {
		return err
	}
	var failed []error
	for i := range targets {
		if err := n.sendTo(ctx, &targets[i], cfg, arg); err != nil {
			failed = append(failed, fmt.Errorf("send to %s: %w", targets[i].Name, err))
		}
	}
	return errors.Join(failed...)
}

func targetsNamed(cfg *archive.Config, names []string) ([]archive.Target, error) {
	if len(cfg.Notify) == 0 {
		return nil, withHint(errors.New("--send: policylog.yaml names no target"), "notify: [{name: team, url: \"${TEAM_WEBHOOK}\"}]")
	}
	if len(names) == 0 {
		return cfg.Notify, nil
	}
	var out []archive.Target
	for _, name := range names {
		i := slices.IndexFunc(cfg.Notify, func(t archive.Target) bool { return t.Name == name })
		if i < 0 {
			var known []string
			for _, t := range cfg.Notify {
				known = append(known, t.Name)
			}
			return nil, withHint(fmt.Errorf("--target %s: there is none of that name in policylog.yaml", name), "there are: %s", strings.Join(known, ", "))
		}
		out = append(out, cfg.Notify[i])
	}
	return out, nil
}

func (n *noticeMaker) sendTo(ctx context.Context, t *archive.Target, cfg *archive.Config, arg string) error {
	speaker := *n.app
	speaker.lang = or(n.lang, or(t.Language, n.messageLang()))
	m := *n
	m.app = &speaker
	old, new, err := m.versions(ctx, arg)
	if err != nil {
		return err
	}
	made, _, err := m.notice(ctx, old, new)
	if err != nil {
		return err
	}
	m.say(made)
	if made.Draft && !n.o.draft && !n.o.dryRun {
		return withHint(fmt.Errorf("the notice is a draft: %d without a verdict", made.Unreviewed),
			"policylog review %s --unreviewed; or send the draft with --draft", shellWord(made.Source))
	}
	digest := notice.MakeDigest([]*notice.Notice{made}, speaker.lang, "")
	if n.o.dryRun {
		return deliver(ctx, n.app, t, 0, digest, n.stdout)
	}
	told, err := readSent(ctx, n.store, t.Name)
	if err != nil {
		return err
	}
	told.settle(n.stderr, t.Name)
	if err := told.write(ctx, n.store, t.Name); err != nil {
		return err
	}
	key := noticeKey(made)
	if when := told.Notices[key]; when != "" && !n.o.again {
		fmt.Fprintf(n.stdout, "%s: sent before, %s; --again sends it once more\n", t.Name, when)
		return nil
	}
	what := sending{Since: n.now().UTC().Format(time.RFC3339), Notice: key}
	err = told.once(ctx, n.store, t.Name, what, func() error { return deliver(ctx, n.app, t, cfg.Defaults.Retries, digest, nil) })
	if err != nil {
		return err
	}
	fmt.Fprintf(n.stdout, "%s: sent “%s”\n", t.Name, printable(digest.Title))
	return nil
}
