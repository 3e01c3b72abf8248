package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"policylog/diff/render"
	"policylog/store"
)

// exportChange writes what proves one change: for each of the two versions the text, the raw snapshot and its headers,
// then the comparison and the checksums of all.
func (a *app) exportChange(ctx context.Context, s *store.Store, out *listing, arg string) error {
	v, err := version(ctx, s, arg)
	if err != nil {
		return err
	}
	old, err := before(ctx, s, v)
	if err != nil {
		return err
	}
	e := &evidence{out: out}
	if err := e.side(ctx, s, "old", old); err != nil {
		return err
	}
	if err := e.side(ctx, s, "new", v); err != nil {
		return err
	}
	x, y, err := a.pair(ctx, s, old, v)
	if err != nil {
		return err
	}
	r := compare(x, y, topics())
	var asJSON, asHTML bytes.Buffer
	if err := r.WriteJSON(&asJSON); err != nil {
		return err
	}
	if err := render.HTML(&asHTML, r, render.Options{Lang: a.messageLang()}); err != nil {
		return err
	}
	e.add("diff.json", time.Time{}, asJSON.Bytes())
	e.add("diff.html", time.Time{}, asHTML.Bytes())
	e.add("README.md", time.Time{}, []byte(howToCheck(old, v, e.snapshots)))
	e.add("SHA256SUMS", time.Time{}, []byte(e.sums.String()))
	return e.err
}

// evidence collects files with their checksums.
type evidence struct {
	out       *listing
	sums      strings.Builder
	snapshots []string // how to check each
	err       error
}

func (e *evidence) add(name string, when time.Time, data []byte) {
	if e.err != nil {
		return
	}
	e.err = e.out.file(name, when, data)
	fmt.Fprintf(&e.sums, "%x  %s\n", sha256.Sum256(data), name)
}

func (e *evidence) side(ctx context.Context, s *store.Store, dir string, v store.Version) error {
	text, err := s.Text(ctx, v)
	if err != nil {
		return err
	}
	e.out.version = v
	defer func() { e.out.version = store.Version{} }()
	e.add(dir+"/text.md", v.Captured, text)
	if v.Snapshot == "" {
		return e.err
	}
	snap, err := s.SnapshotOf(ctx, v)
	if err != nil {
		return err
	}
	name := dir + "/snapshot." + snap.Ext
	e.add(name, v.Captured, snap.Data)
	var head strings.Builder
	for _, t := range append([][2]string{{"Source-URL", snap.URL}, {"Captured-At", stamp(snap.Captured)}}, snap.Trailers...) {
		fmt.Fprintf(&head, "%s: %s\n", t[0], strings.Join(strings.Fields(printable(t[1])), " "))
	}
	e.add(dir+"/headers.txt", v.Captured, []byte(head.String()))
	e.snapshots = append(e.snapshots, fmt.Sprintf("    git cat-file -p %s | cmp - %s", inShell(v.Snapshot+":"+v.Source+"."+snap.Ext), name))
	return e.err
}

// howToCheck says what the files are, and how they are checked without this program.
func howToCheck(old, v store.Version, snapshots []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# One change of %s

The change between the version captured %s and the one captured %s: texts (text.md), the pages they were extracted from
(snapshot.*) with what the server said (headers.txt), and the comparison (diff.json, diff.html).

Check the files against their checksums:

    sha256sum -c SHA256SUMS

Check them against a clone of the archive, inside it, with this directory's files beside:

    git fsck --strict
    git log -1 --format=fuller %s
    git log -1 --format=fuller %s
    git cat-file -p %s | cmp - old/text.md
    git cat-file -p %s | cmp - new/text.md
`, v.Source, or(dayOf(old.Captured), "at an unknown time"), or(dayOf(v.Captured), "at an unknown time"), old.Commit, v.Commit,
		inShell(old.Commit+":"+old.Path), inShell(v.Commit+":"+v.Path))
	for _, s := range snapshots {
		b.WriteString(s + "\n")
	}
	b.WriteString(`
What this proves: that the archive holds these bytes, and that they have not changed since their commits were made. What
it does not prove: when that was. The dates in git are the archivist's own word, and so are the headers; a copy of the
commit's id that somebody else kept at the time, such as a push to a host of theirs, is what ties it to a day.
`)
	return b.String()
}

// inShell quotes an argument for a shell: a source's name may hold anything that git takes in a path.
func inShell(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
