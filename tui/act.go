package tui

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	tea "charm.land/bubbletea/v2"

	"policylog/diff"
	"policylog/diff/changelog"
	"policylog/diff/render"
	"policylog/diff/render/excerpt"
	"policylog/diff/render/safe"
	"policylog/store"
)

// did reports a thing done outside the program.
type did struct {
	what word
	args []any
	err  error
}

// openURL shows a page in the user's browser. Only web addresses are handed on, and never to a shell.
func (m *model) openURL(address string) tea.Cmd {
	if address == "" {
		return m.say(wNoURL)
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return m.say(wBadURL, cut(short(address), 60))
	}
	open := m.opt.OpenURL
	if open == nil {
		open = browse
	}
	address = u.String()
	return func() tea.Msg { return did{wOpened, []any{short(address)}, open(address)} }
}

// browse opens a web address the desktop's way.
func browse(address string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		cmd = exec.Command("open", address)
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		cmd = exec.Command("xdg-open", address)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open %s: %w", address, err)
	}
	go func() { _ = cmd.Wait() }()
	return nil
}

// openPageOf shows the page of a source's latest version.
func (m *model) openPageOf(source string) tea.Cmd {
	a, ctx := m.opt.Archive, m.ctx
	return func() tea.Msg {
		h, err := a.History(ctx, source)
		if err != nil || len(h) == 0 {
			return did{wOpened, nil, err}
		}
		return openRequest{h[len(h)-1].URL}
	}
}

// openRequest asks Update to open an address that a command found.
type openRequest struct{ url string }

// quote is a text with where it is from, as a report would cite it.
func quote(m *model, texts []string, v store.Version, section string) string {
	var b strings.Builder
	for _, t := range texts {
		if t = safe.Flow(t); t != "" {
			b.WriteString("> " + t + "\n")
		}
	}
	parts := []string{v.Title, v.Source}
	if section != "" {
		parts = append(parts, "§ "+section)
	}
	parts = append(parts, m.words.text(wColCaptured)+" "+day(v.Captured, m))
	if v.Updated != "" {
		parts = append(parts, m.words.text(wColUpdated)+" "+v.Updated)
	}
	parts = append(parts, v.URL, v.Commit[:min(len(v.Commit), 12)])
	var said []string
	for _, p := range parts {
		if p = safe.Line(p); p != "" {
			said = append(said, p)
		}
	}
	return b.String() + "— " + strings.Join(said, ", ") + "\n"
}

// copyQuote puts the current change with its citation on the clipboard, through the terminal (OSC 52).
func (p *diffPlace) copyQuote(m *model) tea.Cmd {
	r := p.row()
	if r == nil {
		return m.say(wNoChangeHere)
	}
	return m.toClipboard(quoteRow(m, p.from, p.to, r))
}

func quoteRow(m *model, from, to store.Version, r *diff.Row) string {
	var out string
	if len(r.Old) > 0 && (len(r.New) == 0 || r.Status != diff.Moved) {
		out = quote(m, []string{excerpt.Text(r.Old)}, from, r.Old[0].Section)
	}
	if len(r.New) > 0 {
		out += quote(m, []string{excerpt.Text(r.New)}, to, r.New[0].Section)
	}
	return out
}

func (p *newsPlace) copyQuote(m *model) tea.Cmd {
	e := p.entry()
	if e == nil {
		return m.say(wNoChangeHere)
	}
	var out string
	for _, r := range p.c.rowsOf(e) {
		out += quoteRow(m, p.from, p.to, r)
	}
	return m.toClipboard(out)
}

func (m *model) toClipboard(s string) tea.Cmd {
	m.toast = m.words.text(wCopied)
	return tea.SetClipboard(s)
}

// export asks for a file and writes the comparison to it, as Markdown or as a page by its ending.
func (p *diffPlace) export(m *model) tea.Cmd {
	if p.c == nil {
		return nil
	}
	r, lang := p.c.result, m.cat.Tag()
	return m.askExport(exportName(p.from, p.to, "diff"), func(w io.Writer, html bool) error {
		if html {
			return render.HTML(w, r, render.Options{Lang: lang})
		}
		return render.Markdown(w, r, render.Options{Lang: lang})
	})
}

// export writes the changelog as Markdown; as a page, the comparison it was made from.
func (p *newsPlace) export(m *model) tea.Cmd {
	if p.c == nil {
		return nil
	}
	r, log, lang := p.c.result, p.c.log, m.cat.Tag()
	return m.askExport(exportName(p.from, p.to, "whatsnew"), func(w io.Writer, html bool) error {
		if html {
			return render.HTML(w, r, render.Options{Lang: lang})
		}
		return changelog.Markdown(w, log)
	})
}

// exportName proposes a file name, from the source and the days, which hold nothing of the policy's text.
func exportName(from, to store.Version, kind string) string {
	stamp := func(v store.Version) string {
		if v.Captured.IsZero() {
			return v.Commit[:min(len(v.Commit), 8)]
		}
		return v.Captured.UTC().Format("20060102")
	}
	return fmt.Sprintf("%s_%s_%s.%s.md", strings.ReplaceAll(to.Source, "/", "-"), stamp(from), stamp(to), kind)
}

func (m *model) askExport(name string, write func(w io.Writer, html bool) error) tea.Cmd {
	m.prompt = newPrompt(m.words.text(wExportTo), name, func(m *model, path string) tea.Cmd {
		path = strings.TrimSpace(path)
		if path == "" {
			return nil
		}
		if !filepath.IsAbs(path) {
			path = filepath.Join(m.opt.Dir, path)
		}
		return func() tea.Msg { return did{wWritten, []any{short(path)}, writeExport(path, write)} }
	})
	return nil
}

// writeExport makes a new file; one that is there is never written over.
func writeExport(path string, write func(io.Writer, bool) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	ext := strings.ToLower(filepath.Ext(path))
	err = errors.Join(write(f, ext == ".html" || ext == ".htm"), f.Close())
	if err != nil {
		os.Remove(path)
	}
	return err
}
