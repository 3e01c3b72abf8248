package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/go-git/go-git/v5/plumbing"
	gitconfig "github.com/go-git/go-git/v5/plumbing/format/config"
	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
	"github.com/go-git/go-git/v5/plumbing/transport"
	"github.com/go-git/go-git/v5/plumbing/transport/client"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"
	"github.com/go-git/go-git/v5/plumbing/transport/ssh"

	"policylog/internal/pattern"
)

// ErrDiverged says that the two sides of a push or pull each have what the other lacks, and that it cannot be joined.
var ErrDiverged = errors.New("histories diverged")

// Moved is a ref that a push or pull moved.
type Moved struct {
	Ref     string `json:"ref"`
	Old     string `json:"old"` // "" when it was new
	New     string `json:"new"`
	Commits int    `json:"commits"` // that the other side did not have
	Merged  bool   `json:"merged"`  // by a merge commit of ours
}

// remoteEnd is the other side of a push or pull.
type remoteEnd struct {
	ep        *transport.Endpoint
	transport transport.Transport
	auth      transport.AuthMethod
	secret    []string // never to be seen in a message
}

// dial finds a remote by its name in git's configuration or its URL or path, with credentials for it: those of the URL,
// of POLICYLOG_REMOTE_USER and POLICYLOG_REMOTE_PASSWORD, or of git's credential helpers; for ssh the agent's or the
// user's key files.
func (s *Store) dial(ctx context.Context, remote string) (*remoteEnd, error) {
	if remote == "" {
		remote = "origin"
	}
	if s.gitDir == "" {
		if remote == "origin" {
			return nil, fmt.Errorf("no remote is configured: name its URL or path")
		}
	} else if b, err := readPlain(filepath.Join(s.gitDir, "config")); err == nil {
		cfg := gitconfig.New()
		if gitconfig.NewDecoder(bytes.NewReader(b)).Decode(cfg) == nil {
			if u := cfg.Section("remote").Subsection(remote).Option("url"); u != "" {
				remote = u
			} else if remote == "origin" {
				return nil, fmt.Errorf("no remote is configured\nhint: name one, or `git -C %s remote add origin URL`", s.gitDir)
			}
		}
	}
	ep, err := transport.NewEndpoint(remote)
	// A line of its own in a URL's name or path would ask a credential helper for another host's password.
	if err != nil || strings.ContainsFunc(ep.User+ep.Password+ep.Host+ep.Path, unicode.IsControl) {
		return nil, fmt.Errorf("remote %s: it is no URL or path that can be read", printable(userInfo().ReplaceAllString(remote, "//")))
	}
	r := &remoteEnd{ep: ep}
	if given := userInfo().FindStringSubmatch(remote); given != nil {
		_, password, _ := strings.Cut(given[1], ":")
		r.hide(password)
	}
	r.hide(ep.Password)
	if r.transport, err = client.NewClient(ep); err != nil {
		return nil, fmt.Errorf("remote: %w", err)
	}
	switch ep.Protocol {
	case "http", "https":
		user, password := ep.User, ep.Password
		if password == "" {
			if v := os.Getenv("POLICYLOG_REMOTE_PASSWORD"); v != "" {
				password = v
				if u := os.Getenv("POLICYLOG_REMOTE_USER"); u != "" {
					user = u
				}
			} else {
				user, password = s.askHelpers(ctx, ep, user)
			}
		}
		if password != "" {
			if user == "" {
				user = "git"
			}
			r.auth = &githttp.BasicAuth{Username: user, Password: password}
			r.hide(password)
		}
	case "ssh":
		if os.Getenv("SSH_AUTH_SOCK") == "" {
			if home, err := os.UserHomeDir(); err == nil {
				for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
					if key, err := ssh.NewPublicKeysFromFile(ep.User, filepath.Join(home, ".ssh", name), ""); err == nil {
						r.auth = key
						break
					}
				}
			}
		}
	}
	return r, nil
}

// userInfo finds the part of a URL that may hold a password.
var userInfo = pattern.Lazy(`//([^/]*)@`)

// hide notes what no message may show.
func (r *remoteEnd) hide(secret string) {
	if secret != "" {
		r.secret = append(r.secret, secret, url.QueryEscape(secret), url.PathEscape(secret))
	}
}

