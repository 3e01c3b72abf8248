package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
)

// farConn is a connection to this machine that says it goes elsewhere.
type farConn struct {
	net.Conn
	far net.Addr
}

func (c farConn) RemoteAddr() net.Addr { return c.far }

// A name that leads to this machine's network is no way in for a page of another.
func TestNamesOfInsideHostsAreRefused(t *testing.T) {
	read := false
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/secret":
			read = true
			fmt.Fprint(w, "inside")
		default:
			http.Redirect(w, r, "http://"+r.URL.Query().Get("to")+"/secret", http.StatusFound)
		}
	})
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
		if err == nil && strings.HasPrefix(addr, "public") {
			c = farConn{c, &net.TCPAddr{IP: net.IPv4(203, 0, 113, 5), Port: 80}}
		}
		return c, err
	}
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"public.example", "public2.example", true},
		{"public.example", "intranet.example", false},
		{"intranet.example", "intranet2.example", true},
		{"intranet.example", "public.example", true},
	} {
		cl, _ := client(t, Options{Transport: &http.Transport{DialContext: dial}})
		_, err := get(t, cl, Request{URL: "http://" + c.from + "/p?to=" + c.to})
		if (err == nil) != c.ok || !c.ok && !errors.Is(err, ErrRefused) {
			t.Errorf("%s → %s: %v", c.from, c.to, err)
		}
	}
	if !read {
		t.Error("the allowed ways were not gone")
	}
}
