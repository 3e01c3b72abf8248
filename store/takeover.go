package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"
)

// takesOver says whether a pull puts the remote's main in the place of ours: of an archive that was begun apart and has
// recorded nothing since, not even another policylog.yaml, which main alone might have. mine are the ancestors of ours.
func (r *recording) takesOver(ours, theirs plumbing.Hash, mine map[plumbing.Hash]bool) (bool, error) {
	if base, err := r.mergeBase(theirs, mine); err != nil || !base.IsZero() {
		return false, err
	}
	for _, ref := range []string{refSnapshots, refObservations} {
		if h, err := r.s.git.read(ref); err != nil || !h.IsZero() {
			return false, err
		}
	}
	tip, err := r.o.commit(ours)
	if err != nil {
		return false, err
	}
	for h := range mine {
		c, err := r.o.commit(h)
		if err != nil {
			return false, err
		}
		if _, t := splitMessage(c.message); Kind(t.get(trailerKind)) != KindConfig || c.tree != tip.tree {
			return false, nil
		}
	}
	return true, nil
}

// checkTheirs refuses a main of the remote's with which this archive could not be opened any more.
func (r *recording) checkTheirs(theirs plumbing.Hash) error {
	if theirs.IsZero() {
		return nil
	}
	c, err := r.o.commit(theirs)
	if err != nil {
		return err
	}
	format, err := r.o.file(c.tree, formatFile)
	if err != nil {
		return err
	}
	if format == nil {
		return fmt.Errorf("%s: %w: the remote's is no archive of policylog's\n"+
			"hint: `policylog import git` takes its history in", refMain, ErrDiverged)
	}
	return checkFormat(format)
}

// followConfig writes the policylog.yaml that main is about to have beside the archive, when the one there is nobody's
// own: it is missing, or as main has it so far. Else the next run would record the old one over the new. It comes
// before the refs: after a kill between the two, the file is as the remote has it already, and the next pull goes on.
func (r *recording) followConfig(ctx context.Context) error {
	at := slices.IndexFunc(r.refs, func(u refUpdate) bool { return u.name == refMain })
	if at < 0 || r.s.workDir == "" {
		return nil
	}
	have, err := ReadConfig(r.s.workDir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	recorded, err := r.s.fileAt(refMain, configFile)
	if err != nil || have != nil && !bytes.Equal(have, recorded) {
		return err
	}
	next, err := r.configAt(r.refs[at].new)
	if err != nil || next == nil || bytes.Equal(have, next) {
		return err
	}
	return r.s.WriteConfig(ctx, next)
}

// configAt is the policylog.yaml of a commit that may be on its way only; nil without.
func (r *recording) configAt(h plumbing.Hash) ([]byte, error) {
	data, err := r.w.content(r.o, h)
	if err != nil {
		return nil, err
	}
	c, err := decodeCommit(h, data)
	if err != nil {
		return nil, err
	}
	if data, err = r.w.content(r.o, c.tree); err != nil {
		return nil, err
	}
	entries, err := decodeTree(data)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.name == configFile && e.isFile() {
			return r.w.content(r.o, e.id)
		}
	}
	return nil, nil
}
