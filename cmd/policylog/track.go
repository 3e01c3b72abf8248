package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"

	"policylog/diff/lifeline"
	"policylog/store"
)

// track follows a source from its first version to the one that an argument names.
func (a *app) track(ctx context.Context, arg string) (*lifeline.Tracker, store.Version, error) {
	s, err := a.open(ctx)
	if err != nil {
		return nil, store.Version{}, err
	}
	defer s.Close()
	v, err := version(ctx, s, arg)
	if err != nil {
		return nil, v, err
	}
	history, err := s.History(ctx, v.Source)
	if err != nil {
		return nil, v, err
	}
	last, err := positionOf(history, v)
	if err != nil {
		return nil, v, err
	}
	t, err := a.follow(ctx, s, history[:last+1])
	return t, v, err
}

// follow follows a history, from where an earlier run of this program left off. What that knew is kept beside the
// archive's index, under all that it depends on: whatever differs, the history is read from its beginning.
func (a *app) follow(ctx context.Context, s *store.Store, history []store.Version) (*lifeline.Tracker, error) {
	keys := trackKeys(history)
	t, n := resume(ctx, s, history, keys)
	if n == len(history) {
		return t, nil
	}
	bar := a.progress()
	defer bar.done()
	for i, h := range history[n:] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := s.Text(ctx, h)
		if err != nil {
			return nil, err
		}
		t.Add(tracked(h), data)
		bar.report("comparing", int64(n+i+1), int64(len(history)))
	}
	if state, err := t.MarshalBinary(); err == nil {
		s.Keep(keys[len(keys)-1], state)
	}
	return t, nil
}

// resume is the tracker after as many versions as were kept, and how many they are: none, at worst.
func resume(ctx context.Context, s *store.Store, history []store.Version, keys []string) (*lifeline.Tracker, int) {
	id, _ := store.ParseSourceID(history[0].Source)
	for n := len(history); n > 0; n-- {
		state := s.Kept(keys[n-1])
		if state == nil {
			continue
		}
		last, err := s.Text(ctx, history[n-1])
		if err != nil {
			break
		}
		var versions []lifeline.Version
		for _, h := range history[:n] {
			versions = append(versions, tracked(h))
		}
		if t, err := lifeline.Resume(id.Language, versions, last, state); err == nil {
			return t, n
		}
	}
	return lifeline.NewTracker(id.Language), 0
}

func tracked(h store.Version) lifeline.Version {
	return lifeline.Version{
		ID: h.Commit, Captured: stamp(h.Captured), Updated: h.Updated, Technical: h.Kind == store.KindTechnicalUpgrade,
	}
}

// trackKeys names, for each version, what is known once it was read: by the program and by everything of the versions up
// to it that the program looks at.
func trackKeys(history []store.Version) []string {
	chain := sha256.Sum256([]byte(thisProgram() + "\x00" + history[0].Source))
	keys := make([]string, len(history))
	for i, h := range history {
		v := tracked(h)
		link := fmt.Sprintf("%x %s %s %s %s %t", chain, v.ID, h.Blob, v.Captured, v.Updated, v.Technical)
		chain = sha256.Sum256([]byte(link))
		keys[i] = fmt.Sprintf("track %x", chain)
	}
	return keys
}

// thisProgram tells one build of the program from another: what one kept is nothing to the other.
func thisProgram() string {
	b := readBuild()
	id := fmt.Sprint(b)
	if name, err := os.Executable(); err == nil {
		if st, err := os.Stat(name); err == nil {
			id += fmt.Sprintf(" %s %d %d", name, st.Size(), st.ModTime().UnixNano())
		}
	}
	return id
}
