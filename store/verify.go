package store

import (
	"bytes"
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"policylog/internal/pattern"
	"policylog/internal/reason"
)

// Problem is something that Verify found wrong.
type Problem struct {
	Where reason.Reason `json:"where"` // file, ref, commit or object, in English
	What  reason.Reason `json:"what"`  // in English, for people
	Kind  reason.Kind   `json:"kind"`  // for machines: what came in the way
}

// Verified counts what Verify looked at.
type Verified struct {
	Objects      int `json:"objects"`
	Commits      int `json:"commits"`
	Versions     int `json:"versions"`
	Snapshots    int `json:"snapshots"`
	Observations int `json:"observations"` // runs
	Problems     int `json:"problems"`
}

// verification is one run of Verify.
type verification struct {
	s      *Store
	o      *objects
	report func(Problem)
	count  Verified

	snapshots map[string]string      // commit to source
	absent    map[string]bool        // refs that are not there
	unlinked  int                    // versions of an archive without the branch snapshots that name one on it
	seen      map[plumbing.Hash]bool // files known to be there
}

// Verify reads everything in the archive and reports what is wrong and where: pack and index checksums, each object
// against its name, completeness of each ref's history, trailers, texts against their hashes, links to snapshots,
// observations against their digests, that no text was changed by a commit that states no version, and that main has
// the newest text of each source. It looks where readers do: in a clone that has the refs as a remote's, at those. A
// flipped byte anywhere in objects or refs is found. It reads the repository as it is on disk: nothing cached is
// trusted. The error is about not being able to look.
func (s *Store) Verify(ctx context.Context, report func(Problem)) (Verified, error) {
	o, err := s.git.open()
	v := &verification{s: s, o: o, report: report, snapshots: map[string]string{}, absent: map[string]bool{}, seen: map[plumbing.Hash]bool{}}
	if err != nil {
		v.trouble(at("objects"), err)
		return v.count, nil
	}
	defer o.close()
	if err := v.files(ctx); err != nil {
		return v.count, fmt.Errorf("verify %s: %w", s.dir, err)
	}
	branches := allRefs
	if s.foreign {
		branches = []string{s.branch}
	}
	for _, ref := range branches {
		if err := v.ref(ctx, ref); err != nil {
			return v.count, fmt.Errorf("verify %s: %w", s.dir, err)
		}
	}
	if s.foreign {
		// No commit states a version there: they are what the layout makes of the files that were checked.
		if v.count.Versions, err = v.listed(ctx); err != nil {
			v.trouble(at("index"), err)
		}
	} else {
		if v.unlinked > 0 {
			v.problem(at(refSnapshots), reason.New(reason.SnapshotsAway, strconv.Itoa(v.unlinked)))
		}
		v.mainTree(ctx)
	}
	return v.count, nil
}

func (v *verification) problem(where, what reason.Reason) {
	v.count.Problems++
	v.report(Problem{where, what, what.Inner().Kind})
}

func (v *verification) trouble(where reason.Reason, err error) { v.problem(where, reason.Of(err)) }

// at is a place with a name of its own: a file, a branch, a source.
func at(name string) reason.Reason { return reason.New(reason.Other, name) }

