package archive

import (
	"bytes"
	"context"
	"fmt"
)

// upgraded is what is known of a source once its text was brought up to its rules of now.
type upgraded struct {
	outcomes []Outcome // one, if the text became another
	last     Last
	apart    Snapshot // the latest one, when its text cannot be made by the rules of now: it was of another build of the page
}

// upgrade extracts the latest snapshot again when the rules are others than those of the latest text.
func (c *capturer) upgrade(ctx context.Context, s Source, last Last, latest func(context.Context, string) (Snapshot, error)) (upgraded, error) {
	up := upgraded{last: last}
	// A text that no extractor made (an imported file) is not made again by one.
	if known := knownExtractor(last); last.Text == nil || known == "" || known == extractorOf(s) {
		return up, nil
	}
	snapshot, err := latest(ctx, s.ID)
	if err != nil {
		return up, fmt.Errorf("%s: %w", s.ID, err)
	}
	if snapshot.Data == nil {
		return up, nil
	}
	o, err := c.again(ctx, s, snapshot)
	if err != nil || !o.HeldFor.IsZero() {
		c.env.Log.WarnContext(ctx, "the latest snapshot cannot be extracted with the new rules", "source", s.ID,
			"problem", o.HeldFor.String(), "error", err)
		up.apart = snapshot
		return up, nil
	}
	if string(o.Markdown) == string(last.Text) {
		return up, nil
	}
	o.Status = StatusUpgraded
	up.outcomes, up.last.Text, up.last.Title = []Outcome{o}, o.Markdown, o.Title
	return up, nil
}

// bridge tells a change of the page's build from one of the policy, where no rules fit the snapshot before and this
// capture both: when the content that is found in the two without rules is the same, the text became another because the
// rules did. Then the capture is a technical upgrade, and unchanged.
func (c *capturer) bridge(ctx context.Context, s Source, apart Snapshot, o Outcome) []Outcome {
	if apart.Data == nil || o.Status != StatusChanged {
		return []Outcome{o}
	}
	before, err := c.again(ctx, s.anywhere(), apart)
	if err != nil {
		return []Outcome{o}
	}
	now, err := c.again(ctx, s.anywhere(), Snapshot{Data: o.Raw, Ext: o.Ext, URL: o.FinalURL, Trailers: o.Trailers})
	if err != nil || !bytes.Equal(before.Markdown, now.Markdown) {
		return []Outcome{o}
	}
	up := o
	up.Status, up.Extra, up.Flap, up.Notes = StatusUpgraded, nil, false, nil
	o.Status, o.Raw, o.Markdown, o.Flap = StatusUnchanged, nil, nil, false
	return []Outcome{up, o}
}

// again extracts a snapshot.
func (c *capturer) again(ctx context.Context, s Source, snapshot Snapshot) (Outcome, error) {
	list := []fetched{{snapshot.URL, trailer(snapshot.Trailers, "Content-Type"), snapshot.Data}}
	if isBundle(snapshot.Data) {
		var err error
		if list, err = unbundle(snapshot.Data); err != nil {
			return Outcome{}, err
		}
	}
	if len(list) == 1 && list[0].contentType == "" {
		list[0].contentType = contentTypeOf("x."+snapshot.Ext, snapshot.Data)
	}
	t, err := c.extractBounded(ctx, s, list)
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{
		Source: s.ID, FinalURL: snapshot.URL, Captured: snapshot.Captured, Origin: "fetch", Extractor: extractorOf(s),
		HeldFor: t.problem,
	}
	o.take(t, s)
	return o, nil
}

func trailer(trailers [][2]string, name string) string {
	for _, t := range trailers {
		if t[0] == name {
			return t[1]
		}
	}
	return ""
}