// askHelpers asks git's credential helpers, which never ask a person here. Without git there are none.
func (s *Store) askHelpers(ctx context.Context, ep *transport.Endpoint, user string) (string, string) {
	host := ep.Host
	if ep.Port != 0 {
		host = fmt.Sprintf("%s:%d", ep.Host, ep.Port)
	}
	ask := fmt.Sprintf("protocol=%s\nhost=%s\npath=%s\n", ep.Protocol, host, strings.TrimPrefix(ep.Path, "/"))
	if user != "" {
		ask += "username=" + user + "\n"
	}
	args := []string{"credential", "fill"}
	if s.gitDir != "" {
		args = append([]string{"--git-dir", s.gitDir}, args...)
	}
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=")
	cmd.Stdin = strings.NewReader(ask + "\n")
	out, err := cmd.Output()
	if err != nil {
		return user, ""
	}
	password := ""
	for line := range strings.SplitSeq(string(out), "\n") {
		if v, ok := strings.CutPrefix(line, "username="); ok {
			user = v
		}
		if v, ok := strings.CutPrefix(line, "password="); ok {
			password = v
		}
	}
	return user, password
}

// explain turns an error of the connection into one for a person, without any secret in it.
func (r *remoteEnd) explain(what string, err error) error {
	where := *r.ep
	where.User, where.Password = "", ""
	name := where.String()
	if r.ep.Protocol == "file" {
		name = r.ep.Path
	}
	hint := ""
	switch {
	case errors.Is(err, transport.ErrRepositoryNotFound):
		hint = "\nhint: make it there first (`git init --bare`)"
	case errors.Is(err, transport.ErrAuthenticationRequired), errors.Is(err, transport.ErrAuthorizationFailed):
		hint = "\nhint: set POLICYLOG_REMOTE_USER and POLICYLOG_REMOTE_PASSWORD, or a git credential helper"
	case r.ep.Protocol == "file" && errors.Is(err, exec.ErrNotFound):
		hint = "\nhint: remotes on a path need git on this machine"
	case r.ep.Protocol == "ssh" && (strings.Contains(err.Error(), "knownhosts:") || strings.Contains(err.Error(), "known_hosts")):
		hint = "\nhint: connect once with `ssh " + r.ep.Host + "`, so that its key is known"
	case r.ep.Protocol == "ssh" && strings.Contains(err.Error(), "unable to authenticate"):
		hint = "\nhint: load a key into ssh-agent, or have one without a passphrase in ~/.ssh"
	}
	msg := err.Error()
	for _, secret := range r.secret {
		msg = strings.ReplaceAll(msg, secret, "***")
	}
	if msg == err.Error() {
		return fmt.Errorf("%s %s: %w%s", what, name, err, hint)
	}
	return fmt.Errorf("%s %s: %s%s", what, name, msg, hint)
}

// Push sends what the remote ("" is origin; a name, URL or path) does not have, of all five refs. A remote that has
// what we have not is ErrDiverged: pull first. Only commits between the remote's tips and ours are looked at.
func (s *Store) Push(ctx context.Context, remote string) ([]Moved, error) {
	r, err := s.dial(ctx, remote)
	if err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	sess, err := r.transport.NewReceivePackSession(r.ep, r.auth)
	if err != nil {
		return nil, r.explain("push to", err)
	}
	defer sess.Close()
	adv, err := sess.AdvertisedReferencesContext(ctx)
	if err != nil {
		return nil, r.explain("push to", err)
	}
	o, err := s.obj()
	if err != nil {
		return nil, err
	}
	var moved []Moved
	var send []walked
	req := packp.NewReferenceUpdateRequestFromCapabilities(adv.Capabilities)
	if adv.Capabilities.Supports(capability.Atomic) {
		if err := req.Capabilities.Set(capability.Atomic); err != nil {
			return nil, r.explain("push to", err)
		}
	}
	for _, ref := range allRefs {
		ours, err := s.git.read(ref)
		if err != nil {
			return nil, fmt.Errorf("push: %w", err)
		}
		theirs := adv.References[ref]
		if ours.IsZero() || ours == theirs {
			continue
		}
		list, ahead, err := s.between(ctx, o, ours, theirs)
		if err != nil {
			return nil, fmt.Errorf("push: %w", err)
		}
		if !ahead {
			return nil, r.explain("push to", fmt.Errorf("%s: %w: the remote has commits that are not here\n"+
				"hint: `policylog pull` first", ref, ErrDiverged))
		}
		send = append(send, list...)
		req.Commands = append(req.Commands, &packp.Command{Name: plumbing.ReferenceName(ref), Old: theirs, New: ours})
		moved = append(moved, Moved{Ref: ref, Old: hexOrNone(theirs), New: ours.String(), Commits: len(list)})
	}
	if len(req.Commands) == 0 {
		r.pointHead()
		return nil, nil
	}
	tmp, err := os.MkdirTemp("", "policylog-push-")
	if err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	defer os.RemoveAll(tmp)
	w, err := newPackWriter(filepath.Join(tmp, "objects"))
	if err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	defer w.abort()
	if err := s.packCommits(ctx, o, w, send); err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	if _, err := w.seal(); err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	if _, err := w.f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("push: %w", err)
	}
	req.Packfile = io.NopCloser(w.f)
	report, err := sess.ReceivePack(ctx, req)
	if err == nil && report != nil {
		err = report.Error()
	}
	if err != nil {
		return nil, r.explain("push to", err)
	}
	r.pointHead()
	return moved, nil
}