// files checks every pack and loose object on disk against its checksum and name.
func (v *verification) files(ctx context.Context) error {
	for _, p := range v.o.packs {
		name := filepath.Base(p.path)
		sum, err := v.checkPackSum(p)
		if err != nil {
			v.trouble(at(name), err)
		}
		idx, err := p.index()
		if err != nil {
			v.trouble(at(name), err)
			continue
		}
		idxSum := sha1.Sum(idx[:len(idx)-20])
		if !bytes.Equal(idxSum[:], idx[len(idx)-20:]) {
			v.problem(at(strings.TrimSuffix(name, ".pack")+".idx"), reason.New(reason.WrongChecksum))
		} else if sum != nil && !bytes.Equal(sum, idx[len(idx)-40:len(idx)-20]) {
			v.problem(at(name), reason.New(reason.OtherIndex))
		}
		names, err := p.names()
		if err != nil {
			return err
		}
		err = inOrder(ctx, len(names), func(i int) (reason.Reason, error) {
			typ, data, err := v.o.readPacked(p, p.offset(int64(i)))
			if err != nil {
				return reason.Of(err), nil
			}
			if hashObject(typ, data) != names[i] {
				return reason.New(reason.WrongContent), nil
			}
			return reason.Reason{}, nil
		}, func(i int, what reason.Reason) error {
			v.count.Objects++
			if !what.IsZero() {
				v.problem(reason.New(reason.ObjectIn, names[i].String(), name), what)
			}
			if i%4096 == 0 {
				v.s.opt.Progress("verify "+name, int64(i), int64(p.n))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if v.o.memory != nil {
		return v.heldInMemory(ctx)
	}
	loose, err := filepath.Glob(filepath.Join(globQuote(v.o.dirs[0]), "[0-9a-f][0-9a-f]", "*"))
	if err != nil {
		return err
	}
	for _, path := range loose {
		if err := ctx.Err(); err != nil {
			return err
		}
		id := filepath.Base(filepath.Dir(path)) + filepath.Base(path)
		if !plumbing.IsHash(id) {
			continue
		}
		v.count.Objects++
		typ, data, err := readLoose(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			v.trouble(reason.New(reason.ObjectAt, id), err)
		} else if err == nil && hashObject(typ, data).String() != id {
			v.problem(reason.New(reason.ObjectAt, id), reason.New(reason.WrongContent))
		}
	}
	return nil
}

// heldInMemory checks the objects of an archive in memory against their names.
func (v *verification) heldInMemory(ctx context.Context) error {
	v.o.mu.RLock()
	held := maps.Clone(v.o.memory)
	v.o.mu.RUnlock()
	for h, ob := range held {
		v.count.Objects++
		if hashObject(ob.typ, ob.data) != h {
			v.problem(reason.New(reason.ObjectAt, h.String()), reason.New(reason.WrongContent))
		}
	}
	return ctx.Err()
}

// tip reads a ref where readers of the archive find it: main where Open did, the others in a clone among the remote's.
func (v *verification) tip(ref string) (plumbing.Hash, error) {
	if ref == refMain {
		return v.s.git.read(v.s.branch)
	}
	return v.s.readBranch(ref)
}

func (v *verification) checkPackSum(p *pack) ([]byte, error) {
	st, err := p.f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() < 32 {
		return nil, reason.Fail(nil, reason.TooShort)
	}
	sum := sha1.New()
	if _, err := io.Copy(sum, io.NewSectionReader(p.f, 0, st.Size()-20)); err != nil {
		return nil, err
	}
	var have [20]byte
	if _, err := p.f.ReadAt(have[:], st.Size()-20); err != nil {
		return nil, err
	}
	if !bytes.Equal(sum.Sum(nil), have[:]) {
		return nil, reason.Fail(nil, reason.WrongChecksum)
	}
	return have[:], nil
}

// ref checks the history of a ref. Damage ends the walk of this ref, with a report.
func (v *verification) ref(ctx context.Context, ref string) error {
	tip, err := v.tip(ref)
	if err != nil {
		v.trouble(at(ref), err)
		return nil
	}
	if tip.IsZero() {
		if ref == v.s.branch || ref == refMain {
			v.problem(at(ref), reason.New(reason.Gone))
		}
		v.absent[ref] = true
		return nil
	}
	// A walk on objects that nothing has cached.
	fresh := &Store{opt: v.s.opt, shallow: v.s.shallow, obj: func() (*objects, error) { return v.o, nil }}
	list, _, err := fresh.history(ctx, tip, plumbing.ZeroHash, func(plumbing.Hash) (bool, error) { return false, nil })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		v.trouble(at(ref), err)
		return nil
	}
	for i, w := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.count.Commits++
		if err := v.commit(ref, w); err != nil {
			v.trouble(reason.New(reason.CommitOf, ref, w.id.String()), err)
		}
		if i%1024 == 0 {
			v.s.opt.Progress("verify "+ref, int64(i), int64(len(list)))
		}
	}
	return nil
}

// commit checks one commit of a ref.
func (v *verification) commit(ref string, w walked) error {
	c, err := v.o.commitOf(w)
	if err != nil {
		return err
	}
	var parent plumbing.Hash
	if len(w.parents) > 0 {
		parent = w.parents[0]
	}
	var changed []fileChange
	if err := v.o.diffTrees(parent, w.tree, "", v.s.deepest(), func(ch fileChange) error {
		changed = append(changed, ch)
		if !ch.new.IsZero() && !v.seen[ch.new] {
			if !v.o.has(ch.new) {
				return reason.Fail(nil, reason.MissingObject, printable(ch.path), ch.new.String())
			}
			v.seen[ch.new] = true
		}
		return nil
	}); err != nil {
		return err
	}
	if v.s.foreign {
		return nil
	}
	_, t := splitMessage(c.message)
	switch ref {
	case refMain:
		return v.version(w, c, t, changed)
	case refSnapshots:
		return v.snapshot(c, t, changed, len(w.parents))
	case refObservations:
		for _, ch := range changed {
			if err := v.run(ch); err != nil {
				return reason.Wrap(err, reason.InFile, printable(ch.path))
			}
		}
	}
	return nil
}

// version checks a commit of main.
func (v *verification) version(w walked, c commit, t trailers, changed []fileChange) error {
	kind := Kind(t.get(trailerKind))
	switch kind {
	case KindMerge, KindConfig, "":
		return v.o.checkNoVersion(w)
	case KindVersion, KindTechnicalUpgrade:
	default:
		return reason.Fail(nil, reason.WrongKind, strconv.Quote(printable(string(kind))), "main")
	}
	v.count.Versions++
	source := t.get(trailerSource)
	if _, err := ParseSourceID(source); err != nil {
		return err
	}
	if err := checkCaptured(t); err != nil {
		return err
	}
	path := source + ".md"
	if err := v.o.checkContent(c.tree, path, t.get(trailerSHA256)); err != nil {
		return err
	}
	for _, ch := range changed {
		if ch.path != path && len(w.parents) > 0 {
			return reason.Fail(nil, reason.ChangesMore, printable(ch.path))
		}
	}
	if sn := t.get(trailerSnapshot); sn != "" {
		if v.absent[refSnapshots] {
			v.unlinked++
			return nil
		}
		switch of, ok := v.snapshots[sn]; {
		case !ok:
			return reason.Fail(nil, reason.NoSnapshot, printable(sn))
		case of != source:
			return reason.Fail(nil, reason.OtherSnapshot, printable(sn), printable(of))
		}
	}
	return nil
}

func checkCaptured(t trailers) error {
	if at := t.get(trailerCaptured); at != "" && parseTime(at).IsZero() {
		return reason.Fail(nil, reason.NoTime, fmt.Sprintf("%s %q", trailerCaptured, printable(at)))
	}
	return nil
}

// snapshot checks a commit of the branch snapshots.
func (v *verification) snapshot(c commit, t trailers, changed []fileChange, parents int) error {
	switch kind := Kind(t.get(trailerKind)); kind {
	case KindMerge, "":
		for _, ch := range changed {
			if kind == "" && strings.Contains(ch.path, "/") {
				return reason.Fail(nil, reason.PageByHand, printable(ch.path))
			}
		}
		return nil
	case KindSnapshot, KindHeld:
	default:
		return reason.Fail(nil, reason.WrongKind, strconv.Quote(printable(string(kind))), "snapshots")
	}
	v.count.Snapshots++
	source := t.get(trailerSource)
	if _, err := ParseSourceID(source); err != nil {
		return err
	}
	v.snapshots[c.id.String()] = source
	if err := checkCaptured(t); err != nil {
		return err
	}
	path, _, err := v.o.snapshotFile(c.tree, source)
	if err != nil {
		return err
	}
	if path == "" {
		return reason.Fail(nil, reason.NotInTree, source)
	}
	for _, ch := range changed {
		if ch.path != path && !strings.HasPrefix(ch.path, source+".") && parents > 0 {
			return reason.Fail(nil, reason.ChangesMore, printable(ch.path))
		}
	}
	return v.o.checkContent(c.tree, path, t.get(trailerSHA256))
}

var runPath = pattern.Lazy(`^\d{4}/\d\d/\d\d/\d{6}Z-[0-9a-f]{8}\.jsonl$`)

// run checks the file of a run.
func (v *verification) run(ch fileChange) error {
	if ch.new.IsZero() || !ch.old.IsZero() {
		return reason.Fail(nil, reason.RunChanged)
	}
	if !runPath().MatchString(ch.path) {
		return reason.Fail(nil, reason.RunName)
	}
	data, err := v.o.blob(ch.new)
	if err != nil {
		return err
	}
	r, err := parseRun(data)
	if err != nil {
		return err
	}
	v.count.Observations++
	if got := r.at.Format("2006/01/02/150405Z"); !strings.HasPrefix(ch.path, got) {
		return reason.Fail(nil, reason.RunTime, printable(r.line.Run))
	}
	if !r.line.Full {
		return nil
	}
	if len(r.lines) != r.line.Sources || digestOf(r.lines) != r.line.Digest {
		return reason.Fail(nil, reason.RunDigest, strconv.Itoa(len(r.lines)), strconv.Itoa(r.line.Sources))
	}
	return nil
}

// listed is how many versions readers of the archive are shown.
func (v *verification) listed(ctx context.Context) (n int, err error) {
	infos, err := v.s.Sources(ctx)
	for _, in := range infos {
		n += in.Versions
	}
	return n, err
}

// mainTree checks that main's tree has the text that was captured last, of each source.
func (v *verification) mainTree(ctx context.Context) {
	infos, err := v.s.Sources(ctx)
	if err != nil {
		v.trouble(at("index"), err)
		return
	}
	if listed, err := v.listed(ctx); err == nil && listed != v.count.Versions && v.count.Problems == 0 {
		v.problem(at("index"), reason.New(reason.IndexCount, strconv.Itoa(listed), strconv.Itoa(v.count.Versions), v.s.branch))
	}
	tip, err := v.tip(refMain)
	if err != nil {
		return
	}
	c, err := v.o.commit(tip)
	if err != nil {
		return
	}
	for _, in := range infos {
		if in.Versions == 0 {
			continue
		}
		last, err := v.s.Resolve(ctx, in.Source, "latest")
		if err != nil {
			v.trouble(at(in.Source), err)
			continue
		}
		e, _, err := v.o.lookup(c.tree, last.Path)
		if err != nil || e.id.String() != last.Blob {
			v.problem(at(in.Source), reason.New(reason.NotLatest, last.Commit))
		}
	}
}
