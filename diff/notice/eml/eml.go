// Package eml writes a notice as an e-mail message (RFC 5322): the plain text and the HTML beside each other, ready to be
// opened in a mail program or handed to a server. It sends nothing.
//
// Nothing of a policy reaches a header but the title, which is one line and encoded. Date, boundary and message id come
// from the input alone: the same notice gives the same bytes.
package eml

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"policylog/diff/notice"
	"policylog/diff/render/safe"
)

// Options of a message.
type Options struct {
	From string    // address, with or without a name; "": left to the mail program
	To   []string  // addresses
	Date time.Time // of the message; zero: when the new version was captured, else the Unix epoch
}

// Write writes a notice as a message. The error names an address that is none, or is the writer's.
func Write(w io.Writer, n *notice.Notice, o Options) error {
	m, err := Message(n, o)
	if err != nil {
		return err
	}
	_, err = m.WriteTo(w)
	return err
}

// Message is a notice as a message that go-mail can send.
func Message(n *notice.Notice, o Options) (*mail.Msg, error) {
	var text, page bytes.Buffer
	if err := notice.PlainText(&text, n); err != nil {
		return nil, err
	}
	if err := notice.HTML(&page, n); err != nil {
		return nil, err
	}
	if o.Date.IsZero() {
		o.Date = date(n)
	}
	return message(n.Title, n.Language, text.Bytes(), page.Bytes(), o)
}

// DigestMessage is a digest as a message that go-mail can send.
func DigestMessage(d *notice.Digest, o Options) (*mail.Msg, error) {
	var text, page bytes.Buffer
	if err := notice.DigestText(&text, d); err != nil {
		return nil, err
	}
	if err := notice.DigestHTML(&page, d); err != nil {
		return nil, err
	}
	return message(d.Title, d.Language(), text.Bytes(), page.Bytes(), o)
}

func message(title, language string, text, page []byte, o Options) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithEncoding(mail.EncodingQP))
	if o.From != "" {
		if err := m.From(o.From); err != nil {
			return nil, fmt.Errorf("sender %q: %w", o.From, err)
		}
	}
	if len(o.To) > 0 {
		if err := m.To(o.To...); err != nil {
			return nil, fmt.Errorf("recipients %q: %w", strings.Join(o.To, ", "), err)
		}
	}
	digest := sha256.Sum256(slices.Concat([]byte(title), []byte{0}, text, page))
	m.Subject(safe.Line(title))
	m.SetDateWithValue(o.Date)
	m.SetMessageIDWithValue(fmt.Sprintf("%x@policylog.invalid", digest[:16]))
	m.SetBoundary(fmt.Sprintf("policylog-%x", digest[:16]))
	m.SetGenHeader(mail.HeaderContentLang, language)
	m.SetBodyString(mail.TypeTextPlain, string(text))
	m.AddAlternativeString(mail.TypeTextHTML, string(page))
	return m, nil
}

// date is that of a notice.
func date(n *notice.Notice) time.Time {
	if t, err := time.Parse(time.RFC3339, n.New.Captured); err == nil {
		return t
	}
	return time.Unix(0, 0).UTC()
}