// pointHead makes main the branch that a clone of a bare repository on this machine checks out, where its HEAD names
// one that is not there, as `git init --bare` leaves it. No protocol of git's can do it elsewhere. What was pushed is
// there in any case: HEAD stays as it is where that fails.
func (r *remoteEnd) pointHead() {
	if r.ep.Protocol != "file" {
		return
	}
	dir, workDir, err := findGit(r.ep.Path)
	if err != nil || workDir != "" || filepath.Base(dir) == ".git" {
		return
	}
	there := refs{dir: dir}
	head, err := there.head()
	if err != nil || head == "" {
		return
	}
	if h, err := there.read(head); err != nil || !h.IsZero() {
		return
	}
	if h, err := there.read(refMain); err != nil || h.IsZero() {
		return
	}
	lock := filepath.Join(dir, "HEAD.lock")
	f, err := os.OpenFile(lock, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	_, err = f.WriteString("ref: " + refMain + "\n")
	if err = errors.Join(err, syncClose(f)); err == nil {
		err = os.Rename(lock, filepath.Join(dir, "HEAD"))
	}
	if err != nil {
		os.Remove(lock)
	}
}

func hexOrNone(h plumbing.Hash) string {
	if h.IsZero() {
		return ""
	}
	return h.String()
}

// between lists the commits that tip has and old has not, oldest first; ahead is false when old is no ancestor of tip.
// Mostly tip is a few commits down one line from old; only where merges are between are all of old's ancestors read.
func (s *Store) between(ctx context.Context, o *objects, tip, old plumbing.Hash) (list []walked, ahead bool, err error) {
	none := func(plumbing.Hash) (bool, error) { return false, nil }
	if old.IsZero() {
		list, _, err = s.history(ctx, tip, old, none)
		return list, true, err
	}
	if !o.has(old) {
		return nil, false, nil
	}
	merges := false
	list, onLine, err := s.history(ctx, tip, old, func(plumbing.Hash) (bool, error) { merges = true; return true, nil })
	if err != nil || onLine && !merges {
		return list, onLine, err
	}
	behind, err := s.ancestors(ctx, o, old)
	if err != nil {
		return nil, false, err
	}
	known := func(h plumbing.Hash) (bool, error) { return behind[h], nil }
	if onLine {
		list, _, err = s.history(ctx, tip, old, known)
		return list, true, err
	}
	all, err := s.ancestors(ctx, o, tip)
	if err != nil || !all[old] {
		return nil, false, err
	}
	full, _, err := s.history(ctx, tip, plumbing.ZeroHash, none)
	for _, w := range full {
		if !behind[w.id] {
			list = append(list, w)
		}
	}
	return list, true, err
}

// ancestors is a commit with all that lead to it.
func (s *Store) ancestors(ctx context.Context, o *objects, tip plumbing.Hash) (map[plumbing.Hash]bool, error) {
	seen := map[plumbing.Hash]bool{tip: true}
	for queue := []plumbing.Hash{tip}; len(queue) > 0; {
		h := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		c, err := o.commit(h)
		if err != nil {
			return nil, err
		}
		for _, p := range c.parents {
			if !seen[p] && !s.shallow[h] {
				seen[p] = true
				queue = append(queue, p)
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return seen, nil
}

// packCommits writes commits with the trees and files that their first parents do not have.
func (s *Store) packCommits(ctx context.Context, o *objects, w *packWriter, list []walked) error {
	for i, c := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := o.readTyped(c.id, plumbing.CommitObject)
		if err != nil {
			return err
		}
		if _, err := w.add(plumbing.CommitObject, data); err != nil {
			return err
		}
		var parent plumbing.Hash
		if len(c.parents) > 0 {
			parent = c.parents[0]
		}
		if err := packTree(o, w, parent, c.tree); err != nil {
			return err
		}
		if i%256 == 0 {
			s.opt.Progress("pack commits", int64(i), int64(len(list)))
		}
	}
	return nil
}

// packTree writes what a tree has and an older one has not, as deltas where the older is in the pack.
func packTree(o *objects, w *packWriter, old, tree plumbing.Hash) error {
	if _, ok := w.at[tree]; ok || tree == old {
		return nil
	}
	data, err := o.readTyped(tree, plumbing.TreeObject)
	if err != nil {
		return err
	}
	entries, err := decodeTree(data)
	if err != nil {
		return fmt.Errorf("tree %s: %w", tree, err)
	}
	before := map[string]treeEntry{}
	olds, err := o.tree(old)
	if err != nil {
		return err
	}
	for _, e := range olds {
		before[e.name] = e
	}
	for _, e := range entries {
		was := before[e.name]
		switch {
		case was.id == e.id || e.mode == "160000":
		case e.isDir():
			if !was.isDir() {
				was.id = plumbing.ZeroHash
			}
			err = packTree(o, w, was.id, e.id)
		default:
			err = packDelta(o, w, plumbing.BlobObject, e.id, was.id)
		}
		if err != nil {
			return err
		}
	}
	return packDelta(o, w, plumbing.TreeObject, tree, old)
}

// packDelta writes an object of the repository, as a delta on base when base is in the pack.
func packDelta(o *objects, w *packWriter, typ plumbing.ObjectType, h, base plumbing.Hash) error {
	if _, ok := w.at[h]; ok {
		return nil
	}
	data, err := o.readTyped(h, typ)
	if err != nil {
		return err
	}
	var baseData []byte
	if _, ok := w.at[base]; ok {
		if baseData, err = o.readTyped(base, typ); err != nil {
			return err
		}
	}
	_, err = w.addDelta(typ, data, base, baseData)
	return err
}

// Pull fetches what the remote ("" is origin) has of all five refs. Where both sides only added, the histories are
// merged; what cannot be is ErrDiverged, and nothing is changed. An archive that was begun and has recorded nothing yet
// becomes the remote's. A policylog.yaml beside the archive that is as recorded here follows to what is recorded there.
func (s *Store) Pull(ctx context.Context, remote string) ([]Moved, error) {
	r, err := s.dial(ctx, remote)
	if err != nil {
		return nil, fmt.Errorf("pull: %w", err)
	}
	var moved []Moved
	err = s.withLock(ctx, func() error {
		for try := 0; ; try++ {
			moved, err = s.pullOnce(ctx, r)
			if !errors.Is(err, errMoved) || try == 9 {
				return err
			}
		}
	})
	if err != nil {
		return nil, r.explain("pull from", err)
	}
	return moved, nil
}

func (s *Store) pullOnce(ctx context.Context, r *remoteEnd) (moved []Moved, err error) {
	o, err := s.obj()
	if err != nil {
		return nil, err
	}
	theirs, fetched, err := s.fetch(ctx, o, r)
	if err != nil {
		return nil, err
	}
	if fetched != nil {
		defer func() { err = errors.Join(err, fetched.release()) }()
		if err := o.rescan(); err != nil {
			return nil, err
		}
	}
	w, err := s.git.writer()
	if err != nil {
		return nil, err
	}
	defer w.abort()
	rec := &recording{s: s, o: o, w: w, me: s.identity(), now: s.now()}
	if err := rec.checkTheirs(theirs[refMain]); err != nil {
		return nil, err
	}
	for _, ref := range allRefs {
		ours, err := s.git.read(ref)
		if err != nil {
			return nil, err
		}
		m, err := rec.join(ctx, ref, ours, theirs[ref])
		if err != nil {
			return nil, err
		}
		if m.New != "" {
			moved = append(moved, m)
		}
	}
	if err := rec.followConfig(ctx); err != nil {
		return nil, err
	}
	return moved, rec.publish(ctx)
}

// fetch receives the remote's refs and the objects that are missing here, as a pack with a .keep file.
func (s *Store) fetch(ctx context.Context, o *objects, r *remoteEnd) (map[string]plumbing.Hash, objectWriter, error) {
	sess, err := r.transport.NewUploadPackSession(r.ep, r.auth)
	if err != nil {
		return nil, nil, err
	}
	defer sess.Close()
	adv, err := sess.AdvertisedReferencesContext(ctx)
	if errors.Is(err, transport.ErrEmptyRemoteRepository) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	theirs := map[string]plumbing.Hash{}
	req := packp.NewUploadPackRequestFromCapabilities(adv.Capabilities)
	req.Capabilities.Delete(capability.ThinPack)
	for _, ref := range allRefs {
		h := adv.References[ref]
		if h.IsZero() {
			continue
		}
		theirs[ref] = h
		if !o.has(h) {
			req.Wants = append(req.Wants, h)
		}
	}
	if len(req.Wants) == 0 {
		return theirs, nil, nil
	}
	for _, ref := range allRefs {
		ours, err := s.git.read(ref)
		if err != nil {
			return nil, nil, err
		}
		haves, err := s.haves(ctx, o, ref, ours)
		if err != nil {
			return nil, nil, err
		}
		req.Haves = append(req.Haves, haves...)
	}
	resp, err := sess.UploadPack(ctx, req)
	if err != nil {
		return nil, nil, err
	}
	defer resp.Close()
	var in io.Reader = resp
	switch {
	case req.Capabilities.Supports(capability.Sideband64k):
		in = sideband.NewDemuxer(sideband.Sideband64k, resp)
	case req.Capabilities.Supports(capability.Sideband):
		in = sideband.NewDemuxer(sideband.Sideband, resp)
	}
	w, err := s.git.receive(in)
	return theirs, w, err
}

// haves are commits of ours that the other side may have: those of the last while one by one, then ever fewer back to
// the first. Of long branches the index knows the older ones without a walk.
func (s *Store) haves(ctx context.Context, o *objects, ref string, tip plumbing.Hash) ([]plumbing.Hash, error) {
	table := map[string]string{refMain: "versions", refSnapshots: "snapshots"}[ref]
	limit := 5000
	if table != "" {
		limit = 200
	}
	var list []plumbing.Hash
	for i, next := 0, 0; !tip.IsZero() && i < limit; i++ {
		if i == next {
			list = append(list, tip)
			next = i + 1 + i/8
		}
		c, err := o.commit(tip)
		if err != nil {
			return nil, err
		}
		tip = plumbing.ZeroHash
		if len(c.parents) > 0 {
			tip = c.parents[0]
		}
	}
	if table == "" || tip.IsZero() {
		return list, nil
	}
	x, err := s.index(ctx)
	if err != nil {
		return nil, err
	}
	var newest int64
	if err := x.db.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM "+table).Scan(&newest); err != nil {
		return nil, err
	}
	for back := int64(limit); back < newest; back += 1 + back/8 {
		var id []byte
		if err := x.db.QueryRowContext(ctx, "SELECT commit_id FROM "+table+" WHERE seq = ?", newest-back).Scan(&id); err != nil {
			return nil, err
		}
		list = append(list, plumbing.Hash(id))
	}
	return list, nil
}

// receivePack writes a pack from the network into place, after go-git's parser has checked it and made its index.
func receivePack(objectsDir string, in io.Reader) (*packWriter, error) {
	w, err := newPackWriter(objectsDir)
	if err != nil {
		return nil, err
	}
	defer w.abort()
	if err := w.f.Truncate(0); err != nil {
		return nil, err
	}
	if _, err := w.f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if _, err := io.Copy(w.f, in); err != nil {
		return nil, fmt.Errorf("receive: %w", err)
	}
	if _, err := w.f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	observer := new(idxfile.Writer)
	parser, err := packfile.NewParser(packfile.NewScanner(w.f), observer)
	if err != nil {
		return nil, fmt.Errorf("receive: %w", err)
	}
	sum, err := parser.Parse()
	if err != nil {
		return nil, fmt.Errorf("receive: %w", err)
	}
	idx, err := observer.Index()
	if err != nil {
		return nil, fmt.Errorf("receive: %w", err)
	}
	var b bytes.Buffer
	if _, err := idxfile.NewEncoder(&b).Encode(idx); err != nil {
		return nil, fmt.Errorf("receive: %w", err)
	}
	return w, w.publish(slices.Clone(sum[:]), b.Bytes())
}
