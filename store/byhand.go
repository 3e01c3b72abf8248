package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"policylog/internal/reason"
)

// What people do to main with a plain git is no version: nobody knows when, or whether, such a text was captured. It is
// not listed; verify reports each such commit, and Open warns of the newest.

// isVersionFile says whether a path of main is where an archive of ours keeps the text of a source.
func isVersionFile(p string) bool {
	name, ok := strings.CutSuffix(p, ".md")
	if !ok {
		return false
	}
	_, err := ParseSourceID(name)
	return err == nil
}

// checkNoVersion checks that a commit of main that states no version changes the text of none. Somebody's own commit of
// other files is legitimate, and a merge takes each text from one of its sides.
func (o *objects) checkNoVersion(w walked) error {
	return o.changedFiles(w, deepestText, func(ch fileChange) error {
		if isVersionFile(ch.path) {
			return reason.Fail(nil, reason.TextByHand, printable(ch.path))
		}
		return nil
	})
}

// checkContent checks that a tree has a file, and that it has the SHA-256 that its commit states.
func (o *objects) checkContent(tree plumbing.Hash, path, want string) error {
	e, ok, err := o.lookup(tree, path)
	if err != nil {
		return err
	}
	if !ok {
		return reason.Fail(nil, reason.NotInTree, printable(path))
	}
	data, err := o.blob(e.id)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != want {
		return reason.Fail(nil, reason.WrongDigest, printable(path), got, printable(want))
	}
	return nil
}

// warnOfHands warns when main's newest commit changes a text by hand, or is a version with another text than it states.
// It looks at one commit alone: opening costs the same however long an archive is.
func (s *Store) warnOfHands() error {
	tip, err := s.git.read(s.branch)
	if err != nil {
		return err
	}
	o, err := s.obj()
	if err != nil {
		return err
	}
	c, err := o.commit(tip)
	if err != nil {
		return err
	}
	_, t := splitMessage(c.message)
	if kind := Kind(t.get(trailerKind)); kind == KindVersion || kind == KindTechnicalUpgrade {
		if path := t.get(trailerSource) + ".md"; isVersionFile(path) {
			err = o.checkContent(c.tree, path, t.get(trailerSHA256))
		}
	} else if len(c.parents) <= 1 { // what a merge brought in is not looked through here
		w := walked{id: tip, tree: c.tree}
		for _, p := range c.parents {
			if s.shallow[tip] {
				return nil
			}
			pc, err := o.commit(p)
			if err != nil {
				return nil // damage is verify's to tell, and a reader's of what is damaged
			}
			w.parents = append(w.parents, pc.tree)
		}
		err = o.checkNoVersion(w)
	}
	if err != nil {
		s.warnings = append(s.warnings, fmt.Sprintf("main's newest commit %.10s is not as policylog records: %v\n"+
			"hint: `policylog verify` tells all there is of this", tip, err))
	}
	return nil
}
