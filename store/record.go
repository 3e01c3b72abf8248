package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing"
)

// Record writes a batch under the writer's lock: objects first, then refs (snapshots, main, observations, state).
// When it returns without error all of it is durable. The cost depends on the batch, not on the archive's length.
func (s *Store) Record(ctx context.Context, b Batch) (Recorded, error) {
	if err := b.check(); err != nil {
		return Recorded{}, fmt.Errorf("record: %w", err)
	}
	var rec Recorded
	err := s.withLock(ctx, func() error {
		if err := s.checkComplete(); err != nil {
			return err
		}
		// A plain git may move a ref between our reading and writing it: build again on what is there then.
		for try := 0; ; try++ {
			var err error
			rec, err = s.recordOnce(ctx, b)
			if err == nil {
				// Recorded is recorded: what tidying cannot do now the next recording, or verify, will tell.
				_, _ = s.tidy(ctx, 0, 0)
			}
			if !errors.Is(err, errMoved) || try == 9 {
				return err
			}
		}
	})
	if err != nil {
		return Recorded{}, fmt.Errorf("record: %w", err)
	}
	return rec, nil
}

// check refuses a batch that could not be read back, before anything is written.
func (b *Batch) check() error {
	for i, sn := range b.Snapshots {
		if _, err := ParseSourceID(sn.Source); err != nil {
			return fmt.Errorf("snapshot %d: %w", i, err)
		}
		if !isSnapshotExt(sn.Ext) {
			return fmt.Errorf("snapshot of %s: unknown extension %q", sn.Source, printable(sn.Ext))
		}
		if sn.Kind != KindSnapshot && sn.Kind != KindHeld {
			return fmt.Errorf("snapshot of %s: kind %q", sn.Source, sn.Kind)
		}
	}
	for i, t := range b.Texts {
		if _, err := ParseSourceID(t.Source); err != nil {
			return fmt.Errorf("text %d: %w", i, err)
		}
		switch {
		case t.Kind != KindVersion && t.Kind != KindTechnicalUpgrade:
			return fmt.Errorf("text of %s: kind %q", t.Source, t.Kind)
		case t.Snapshot >= len(b.Snapshots):
			return fmt.Errorf("text of %s: there is no snapshot %d in its batch", t.Source, t.Snapshot)
		case len(t.Markdown) == 0:
			return fmt.Errorf("text of %s is empty", t.Source)
		case !utf8.Valid(t.Markdown):
			return fmt.Errorf("text of %s is not valid UTF-8", t.Source)
		}
	}
	for _, ob := range b.Observations {
		if _, err := ParseSourceID(ob.Source); err != nil {
			return fmt.Errorf("observation: %w", err)
		}
	}
	for name := range b.State {
		if err := checkNamePart(name); err != nil {
			return fmt.Errorf("state %q: name %w", printable(name), err)
		}
	}
	return nil
}

// recording is a batch on its way: objects go to w, and refs stays a plan until all of them are durable.
type recording struct {
	s    *Store
	o    *objects
	w    objectWriter
	x    *index
	me   signature
	now  time.Time
	refs []refUpdate
}

// recordOnce builds a batch on the refs as they are and moves them. errMoved: one of them is elsewhere by now.
func (s *Store) recordOnce(ctx context.Context, b Batch) (rec Recorded, err error) {
	x, err := s.index(ctx)
	if err != nil {
		return rec, err
	}
	o, err := s.obj()
	if err != nil {
		return rec, err
	}
	w, err := s.git.writer()
	if err != nil {
		return rec, err
	}
	defer w.abort()
	r := &recording{s: s, o: o, w: w, x: x, me: s.identity(), now: s.now()}
	if rec.Snapshots, err = r.snapshots(ctx, b.Snapshots); err != nil {
		return rec, err
	}
	if rec.Versions, err = r.texts(ctx, b.Texts, rec.Snapshots, b.Config); err != nil {
		return rec, err
	}
	if b.Observations != nil {
		if err := r.observations(ctx, b.Observations); err != nil {
			return rec, err
		}
	}
	if len(b.State) > 0 {
		if err := r.files(refState, "Keep state", b.State); err != nil {
			return rec, err
		}
	}
	return rec, r.publish(ctx)
}

