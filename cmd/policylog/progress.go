package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// beforeShown is how long work lasts before its progress is worth a line.
const beforeShown = 300 * time.Millisecond

// progress shows how far long work is, on a terminal's stderr only: cron and pipes see nothing of it.
type progress struct {
	app   *app
	bar   *progressbar.ProgressBar
	stage string
	began time.Time
}

func (a *app) progress() *progress { return &progress{app: a} }

// report is called by long work with what it is doing; it appears only when the work takes more than a moment.
func (p *progress) report(stage string, done, total int64) {
	if p.app.quiet || !p.app.errIsTerminal() {
		return
	}
	if stage != p.stage {
		p.done()
		p.stage, p.began = stage, time.Now()
	}
	if p.bar == nil {
		if time.Since(p.began) < beforeShown {
			return
		}
		p.bar = progressbar.NewOptions64(max(total, -1),
			progressbar.OptionSetWriter(p.app.stderr),
			progressbar.OptionSetDescription(stage),
			progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(24),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionClearOnFinish(),
		)
	}
	if on := p.app.shown; on != nil && on != p && on.bar != nil {
		_ = on.bar.Clear() // work within longer work: of the longer bar nothing is to stand beside this one
	}
	p.app.shown = p
	_ = p.bar.Set64(done)
}

// done clears the bar.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
