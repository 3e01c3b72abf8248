// Package tui is the terminal program in which an archive is read: sources, the timeline of each, the comparison of any
// two versions, what is new in them. It decides nothing that the command line does not: it shows what package store
// holds and package diff finds.
//
// # Vocabulary
//
// A place is what fills the screen: the list of sources, a timeline, a comparison, a changelog, a text. Places lie on a
// stack; leaving one shows the one below as it was. A binding is a key, its name and what it does; help, palette and
// hints are made from the same bindings. A question is work that takes longer than a frame: it runs in a command,
// carries a number, and is cancelled with its place; an answer that nobody waits for any more is dropped.
//
// # What is the library's and what is not
//
// Input, hints, the turning wheel, styles and layers are those of bubbles and lipgloss. The lists and the reader are not:
// the library's table has no groups and its list one height for all rows; its viewport wants the whole text laid out,
// which of a long policy takes longer than a frame, where the reader lays out what comes into view.
//
// # Guarantees
//
//   - Update and View do nothing slow: they touch no git, no file, and lay out no more lines than the screen has.
//   - No text of a policy reaches the terminal but through package safe; widths are those the renderer counts with
//     (settled), whatever the locale.
//   - Nothing depends on colour alone. Without colour, what came and went stands in brackets.
//   - The package queries the terminal in Run only; importing it costs nothing at start.
package tui

import (
	"context"
	"errors"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"policylog/diff"
	"policylog/diff/lifeline"
	"policylog/diff/notice"
	"policylog/diff/parallel"
	"policylog/store"
)

// Archive is what the program needs of an archive; *store.Store is one.
type Archive interface {
	Sources(ctx context.Context) ([]store.SourceInfo, error)
	History(ctx context.Context, source string) ([]store.Version, error)
	Text(ctx context.Context, v store.Version) ([]byte, error)
	Search(ctx context.Context, q store.Query) ([]store.Hit, error)
	LastObservation(ctx context.Context) (map[string]store.Observation, error)
	Notes(ctx context.Context) (map[string]string, error)
	SetNote(ctx context.Context, key, text string) error
	Foreign() bool
	Dir() string
}

// Options of Run.
type Options struct {
	Archive Archive
	// Compare compares two versions; it may be called from several goroutines.
	Compare func(ctx context.Context, from, to store.Version) (*diff.Result, error)
	// Notice writes the notice of a change in an observer's or the publisher's voice; nil: there is no preview.
	Notice func(ctx context.Context, from, to store.Version, voice notice.Voice) (*notice.Notice, error)
	// Follow follows the sentences of a source through a history, oldest version first; nil: there is no blame.
	Follow func(ctx context.Context, history []store.Version) (*lifeline.Tracker, error)
	// OutOfStep finds the changes that some language of a source's policy has not taken in; nil: it is not known.
	OutOfStep func(ctx context.Context, source string) ([]parallel.OutOfStep, error)
	// OpenURL shows a page in the user's browser; nil: the desktop's way.
	OpenURL func(url string) error
	Meter   *Meter // how far long work in the archive is; nil: not known
	Now     func() time.Time
	Lang    string // language of the interface: BCP 47 or POSIX locale
	Color   bool
	Source  string        // where to begin: a source's timeline; "" where one was last
	State   string        // file that keeps the place and the filters; "": they are not kept
	Dir     string        // where exports go; "": the current directory
	Poll    time.Duration // how often to look whether the archive changed; 0: never
	In      io.Reader
	Out     io.Writer
	Environ []string
	By      string // who gives verdicts
	Version string // of the program, for a report
	Width   int    // columns that Plain sets text on; 0: 80
}

// framesPerSecond is twice the library's default, at which a key takes 17 ms to show.
const framesPerSecond = 120

// Run shows the archive until the user leaves. It needs a terminal.
func Run(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	m := newModel(ctx, o)
	m.moves = true
	m.restore(readPlace(o.State))
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond)}
	if o.In != nil {
		opts = append(opts, tea.WithInput(o.In))
	}
	if o.Out != nil {
		opts = append(opts, tea.WithOutput(o.Out))
	}
	if o.Environ != nil {
		opts = append(opts, tea.WithEnvironment(o.Environ))
	}
	if !o.Color {
		opts = append(opts, tea.WithColorProfile(colorprofile.ASCII))
	}
	_, err := tea.NewProgram(m, opts...).Run()
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return m.report()
	case errors.Is(err, tea.ErrInterrupted), errors.Is(err, context.Canceled):
		err = nil
	}
	return errors.Join(err, writePlace(o.State, m.placeNow()))
}