// publish makes the objects durable, and moves the refs to them.
func (r *recording) publish(ctx context.Context) error {
	if len(r.refs) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.s.git.publish(ctx, r.w, r.refs)
}

// move plans a ref's update, when there is one.
func (r *recording) move(ref string, from, to plumbing.Hash) {
	if from != to {
		r.refs = append(r.refs, refUpdate{ref, from, to})
	}
}

// tip reads a ref and its tree.
func (r *recording) tip(ref string) (head, tree plumbing.Hash, err error) {
	head, err = r.s.git.read(ref)
	if err != nil || head.IsZero() {
		return head, tree, err
	}
	c, err := r.o.commit(head)
	return head, c.tree, err
}

// commit writes a commit; a zero parent is left out.
func (r *recording) commit(tree plumbing.Hash, captured time.Time, message string, parents ...plumbing.Hash) (plumbing.Hash, error) {
	c := commit{tree: tree, author: r.me, committer: r.me, message: message}
	c.committer.when = r.now
	if c.author.when = captured; captured.IsZero() {
		c.author.when = r.now
	}
	for _, p := range parents {
		if !p.IsZero() {
			c.parents = append(c.parents, p)
		}
	}
	return r.w.add(plumbing.CommitObject, c.encode())
}

// step is one file to commit: a text or a snapshot.
type step struct {
	source   string
	path     string
	gone     string // former path of the source, to be removed; "" none
	data     []byte
	captured time.Time
	subject  string
	trailers trailers
	result   *string // where the commit's id goes
}

// line commits steps one after the other on head, whose tree is root.
func (r *recording) line(ctx context.Context, head, root plumbing.Hash, steps []step) (plumbing.Hash, plumbing.Hash, error) {
	before := map[string]plumbing.Hash{} // path to blob in this pack: what the next text is a delta on
	for i, st := range steps {
		if err := ctx.Err(); err != nil {
			return head, root, err
		}
		var blob plumbing.Hash
		var err error
		if base, ok := before[st.path]; ok {
			var data []byte
			if data, err = r.w.content(r.o, base); err == nil {
				blob, err = r.w.addDelta(plumbing.BlobObject, st.data, base, data)
			}
		} else {
			blob, err = r.w.add(plumbing.BlobObject, st.data)
		}
		if err != nil {
			return head, root, err
		}
		before[st.path] = blob
		edits := map[string]plumbing.Hash{st.path: blob}
		if st.gone != "" && st.gone != st.path {
			edits[st.gone] = plumbing.ZeroHash
		}
		if root, err = r.o.editTree(r.w, root, edits); err != nil {
			return head, root, err
		}
		if head, err = r.commit(root, st.captured, composeMessage(st.subject, st.trailers), head); err != nil {
			return head, root, err
		}
		*st.result = head.String()
		if i%64 == 63 {
			r.s.opt.Progress("record", int64(i+1), int64(len(steps)))
		}
	}
	return head, root, nil
}

// capturedOrder sorts positions by capture time, unknown first, and else as they came.
func capturedOrder(n int, captured func(int) time.Time) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return captured(order[a]).Before(captured(order[b])) })
	return order
}

// neighbour is the version or snapshot before a place in the captured order of a source.
type neighbour struct {
	captured     time.Time
	blob, commit string
	path         string
	kind         Kind
	found        bool
}

func queryNeighbour(ctx context.Context, x *index, query string, args ...any) (n neighbour, err error) {
	var captured sql.NullInt64
	var blob, commit []byte
	err = x.db.QueryRowContext(ctx, query, args...).Scan(&captured, &blob, &commit, &n.path, &n.kind)
	if errors.Is(err, sql.ErrNoRows) {
		return n, nil
	}
	n.captured, n.blob, n.commit, n.found = timeOrZero(captured), hex.EncodeToString(blob), hex.EncodeToString(commit), true
	return n, err
}

