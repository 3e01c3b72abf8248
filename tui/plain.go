package tui

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"policylog/diff/changelog"
	"policylog/diff/render"
	"policylog/diff/terms"
	"policylog/store"
)

// Plain is the program without a screen: it prints numbered lists and reads one answer a line, so that a screen reader
// says everything once and in order, and any terminal or pipe will do.
func Plain(ctx context.Context, o Options) error {
	if o.Width <= 0 {
		o.Width = 80
	}
	p := &plain{ctx: ctx, in: bufio.NewScanner(o.In), seen: map[string]int{}}
	o.Color = false
	p.m = newModel(ctx, o)
	p.o, p.words, p.cat, p.compare = p.m.opt, p.m.words, p.m.cat, p.m.compare
	err := p.sources(o.Source)
	if errors.Is(err, errLeft) {
		return nil
	}
	return err
}

// errLeft ends the program at the user's wish or at the end of the input.
var errLeft = errors.New("left")

type plain struct {
	ctx     context.Context
	o       Options
	words   words
	cat     terms.Catalogue
	in      *bufio.Scanner
	compare *comparer
	m       *model         // lays out what is shown there as here
	undo    []reviewed     // what verdicts and notes replaced
	seen    map[string]int // how many versions each source had when it was last read
}

func (p *plain) print(s string) { fmt.Fprintln(p.o.Out, s) }

// ask prints a question and reads a line; errLeft at the end of the input.
func (p *plain) ask(question string) (string, error) {
	fmt.Fprintf(p.o.Out, "\n%s ", question)
	if p.ctx.Err() != nil || !p.in.Scan() {
		fmt.Fprintln(p.o.Out)
		return "", errLeft
	}
	fmt.Fprintln(p.o.Out)
	return strings.TrimSpace(p.in.Text()), nil
}

// choose asks for one of n things by number. back says that the user wants to leave this list; other is any other answer.
func (p *plain) choose(question string, n int) (i int, back bool, other string, err error) {
	for {
		s, err := p.ask(question)
		switch {
		case err != nil:
			return 0, false, "", err
		case s == "q" || s == "":
			return 0, true, "", nil
		}
		if k, err := strconv.Atoi(s); err == nil {
			if k >= 1 && k <= n {
				return k - 1, false, "", nil
			}
			p.print(p.words.say(wPlainRange, n))
			continue
		}
		return 0, false, s, nil
	}
}

// sources lists the sources until the user leaves.
func (p *plain) sources(first string) error {
	if first != "" {
		if err := p.timeline(first); err != nil {
			return err
		}
	}
	filter := ""
	for list := true; ; {
		all, err := p.o.Archive.Sources(p.ctx)
		if err != nil {
			return err
		}
		p.announce(all)
		if len(all) == 0 {
			p.print(p.words.say(wEmptyArchive, short(p.o.Archive.Dir())))
			return nil
		}
		shown := slices.DeleteFunc(slices.Clone(all), func(s store.SourceInfo) bool { return !matches(s.Source, filter) })
		if list {
			p.listSources(shown, len(all))
		}
		list = false
		i, back, other, err := p.choose(p.words.text(wPlainSources), len(shown))
		switch {
		case err != nil:
			return err
		case back && filter != "":
			filter, list = "", true
		case back:
			return nil
		case other == "l":
			list = true
		case strings.HasPrefix(other, "s "):
			if err := p.search(strings.TrimSpace(other[2:])); err != nil {
				p.print(p.words.say(wError, short(err.Error())))
			}
		case other != "":
			filter, list = strings.TrimPrefix(other, "/"), true
		default:
			if err := p.timeline(shown[i].Source); err != nil {
				return err
			}
		}
	}
}

func (p *plain) listSources(shown []store.SourceInfo, all int) {
	p.print(p.words.say(wSourcesOf, len(shown), all))
	for i, s := range shown {
		line := fmt.Sprintf("%d. %s, %s, %s %s", i+1, short(s.Source), p.words.say(wVersionsOf, s.Versions),
			p.words.text(wColChanged), p.day(s.Last.IsZero(), s.Last.UTC().Format("2006-01-02")))
		switch s.LastStatus {
		case "failed":
			line += ", " + p.words.text(wFailed)
		case "held":
			line += ", " + p.words.text(wHeld)
		case "withdrawn":
			line += ", " + p.words.text(wWithdrawn)
		}
		p.print(line)
	}
}

func (p *plain) day(unknown bool, s string) string {
	if unknown {
		return p.words.text(wUnknown)
	}
	return s
}

