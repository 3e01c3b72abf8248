package fetch

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"
)

// fullPort is a port of this machine whose queue is full: it answers nobody who wants to connect.
func fullPort(t *testing.T) string {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	if err := errors.Join(syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}), syscall.Listen(fd, 0)); err != nil {
		t.Skip(err)
	}
	at, err := syscall.Getsockname(fd)
	if err != nil {
		t.Skip(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", at.(*syscall.SockaddrInet4).Port)
	for range 8 {
		c, err := net.DialTimeout("tcp", address, 500*time.Millisecond)
		if err != nil {
			return address
		}
		t.Cleanup(func() { c.Close() })
	}
	t.Skip("the queue of a port takes any number here")
	return ""
}

// A host that nobody answers at fails in the time that a connection may take, not in that of a page.
func TestConnectionsThatDoNotCome(t *testing.T) {
	c, _ := client(t, Options{ConnectTimeout: 100 * time.Millisecond, Timeout: time.Minute})
	_, err := get(t, c, Request{URL: "http://" + fullPort(t) + "/p", Robots: "a test"})
	if !errors.Is(err, ErrTimeout) || strings.Contains(err.Error(), time.Minute.String()) {
		t.Error(err)
	}
}