// before finds in table (versions, snapshots) what a source has just before a capture time, itself included; for an
// unknown time, the last of unknown time.
func (x *index) before(ctx context.Context, table, source string, captured time.Time) (neighbour, error) {
	q := "SELECT captured, blob, commit_id, path, kind FROM " + table + " WHERE source = ? AND "
	if !captured.IsZero() {
		n, err := queryNeighbour(ctx, x, q+"captured <= ? ORDER BY captured DESC, seq DESC LIMIT 1", source, captured.Unix())
		if err != nil || n.found {
			return n, err
		}
	}
	return queryNeighbour(ctx, x, q+"captured IS NULL ORDER BY seq DESC LIMIT 1", source)
}

// newest finds the last of a source.
func (x *index) newest(ctx context.Context, table, source string) (neighbour, error) {
	return queryNeighbour(ctx, x, "SELECT captured, blob, commit_id, path, kind FROM "+table+
		" WHERE source = ? ORDER BY captured DESC, seq DESC LIMIT 1", source)
}

// branchedFrom is the commit where a side chain that begins at a capture time leaves the others: what was captured
// last before it, of any source; the zero id when nothing was.
func (x *index) branchedFrom(ctx context.Context, table string, captured time.Time) (plumbing.Hash, error) {
	if captured.IsZero() {
		return plumbing.ZeroHash, nil
	}
	n, err := queryNeighbour(ctx, x, "SELECT captured, blob, commit_id, path, kind FROM "+table+
		" WHERE captured < ? ORDER BY captured DESC, seq DESC LIMIT 1", captured.Unix())
	return plumbing.NewHash(n.commit), err
}

// texts commits the versions of a batch on main. Those older than what their source has go on a side chain, which
// branches off where main was at that time and ends in one merge that keeps main's tree.
func (r *recording) texts(ctx context.Context, texts []Text, snapshots []string, config []byte) ([]string, error) {
	results := make([]string, len(texts))
	head, root, err := r.tip(refMain)
	if err != nil {
		return nil, err
	}
	start := head
	if config != nil {
		if head, root, err = r.config(head, root, config); err != nil {
			return nil, err
		}
	}
	var straight, side []step
	newest := map[string]neighbour{} // before the batch
	inBatch := map[string]neighbour{}
	seen := map[string]bool{} // source and blob, of unknown capture time
	for _, i := range capturedOrder(len(texts), func(i int) time.Time { return texts[i].Captured }) {
		t := texts[i]
		t.Captured = t.Captured.Truncate(time.Second)
		blob := hashObject(plumbing.BlobObject, t.Markdown).String()
		last, ok := newest[t.Source]
		if !ok {
			if last, err = r.x.newest(ctx, "versions", t.Source); err != nil {
				return nil, err
			}
			newest[t.Source] = last
		}
		var before neighbour
		if last.found {
			if before, err = r.x.before(ctx, "versions", t.Source, t.Captured); err != nil {
				return nil, err
			}
		}
		if b := inBatch[t.Source]; b.found && !b.captured.Before(before.captured) {
			before = b
		}
		same := before.found && before.blob == blob
		if t.Captured.IsZero() && !same {
			// It may be any of those that we have.
			key := t.Source + "\x00" + blob
			if same = seen[key]; !same && last.found {
				if same, err = r.x.hasText(ctx, t.Source, blob); err != nil {
					return nil, err
				}
			}
			seen[key] = true
		}
		if same {
			continue
		}
		st := textStep(t, snapshots)
		st.result = &results[i]
		if last.found && t.Captured.Before(last.captured) {
			side = append(side, st)
		} else {
			straight = append(straight, st)
		}
		inBatch[t.Source] = neighbour{captured: t.Captured, blob: blob, found: true}
	}
	if head, root, err = r.line(ctx, head, root, straight); err != nil {
		return nil, err
	}
	if head, err = r.side(ctx, "versions", head, root, side); err != nil {
		return nil, err
	}
	r.move(refMain, start, head)
	return results, nil
}

