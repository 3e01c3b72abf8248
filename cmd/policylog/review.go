package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policylog/diff/changelog"
	"policylog/diff/notice"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/terms"
	"policylog/store"
)

type reviewOptions struct {
	format, from, to, note, by string
	set                        []string
	unreviewed, accept         bool
}

func newReviewCommand(a *app) *cobra.Command {
	var o reviewOptions
	cmd := &cobra.Command{
		Use:   "review SOURCE",
		Short: "A person's verdicts on changes",
		Long: `Lists the changes between two versions with what people decided about them, and records decisions. Verdicts:
content (the content changed), wording (only the wording did), noise (the page changed, the policy did not) and
extraction-error (the text was taken from the page wrongly). They are kept as git notes under the id of each change,
which is made of its texts: the same change of the same text has the same verdict in every source, and the same change
in the other Chinese script is offered it (--accept takes what is offered).

A notice in the publisher's voice is a draft until every change has a verdict. With --unreviewed only those without
one are listed, and the exit status is 1 when there are any.`,
		Example: `  policylog review xiaomi/privacy-policy.zh-TW --unreviewed
  policylog review xiaomi/privacy-policy.zh-TW --set 9f2c41=content --set 77ab03=wording --note "checked with legal"
  policylog review xiaomi/privacy-policy.zh-TW --set 77ab03=`,
		Args:              cobra.ExactArgs(1),
		RunE:              func(cmd *cobra.Command, args []string) error { return runReview(cmd.Context(), a, o, args[0]) },
		ValidArgsFunction: a.completeSources,
	}
	formatFlag(cmd, &o.format, "text", "json")
	f := cmd.Flags()
	f.StringVar(&o.from, "from", "", "old version: `WHEN` (default: the one before --to)")
	f.StringVar(&o.to, "to", "", "new version: `WHEN` (default: latest)")
	f.StringArrayVar(&o.set, "set", nil, "record a verdict: `ID=VERDICT`; an empty verdict takes it back")
	f.StringVar(&o.note, "note", "", "a `NOTE` to record with the verdicts")
	f.StringVar(&o.by, "by", "", "`NAME` of who decides (default: $GIT_AUTHOR_NAME, $USER)")
	f.BoolVar(&o.accept, "accept", false, "record the verdicts that are offered")
	f.BoolVar(&o.unreviewed, "unreviewed", false, "list only changes without a verdict")
	return cmd
}

// readReviews reads all reviews of an archive. Notes of other tools under the same ref are none.
func readReviews(ctx context.Context, s *store.Store) (map[string]notice.Review, error) {
	notes, err := s.Notes(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]notice.Review{}
	for key, text := range notes {
		if r, err := notice.ParseReview(text); err == nil {
			out[key] = r
		}
	}
	return out, nil
}

// verdictsOf are the verdicts of reviews, by row id.
func verdictsOf(reviews map[string]notice.Review) map[string]notice.Verdict {
	out := map[string]notice.Verdict{}
	for id, r := range reviews {
		out[id] = r.Verdict
	}
	return out
}

func runReview(ctx context.Context, a *app, o reviewOptions, arg string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	from, to, err := stepVersions(ctx, s, arg, o.from, o.to)
	if err != nil {
		return err
	}
	old, new, err := a.pair(ctx, s, from, to)
	if err != nil {
		return err
	}
	r := compare(old, new, topics())
	opt := a.changelogOptions()
	opt.OldRef, opt.NewRef = from.Commit, to.Commit
	log := changelog.Make(r, opt)
	reviews, err := readReviews(ctx, s)
	if err != nil {
		return err
	}
	same := map[string]string{}
	for i := range r.Blocks {
		same[r.Blocks[i].ID] = notice.SameChange(&r.Blocks[i])
	}
	rec := &reviewRecorder{app: a, store: s, o: o, same: same, reviews: reviews}
	if err := rec.record(ctx, notice.Judge(r, log, reviews)); err != nil {
		return err
	}
	judged := notice.Judge(r, log, reviews)
	left := 0
	for _, j := range judged {
		if !j.Done {
			left++
		}
	}
	if o.unreviewed {
		judged = slices.DeleteFunc(judged, func(j notice.Judged) bool { return j.Done })
	}
	if o.format == "json" {
		err = notice.ReviewsJSON(a.stdout, to.Source, judged, left)
	} else {
		err = a.writeReviews(a.page(), from, to, judged, left)
	}
	if err == nil && o.unreviewed && left > 0 {
		return &statusError{code: 1}
	}
	return err
}

// reviewRecorder records verdicts.
type reviewRecorder struct {
	*app
	store   *store.Store
	o       reviewOptions
	same    map[string]string // by row id
	reviews map[string]notice.Review
}

