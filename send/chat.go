package send

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/nicholas-fedor/shoutrrr"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"

	"policylog/internal/pattern"
)

// errLibrary stands for a panic of the library, which knows no other way to say that some addresses are wrong.
var errLibrary = errors.New("the address is not one of its service")

// service is shoutrrr's service for an address.
func (a *Address) service() (s types.Service, err error) {
	defer func() {
		if recover() != nil {
			err = errLibrary
		}
	}()
	router, err := shoutrrr.CreateSender()
	if err != nil {
		return nil, err
	}
	return router.Locate(a.raw)
}

// refused is an answer that the next attempt would get again: a request that is wrong, not one that came too often.
var refused = pattern.Lazy(`\b4(0[0-79]|1[0-9]|2[0-46-8])\b`)

// post sends a text, of which the first line is the title, through the service. It gives up with the context, since not
// every service does: what then still waits for an answer may yet be delivered, so it is not tried again beside it.
func (a *Address) post(ctx context.Context, text string) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- permanent{errLibrary}
			}
		}()
		s, err := a.service()
		if err != nil {
			done <- permanent{err}
			return
		}
		text, params := a.shaped(s.GetID(), text)
		done <- s.Send(text, &params)
	}()
	select {
	case err := <-done:
		if err != nil && refused().MatchString(err.Error()) {
			return permanent{err}
		}
		return err
	case <-ctx.Done():
		return permanent{fmt.Errorf("no answer in time: %w", context.Cause(ctx))}
	}
}

// shaped is a text as a service takes it, and the parameters that go with it.
func (a *Address) shaped(service, text string) (string, types.Params) {
	params := types.Params{}
	switch service {
	case "generic":
		if !strings.Contains(a.raw, "template=") {
			return text, params // a bare body has no place for a title
		}
		fallthrough
	case "opsgenie", "bark", "gotify", "ifttt", "join", "ntfy", "pushbullet", "pushover": // show a title of its own
		title, rest, _ := strings.Cut(text, "\n")
		params["title"] = title
		if rest = strings.TrimSpace(rest); rest != "" {
			text = rest
		}
	case "telegram":
		params["preview"] = "no"
	case "discord":
		params["splitLines"] = "no" // else a message of many parts, ten at most
	}
	return text, params
}
