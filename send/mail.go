package send

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// mailbox is a mail server with whom it takes messages from and to.
type mailbox struct {
	host       string
	port       int
	user, pass string
	from       string
	to         []string
	encryption string // "auto", "none", "explicittls", "implicittls"
}

// newMailbox reads smtp://USER:PASSWORD@HOST:PORT/?from=ADDRESS&to=ADDRESS,ADDRESS&encryption=…, as shoutrrr writes it.
func newMailbox(u *url.URL) (*mailbox, error) {
	m := &mailbox{host: u.Hostname(), port: 587, user: u.User.Username(), encryption: "auto"}
	m.pass, _ = u.User.Password()
	if m.host == "" {
		return nil, errors.New("smtp: the address names no host")
	}
	for key, values := range u.Query() {
		value := values[len(values)-1]
		switch strings.ToLower(key) {
		case "from", "fromaddress":
			m.from = value
		case "to", "toaddresses":
			for _, to := range strings.Split(value, ",") {
				if to = strings.TrimSpace(to); to != "" {
					m.to = append(m.to, to)
				}
			}
		case "encryption":
			m.encryption = strings.ToLower(value)
		default:
			return nil, fmt.Errorf("smtp: unknown parameter %q: from, to and encryption are known", key)
		}
	}
	if u.Scheme == "smtps" {
		m.encryption, m.port = "implicittls", 465
	}
	if p := u.Port(); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > 65535 {
			return nil, fmt.Errorf("smtp: port %s", p)
		}
		m.port = n
	}
	switch m.encryption {
	case "auto":
		if m.port == 465 {
			m.encryption = "implicittls"
		}
	case "none", "explicittls", "implicittls":
	default:
		return nil, fmt.Errorf("smtp: encryption %q: want auto, none, explicittls or implicittls", m.encryption)
	}
	if m.from == "" || len(m.to) == 0 {
		return nil, errors.New("smtp: the address lacks ?from=ADDRESS&to=ADDRESS")
	}
	for _, a := range append([]string{m.from}, m.to...) {
		if _, err := netmail.ParseAddress(a); err != nil {
			return nil, fmt.Errorf("smtp: %q is no mail address", a)
		}
	}
	return m, nil
}

// send hands a message to the server. A password goes over the wire in the clear to this machine alone.
func (m *mailbox) send(ctx context.Context, msg *mail.Msg, limit time.Duration) error {
	options := []mail.Option{mail.WithPort(m.port), mail.WithTimeout(limit), mail.WithHELO("localhost")}
	switch {
	case m.encryption == "implicittls":
		options = append(options, mail.WithSSL(), mail.WithTLSPolicy(mail.NoTLS))
	case m.encryption == "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	case m.encryption == "explicittls", m.pass != "" && !loopback(m.host):
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic))
	}
	if m.user != "" || m.pass != "" {
		auth := mail.SMTPAuthAutoDiscover
		if loopback(m.host) {
			auth = mail.SMTPAuthPlain
		}
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(m.user), mail.WithPassword(m.pass))
	}
	client, err := mail.NewClient(m.host, options...)
	if err != nil {
		return permanent{fmt.Errorf("smtp: %w", err)}
	}
	if err := client.DialWithContext(ctx); err != nil {
		return asMail(err)
	}
	defer func() { _ = client.Close() }() // what it says of a message that was taken no longer matters
	return asMail(client.Send(msg))
}

// asMail tells what another attempt would meet again from what it may not.
func asMail(err error) error {
	if err == nil {
		return nil
	}
	var network net.Error
	var sending *mail.SendError
	var reply *textproto.Error
	if errors.As(err, &network) || errors.As(err, &sending) && sending.IsTemp() || errors.As(err, &reply) && reply.Code/100 == 4 {
		return fmt.Errorf("smtp: %w", err)
	}
	return permanent{fmt.Errorf("smtp: %w", err)}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
