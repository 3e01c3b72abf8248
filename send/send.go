// Package send takes notices to where people read them: to mailboxes over SMTP, as a message with plain text and HTML
// (go-mail), and to chats, webhooks and push services (shoutrrr).
//
// Vocabulary: an *address* is a target's URL with its secrets put in. *Masked* is what may be shown of it.
//
// Guarantees:
//   - Secrets come from the environment and go nowhere but to the service: no error, log or message holds one, nor what
//     else of an address could be one.
//   - What is transient is tried again, a bounded number of times; what is not (a wrong password) is not.
//   - A message holds policy text as text: a subject is one line, a chat message makes no mention, link or markup of it.
package send

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"policylog/diff/notice"
	"policylog/diff/notice/eml"
	"policylog/internal/wait"
)

// Sender sends. The zero value tries once, for half a minute.
type Sender struct {
	Retries int                                              // after the first attempt
	Timeout time.Duration                                    // of one attempt; 0: 30 s
	Wait    func(ctx context.Context, d time.Duration) error // between attempts; nil: a timer
}

// briefLength is how many characters a chat message has: what the strictest of the services takes in one piece.
const briefLength = 1800

// Send sends a digest to an address. The error holds nothing secret.
func (s Sender) Send(ctx context.Context, to *Address, d *notice.Digest, when time.Time) error {
	deliver, err := to.delivery(d, when)
	if err != nil {
		return to.scrub(err)
	}
	for attempt := 0; ; attempt++ {
		err := s.try(ctx, deliver)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if attempt >= s.Retries || lasting(err) {
			return to.scrub(err)
		}
		if err := s.wait(ctx, time.Second<<min(2*attempt, 6)); err != nil {
			return err
		}
	}
}

func (s Sender) try(ctx context.Context, deliver func(context.Context, time.Duration) error) error {
	limit := s.Timeout
	if limit == 0 {
		limit = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return deliver(ctx, limit)
}

func (s Sender) wait(ctx context.Context, d time.Duration) error {
	if s.Wait != nil {
		return s.Wait(ctx, d)
	}
	return wait.For(ctx, d)
}

// permanent marks an error that another attempt would meet again.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

func lasting(err error) bool {
	var p permanent
	return errors.As(err, &p)
}

// delivery makes what one attempt does, so that a message is written once however often it is sent.
func (a *Address) delivery(d *notice.Digest, when time.Time) (func(context.Context, time.Duration) error, error) {
	if a.mail != nil {
		m, err := eml.DigestMessage(d, eml.Options{From: a.mail.from, To: a.mail.to, Date: when})
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, limit time.Duration) error { return a.mail.send(ctx, m, limit) }, nil
	}
	var b bytes.Buffer
	if err := notice.Brief(&b, d, briefLength); err != nil {
		return nil, err
	}
	text := b.String()
	return func(ctx context.Context, _ time.Duration) error { return a.post(ctx, text) }, nil
}

// Preview writes what Send would send: the text of the mail, or the chat message.
func Preview(to *Address, d *notice.Digest) (string, error) {
	var b bytes.Buffer
	if to.mail != nil {
		if err := notice.DigestText(&b, d); err != nil {
			return "", err
		}
		return fmt.Sprintf("Subject: %s\n\n%s", d.Title, b.String()), nil
	}
	err := notice.Brief(&b, d, briefLength)
	return b.String(), err
}