// timeline lists the versions of a source, newest first.
func (p *plain) timeline(source string) error {
	h, err := p.o.Archive.History(p.ctx, source)
	if err != nil {
		p.print(p.words.say(wError, short(err.Error())))
		return nil
	}
	for list := true; ; {
		if now, err := p.o.Archive.History(p.ctx, source); err == nil && len(now) != len(h) { // recorded meanwhile
			p.print(p.words.say(wPlainNew, short(source), len(now)))
			h, list, p.seen[source] = now, true, len(now)
		}
		if list {
			p.listVersions(source, h)
		}
		list = false
		i, back, other, err := p.choose(p.words.text(wPlainVersions), len(h))
		switch {
		case err != nil:
			return err
		case back:
			return nil
		case other == "l":
			list = true
		case other == "u":
			_, err = p.takeBack()
		case other != "":
			err = p.command(h, other)
		default:
			at := len(h) - 1 - i
			if at == 0 {
				p.print(p.words.text(wFirstVersion))
				continue
			}
			err = p.news(h[at-1], h[at])
		}
		switch {
		case errors.Is(err, errLeft):
			return err
		case err != nil:
			p.print(p.words.say(wError, short(err.Error())))
		}
	}
}

func (p *plain) listVersions(source string, h []store.Version) {
	p.print(short(source) + ", " + p.words.say(wVersionsOf, len(h)))
	for n := range h {
		i := len(h) - 1 - n
		v := h[i]
		line := fmt.Sprintf("%d. %s %s", n+1, p.words.text(wColCaptured), capturedAt(h, i, p.m))
		if v.Updated != "" {
			line += ", " + p.words.text(wColUpdated) + " " + short(v.Updated)
		}
		if v.Effective != "" {
			line += ", " + p.words.text(wColEffective) + " " + short(v.Effective)
		}
		if v.Kind == store.KindTechnicalUpgrade {
			line += ", " + p.words.text(wTechnicalBadge)
		}
		p.print(line)
	}
}

// command is "d N" or "d N M", the whole comparison of a version with the one before it or with another, or "r N", the
// review of what changed in it.
func (p *plain) command(h []store.Version, s string) error {
	f := strings.Fields(s)
	var at []int
	for _, a := range f[1:] {
		n, err := strconv.Atoi(a)
		if err != nil || n < 1 || n > len(h) {
			return errors.New(p.words.say(wPlainRange, len(h)))
		}
		at = append(at, len(h)-n)
	}
	slices.Sort(at)
	switch {
	case f[0] != "d" && f[0] != "r" || len(at) == 0 || len(at) > 2 || f[0] == "r" && len(at) != 1:
		return errors.New(p.words.text(wPlainVersions))
	case len(at) == 1 && at[0] == 0:
		return errors.New(p.words.text(wFirstVersion))
	case len(at) == 1:
		at = []int{at[0] - 1, at[0]}
	}
	from, to := h[at[0]], h[at[1]]
	if f[0] == "r" {
		return p.review(from, to)
	}
	x, err := p.compare.fresh(p.ctx, from, to)
	if err != nil {
		return err
	}
	return p.linear(func(w io.Writer) error {
		return render.Terminal(w, x.result, render.TerminalOptions{Options: render.Options{Lang: p.cat.Tag()}, Width: p.o.Width})
	})
}

// news prints what is new in a version.
func (p *plain) news(from, to store.Version) error {
	x, err := p.compare.fresh(p.ctx, from, to)
	if err != nil {
		return err
	}
	return p.linear(func(w io.Writer) error {
		return changelog.Terminal(w, x.log, changelog.TerminalOptions{Width: p.o.Width})
	})
}

// search lists the sources of which some version says a text.
func (p *plain) search(text string) error {
	hits, err := p.o.Archive.Search(p.ctx, store.Query{Text: text})
	if err != nil {
		return err
	}
	if len(hits) == 0 {
		p.print(p.words.say(wNotFound, short(text)))
		return nil
	}
	p.print(p.words.say(wSourcesFound, len(hits)))
	for i, h := range hits {
		until := p.words.text(wToThisDay)
		if !h.Current {
			until = day(h.Last.Captured, p.m)
		}
		p.print(fmt.Sprintf("%d. %s, %s – %s, %s: %s", i+1, short(h.Source), day(h.First.Captured, p.m), until,
			p.words.say(wVersionsOf, h.Versions), short(h.Text)))
	}
	return nil
}

// announce says which sources have more versions than when they were last read.
func (p *plain) announce(all []store.SourceInfo) {
	for _, s := range all {
		if was, ok := p.seen[s.Source]; ok && s.Versions > was {
			p.print(p.words.say(wPlainNew, short(s.Source), s.Versions))
		}
		p.seen[s.Source] = s.Versions
	}
}

// linear prints what write writes without the lines that are drawn in it: a screen reader would read each of them out.
func (p *plain) linear(write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	drawn := func(r rune) rune {
		if r >= 0x2500 && r <= 0x259f {
			return -1
		}
		return r
	}
	for l := range strings.Lines(b.String()) {
		l = strings.TrimRight(l, "\n")
		if text := strings.TrimRight(strings.Map(drawn, l), " "); text != "" || l == "" {
			p.print(text)
		}
	}
	return nil
}
