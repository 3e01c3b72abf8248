package diff_test

import (
	"io"
	"os"
	"testing"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/contract"
	"policylog/diff/doc"
	"policylog/diff/lifeline"
	"policylog/diff/lint"
	"policylog/diff/notice"
	"policylog/diff/parallel"
	"policylog/diff/render"
	"policylog/internal/hostile"
)

// Whatever a text is made of, every room reads it in time that grows with its length: compared with a copy of itself whose
// halves changed places, and with an ordinary policy. With POLICYLOG_SWEEP set all texts are tried, to 1 MB.
func TestHostileTexts(t *testing.T) {
	texts := hostile.Counted()
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		texts = hostile.Texts()
	}
	hostile.Try(t, texts, func(clock hostile.Clock, text string) {
		half := len(text) / 2
		var a, b *doc.Document
		clock("parse", func() { a = doc.Parse([]byte(text)) })
		b = doc.Parse([]byte("We begin with other words.\n\n" + text[half:] + "changed words" + text[:half]))
		ordinary := doc.Parse([]byte(hostile.Clauses(len(text))))
		pairs := map[string]*diff.Result{}
		clock("diff with itself", func() { pairs["itself"] = diff.Compare(a, b, diff.Options{}) })
		clock("diff with another", func() { pairs["another"] = diff.Compare(a, ordinary, diff.Options{}) })
		for with, r := range pairs {
			show(clock, with, r)
		}
		if err := contract.Check([]byte(a.Source), []byte(b.Source), pairs["itself"]); err != nil {
			t.Error(err)
		}
		clock("lint", func() { lint.Check(a, "") })
		clock("compare languages", func() {
			parallel.Compare(a, b, parallel.Options{A: diff.Side{Language: "en"}, B: diff.Side{Language: "zh"}})
		})
		clock("blame", func() {
			l := lifeline.NewTracker("en")
			l.Add(lifeline.Version{ID: "1"}, []byte(a.Source))
			l.Add(lifeline.Version{ID: "2"}, []byte(b.Source))
			l.Blame("x")
		})
	})
}

// show sets a result in every form.
func show(clock hostile.Clock, with string, r *diff.Result) {
	must := func(err error) {
		if err != nil {
			panic(err) // io.Discard takes everything
		}
	}
	clock("terminal, "+with, func() { must(render.Terminal(io.Discard, r, render.TerminalOptions{Width: 140, SideBySide: true})) })
	clock("page, "+with, func() { must(render.HTML(io.Discard, r, render.Options{})) })
	clock("Markdown, "+with, func() { must(render.Markdown(io.Discard, r, render.Options{})) })
	clock("unified, "+with, func() { must(render.Unified(io.Discard, r, 3)) })
	clock("changelog, "+with, func() { must(changelog.Markdown(io.Discard, changelog.Make(r, changelog.Options{}))) })
	var n *notice.Notice
	clock("notice, "+with, func() { n = notice.Make(r, notice.Options{Lang: "zh-CN"}) })
	clock("notice as a page, "+with, func() { must(notice.HTML(io.Discard, n)) })
	clock("table, "+with, func() { must(notice.TableDOCX(io.Discard, n)) })
	clock("redline, "+with, func() { must(notice.Redline(io.Discard, n, r)) })
}
