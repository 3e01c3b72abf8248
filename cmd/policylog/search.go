package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policylog/diff/render/excerpt"
	"policylog/diff/render/ink"
	"policylog/diff/render/safe"
	"policylog/diff/render/undress"
	"policylog/diff/terms"
	"policylog/diff/text/fold"
	"policylog/store"
)

type searchOptions struct {
	format  string
	regexp  bool
	sources []string
}

func newSearchCommand(a *app) *cobra.Command {
	var o searchOptions
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find every version that ever said it, in either Chinese script",
		Long: `Searches all versions ever recorded for a phrase; Traditional and Simplified Chinese find each other, and case does
not count. Exit status: 0 found, 1 not found, 2 trouble.`,
		Example: `  policylog search 隐私
  policylog search --regexp 'retain.{0,40}(\d+) months'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runSearch(cmd.Context(), a, o, args[0]) },
	}
	formatFlag(cmd, &o.format, "text", "json")
	cmd.Flags().BoolVarP(&o.regexp, "regexp", "E", false, "QUERY is a regular expression")
	cmd.Flags().StringArrayVar(&o.sources, "source", nil, "search in `SOURCE` only (a name or glob; several)")
	return cmd
}

// foldForSearch is the form in which a search compares: one script, no case, and nothing that stands in the middle of
// phrases, such as emphasis.
func foldForSearch(s string) string {
	return strings.ToLower(fold.Simplified(targetsLast(withoutEmphasis.Replace(s))))
}

// longestTarget is the length in bytes of the longest target of a link that is told from other text.
const longestTarget = 2000

// targetsLast takes the brackets off the labels of links and puts their targets behind all else, so that a phrase is found
// that a label is a part of, and an address too.
func targetsLast(s string) string {
	var words, targets strings.Builder
	for {
		closing := strings.Index(s, "](")
		if closing < 0 {
			break
		}
		opening := strings.LastIndexByte(s[:closing], '[')
		target := s[closing+len("]("):]
		end := strings.IndexByte(target[:min(len(target), longestTarget)], ')')
		if opening < 0 || end < 0 {
			words.WriteString(s[:closing+len("](")])
			s = target
			continue
		}
		words.WriteString(s[:opening] + s[opening+1:closing])
		targets.WriteString(" " + target[:end])
		s = target[end+1:]
	}
	return words.String() + s + targets.String()
}

var withoutEmphasis = strings.NewReplacer("**", "", "__", "", "~~", "", "`", "")

// found is a hit as `search --format json` prints it.
type found struct {
	Source   string `json:"source"`
	First    string `json:"first"`
	Last     string `json:"last"`
	Versions int    `json:"versions"`
	Current  bool   `json:"current"`
	Text     string `json:"text"`
}

func runSearch(ctx context.Context, a *app, o searchOptions, query string) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	q := store.Query{Text: query, Regexp: o.regexp}
	if len(o.sources) > 0 {
		if q.Sources, err = sources(ctx, s, o.sources); err != nil {
			return err
		}
	}
	hits, err := s.Search(ctx, q)
	if err != nil {
		return err
	}
	list := make([]found, 0, len(hits))
	for _, h := range hits {
		list = append(list, found{h.Source, stamp(h.First.Captured), stamp(h.Last.Captured), h.Versions, h.Current, h.Text})
	}
	if o.format == "json" {
		report := struct {
			Schema string  `json:"schema"`
			Hits   []found `json:"hits"`
		}{"policylog.search/1", list}
		if err := safe.WriteJSON(a.stdout, report); err != nil {
			return err
		}
	} else {
		find, err := s.Finder(q)
		if err != nil {
			return err
		}
		if err := printFound(a, list, find); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return &statusError{code: 1}
	}
	return nil
}

func printFound(a *app, list []found, find func(string) (int, int, bool)) error {
	w := a.page()
	cat := terms.For(a.messageLang())
	width := a.width()
	for _, f := range list {
		until := a.say(pUntil, or(day(f.Last), a.say(pUnknown)))
		if f.Current {
			until = a.say(pToThisDay)
		}
		told := cat.Clauses([]string{a.say(pSince, or(day(f.First), a.say(pUnknown))), until, a.count(pInVersions, f.Versions)})
		lines := [][]ink.Run{{{Text: safe.Line(f.Source), Style: ink.Bold}, {Text: "  " + told}}}
		for _, l := range ink.WrapWhole(passage(f.Text, find, passageLines*(width-2)), width-2) {
			lines = append(lines, append([]ink.Run{{Text: "  "}}, l...))
		}
		if err := ink.WriteAll(w, lines, a.color(a.colors)); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		fmt.Fprintln(a.stderr, a.say(pNotFound))
	}
	return nil
}

// passageLines are the lines that a hit takes at most, about: what stands around the words that were searched for.
const passageLines = 2

// passage is what stands around the words that were searched for, as a reader sees it, on about so many columns. Where
// they stand in markup alone (an anchor, a tag) the markup is shown; where a link's target stands in the middle of them, it
// comes last.
func passage(raw string, find func(string) (int, int, bool), columns int) []ink.Run {
	shown := undress.Line(raw)
	start, end, ok := find(shown)
	if !ok {
		shown = targetsLast(withoutEmphasis.Replace(raw))
		start, end, _ = find(shown)
	}
	before, hit, after, cutBefore, cutAfter := excerpt.Around(shown, start, end, columns-2)
	runs := []ink.Run{{Text: safe.Text(before)}, {Text: safe.Text(hit), Style: ink.Alert}, {Text: safe.Text(after)}}
	if cutBefore {
		runs = slices.Insert(runs, 0, ink.Run{Text: "…", Style: ink.Dim})
	}
	if cutAfter {
		runs = append(runs, ink.Run{Text: "…", Style: ink.Dim})
	}
	return runs
}
