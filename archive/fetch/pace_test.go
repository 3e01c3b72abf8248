package fetch

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"
)

// A request is alone with its host while another one only waits for its turn.
func TestWhoWaitsIsNotUnderWay(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var h *host
	waited := false
	refused := errors.New("refused")
	sleep := func(context.Context, time.Duration) error {
		if waited = true; !h.alone() {
			t.Error("who waits out the delay counts as under way")
		}
		return refused
	}
	c := New(Options{Delay: time.Second, PerHost: 2, Now: func() time.Time { return now }, Sleep: sleep})
	h = c.host(&url.URL{Scheme: "https", Host: "policies.example"})
	if err := h.enter(t.Context(), c); err != nil || !h.alone() {
		t.Fatalf("the only request: %v, alone %v", err, h.alone())
	}
	if err := h.enter(t.Context(), c); !errors.Is(err, refused) || !waited || !h.alone() {
		t.Errorf("a second one that gave up waiting: %v, alone %v", err, h.alone())
	}
	now = now.Add(time.Minute)
	if err := h.enter(t.Context(), c); err != nil || h.alone() {
		t.Errorf("two under way: %v, alone %v", err, h.alone())
	}
	if h.leave(); !h.alone() {
		t.Error("one left, and the other is not alone")
	}
}