// side commits a chain of older captures, and one merge on head that keeps its tree.
func (r *recording) side(ctx context.Context, table string, head, root plumbing.Hash, steps []step) (plumbing.Hash, error) {
	if len(steps) == 0 {
		return head, nil
	}
	base, err := r.x.branchedFrom(ctx, table, steps[0].captured)
	if err != nil {
		return head, err
	}
	var tree plumbing.Hash
	if !base.IsZero() {
		c, err := r.o.commit(base)
		if err != nil {
			return head, err
		}
		tree = c.tree
	}
	// A chain older than everything begins with a root of its own: an empty tree.
	tip, _, err := r.line(ctx, base, tree, steps)
	if err != nil {
		return head, err
	}
	var t trailers
	t.add(trailerKind, string(KindMerge))
	subject := fmt.Sprintf("Merge %d older captures", len(steps))
	if len(steps) == 1 {
		subject = "Merge an older capture of " + steps[0].source
	}
	return r.commit(root, time.Time{}, composeMessage(subject, t), head, tip)
}

// config commits a changed policylog.yaml.
func (r *recording) config(head, root plumbing.Hash, config []byte) (plumbing.Hash, plumbing.Hash, error) {
	e, ok, err := r.o.lookup(root, configFile)
	if err != nil || ok && e.id == hashObject(plumbing.BlobObject, config) {
		return head, root, err
	}
	next, err := editFile(r.o, r.w, root, configFile, config)
	if err != nil {
		return head, root, err
	}
	var t trailers
	t.add(trailerKind, string(KindConfig))
	head, err = r.commit(next, time.Time{}, composeMessage("Change "+configFile, t), head)
	return head, next, err
}

// hasText says whether any version of a source has this text.
func (x *index) hasText(ctx context.Context, source, blob string) (bool, error) {
	h := plumbing.NewHash(blob)
	n, err := queryNeighbour(ctx, x, "SELECT captured, blob, commit_id, path, kind FROM versions WHERE source = ? AND blob = ? LIMIT 1",
		source, h[:])
	return n.found, err
}

func textStep(t Text, snapshots []string) step {
	st := step{source: t.Source, path: t.Source + ".md", data: t.Markdown, captured: t.Captured}
	tr := &st.trailers
	tr.add(trailerKind, string(t.Kind))
	tr.add(trailerOrigin, t.Origin)
	tr.add(trailerSource, t.Source)
	tr.add(trailerURL, t.URL)
	tr.addTime(trailerCaptured, t.Captured)
	tr.add(trailerTitle, t.Title)
	tr.add(trailerUpdated, t.Updated)
	tr.add(trailerEffective, t.Effective)
	tr.add(trailerLabel, t.Label)
	tr.add(trailerSHA256, fmt.Sprintf("%x", sha256.Sum256(t.Markdown)))
	if t.SnapshotCommit != "" {
		tr.add(trailerSnapshot, t.SnapshotCommit)
	} else if t.Snapshot >= 0 && len(snapshots) > 0 {
		tr.add(trailerSnapshot, snapshots[t.Snapshot])
	}
	tr.add(trailerExtractor, t.Extractor)
	what := printable(t.Title)
	if t.Kind == KindTechnicalUpgrade {
		what = "technical upgrade"
	}
	st.subject = subjectOf(t.Source, what, t.Captured)
	return st
}

func (t *trailers) addTime(key string, at time.Time) {
	if !at.IsZero() {
		t.add(key, formatTime(at))
	}
}

