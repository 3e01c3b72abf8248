// Package smtptest is a mail server on loopback for tests: it speaks as much SMTP (RFC 5321) as a client needs to hand
// over a message, with PLAIN authentication (RFC 4954), and keeps what it was given.
package smtptest

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Message is what was handed over.
type Message struct {
	From string
	To   []string
	Data string // with the client's line ends
}

// Server is a mail server. Its fields are set before the first connection.
type Server struct {
	Addr           string        // host:port
	User, Password string        // wanted of clients; no authentication without
	Busy           int           // how many connections are turned away first, with 421
	Received       func(Message) // called for each message before it is acknowledged; nil: nothing

	mu       sync.Mutex
	messages []Message
}

// Start starts a server that ends with the test.
func Start(t testing.TB, s *Server) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s.Serve(l)
	return s
}

// Serve serves until the listener is closed.
func (s *Server) Serve(l net.Listener) {
	s.Addr = l.Addr().String()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.talk(c)
		}
	}()
}

// Messages are those handed over so far.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message{}, s.messages...)
}

func (s *Server) turnsAway() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Busy == 0 {
		return false
	}
	s.Busy--
	return true
}

func (s *Server) talk(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	say := func(line string) { fmt.Fprintf(c, "%s\r\n", line) }
	if s.turnsAway() {
		say("421 4.3.2 come back later")
		return
	}
	say("220 test ESMTP")
	known := s.User == ""
	var m Message
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO", "HELO":
			if s.User != "" {
				say("250-test")
				say("250 AUTH PLAIN")
			} else {
				say("250 test")
			}
		case "AUTH":
			_, initial, _ := strings.Cut(rest, " ")
			got, _ := base64.StdEncoding.DecodeString(initial)
			if known = string(got) == "\x00"+s.User+"\x00"+s.Password; known {
				say("235 2.7.0 welcome")
			} else {
				// Some servers repeat what they were given.
				say("535 5.7.8 no such user or password: " + strings.ReplaceAll(string(got), "\x00", " ") + " " + initial)
			}
		case "MAIL":
			if !known {
				say("530 5.7.0 who are you")
				continue
			}
			m = Message{From: address(rest)}
			say("250 ok")
		case "RCPT":
			m.To = append(m.To, address(rest))
			say("250 ok")
		case "DATA":
			say("354 go on")
			for {
				line, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				m.Data += strings.TrimPrefix(line, ".")
			}
			s.mu.Lock()
			s.messages = append(s.messages, m)
			s.mu.Unlock()
			if s.Received != nil {
				s.Received(m)
			}
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// address is what stands in angle brackets.
func address(s string) string {
	_, s, _ = strings.Cut(s, "<")
	s, _, _ = strings.Cut(s, ">")
	return s
}