// record writes what --set and --accept ask for; nothing is written before all of it is understood.
func (rec *reviewRecorder) record(ctx context.Context, judged []notice.Judged) error {
	type decision struct {
		rows    []string
		verdict notice.Verdict
	}
	var all []decision
	for _, set := range rec.o.set {
		id, word, ok := strings.Cut(set, "=")
		if !ok {
			return withHint(fmt.Errorf("--set %s: no verdict", set), "--set ID=content")
		}
		j, err := findChange(judged, strings.TrimSpace(id))
		if err != nil {
			return err
		}
		var v notice.Verdict
		if strings.TrimSpace(word) != "" {
			if v, err = notice.ParseVerdict(word); err != nil {
				return fmt.Errorf("--set %s: %w", set, err)
			}
		}
		all = append(all, decision{j.Entry.Rows, v})
	}
	if rec.o.accept {
		for _, j := range judged {
			if j.Offered != "" {
				all = append(all, decision{j.Entry.Rows, j.Offered})
			}
		}
	}
	if rec.o.note != "" && len(all) == 0 {
		return withHint(fmt.Errorf("--note says nothing about a change"), "name one with --set ID=VERDICT")
	}
	for _, d := range all {
		for _, id := range d.rows {
			if err := rec.write(ctx, id, d.verdict); err != nil {
				return err
			}
		}
	}
	return nil
}

func (rec *reviewRecorder) write(ctx context.Context, id string, v notice.Verdict) error {
	if v == "" {
		delete(rec.reviews, id)
		return rec.store.SetNote(ctx, id, "")
	}
	r := notice.Review{
		Verdict: v, Note: rec.o.note, By: or(rec.o.by, or(rec.getenv("GIT_AUTHOR_NAME"), rec.getenv("USER"))),
		At: rec.now().UTC().Format(time.RFC3339), Same: rec.same[id],
	}
	rec.reviews[id] = r
	return rec.store.SetNote(ctx, id, r.String())
}

// findChange finds the change that an id, or the beginning of one, means.
func findChange(judged []notice.Judged, id string) (notice.Judged, error) {
	var found []notice.Judged
	for _, j := range judged {
		if id != "" && slices.ContainsFunc(j.Entry.Rows, func(row string) bool { return strings.HasPrefix(row, id) }) {
			found = append(found, j)
		}
	}
	switch len(found) {
	case 0:
		return notice.Judged{}, noChange.with(nil, id)
	case 1:
		return found[0], nil
	}
	return notice.Judged{}, fmt.Errorf("change %q means %d changes; write more of its id", id, len(found))
}

// writeReviews lists changes with their verdicts, in the language of messages.
func (a *app) writeReviews(w io.Writer, from, to store.Version, judged []notice.Judged, left int) error {
	cat := terms.For(a.messageLang())
	word := func(v notice.Verdict) string {
		switch v {
		case notice.Content:
			return cat.Text(terms.VerdictContent)
		case notice.Wording:
			return cat.Text(terms.VerdictWording)
		case notice.Noise:
			return cat.Text(terms.VerdictNoise)
		case notice.ExtractionError:
			return cat.Text(terms.VerdictExtraction)
		}
		return cat.Text(terms.VerdictNone)
	}
	captured := a.capturedColumn([]store.Version{from, to})
	fmt.Fprintf(w, "%s  %s%s%s → %s\n", to.Source, cat.Text(terms.NoticeCaptured), cat.Colon(), strings.TrimSpace(captured[0]), strings.TrimSpace(captured[1]))
	section := ""
	for i, j := range judged {
		if name := safe.Line(j.Section); i == 0 || name != section {
			section = name
			fmt.Fprintf(w, "\n%s\n", or(name, cat.Text(terms.Preamble)))
		}
		var said []string
		for _, b := range j.Entry.Bullets {
			said = append(said, safe.Line(b.Text))
		}
		verdict := word(j.Verdict)
		if !j.Done {
			verdict = cat.Text(terms.VerdictNone)
		}
		fmt.Fprintf(w, "  %-12.12s  %s%s  %s\n", safe.Line(j.Entry.ID), verdict, strings.Repeat(" ", max(0, 16-ink.Width(verdict))), cat.Semicolons(said))
		if j.Offered != "" {
			fmt.Fprintf(w, "  %12s  %s\n", "", cat.Text(terms.VerdictOffered, word(j.Offered)))
		}
		for _, n := range j.Notes {
			if by := strings.TrimSpace(safe.Line(n.By) + " " + safe.Line(n.At)); n.Note != "" || by != "" {
				fmt.Fprintf(w, "  %12s  %s\n", "", strings.TrimSuffix(safe.Line(n.Note)+"  ("+by+")", "  ()"))
			}
		}
	}
	_, err := fmt.Fprintf(w, "\n%s\n", cat.Count(terms.VerdictsLeft, left))
	return err
}