// subjectOf is a readable subject: "xiaomi/privacy-policy.zh-TW: 隱私政策, captured 2022-01-27".
func subjectOf(source, what string, captured time.Time) string {
	when := "capture date unknown"
	if !captured.IsZero() {
		when = "captured " + captured.UTC().Format(time.DateOnly)
	}
	if runes := []rune(what); len(runes) > 50 {
		what = string(runes[:49]) + "…"
	}
	if what == "" {
		return source + ": " + when
	}
	return source + ": " + what + ", " + when
}

// snapshots commits raw captures on the branch snapshots. One with the bytes and kind of its predecessor is that one.
func (r *recording) snapshots(ctx context.Context, list []Snapshot) ([]string, error) {
	if len(list) == 0 {
		return nil, nil
	}
	results := make([]string, len(list))
	head, root, err := r.tip(refSnapshots)
	if err != nil {
		return nil, err
	}
	start := head
	var straight, side []step
	newest, inBatch := map[string]neighbour{}, map[string]neighbour{}
	first := map[string]int{} // position whose commit a repeated one takes
	var repeated [][2]int
	for _, i := range capturedOrder(len(list), func(i int) time.Time { return list[i].Captured }) {
		sn := list[i]
		sn.Captured = sn.Captured.Truncate(time.Second)
		blob := hashObject(plumbing.BlobObject, sn.Data).String()
		last, ok := newest[sn.Source]
		if !ok {
			if last, err = r.x.newest(ctx, "snapshots", sn.Source); err != nil {
				return nil, err
			}
			newest[sn.Source] = last
		}
		var before neighbour
		if last.found {
			if before, err = r.x.before(ctx, "snapshots", sn.Source, sn.Captured); err != nil {
				return nil, err
			}
		}
		if b := inBatch[sn.Source]; b.found && !b.captured.Before(before.captured) {
			before = b
		}
		if before.found && before.blob == blob && before.kind == sn.Kind {
			if results[i] = before.commit; before.commit == "" {
				repeated = append(repeated, [2]int{i, first[sn.Source]})
			}
			continue
		}
		st := snapshotStep(sn)
		st.result = &results[i]
		if last.found && sn.Captured.Before(last.captured) {
			side = append(side, st)
		} else {
			if st.gone = last.path; inBatch[sn.Source].found {
				st.gone = inBatch[sn.Source].path
			}
			straight = append(straight, st)
		}
		first[sn.Source] = i
		inBatch[sn.Source] = neighbour{captured: sn.Captured, blob: blob, kind: sn.Kind, path: st.path, found: true}
	}
	if head, root, err = r.line(ctx, head, root, straight); err != nil {
		return nil, err
	}
	if head, err = r.side(ctx, "snapshots", head, root, side); err != nil {
		return nil, err
	}
	for _, p := range repeated {
		results[p[0]] = results[p[1]]
	}
	r.move(refSnapshots, start, head)
	return results, nil
}

func snapshotStep(sn Snapshot) step {
	st := step{source: sn.Source, path: sn.Source + "." + sn.Ext, data: sn.Data, captured: sn.Captured}
	tr := &st.trailers
	tr.add(trailerKind, string(sn.Kind))
	tr.add(trailerOrigin, sn.Origin)
	tr.add(trailerSource, sn.Source)
	tr.add(trailerURL, sn.URL)
	tr.addTime(trailerCaptured, sn.Captured)
	tr.add(trailerSHA256, fmt.Sprintf("%x", sha256.Sum256(sn.Data)))
	tr.add(trailerHeldFor, sn.HeldFor)
	for _, kv := range sn.Trailers {
		// Names come from our code, but a forged header shall not pass for one of ours.
		if responseTrailer().MatchString(kv[0]) && !slices.Contains(ownTrailers, kv[0]) {
			tr.add(kv[0], kv[1])
		}
	}
	what := string(sn.Kind)
	if sn.Kind == KindHeld {
		what = "held: " + printable(sn.HeldFor)
	}
	st.subject = subjectOf(sn.Source, what, sn.Captured)
	return st
}
