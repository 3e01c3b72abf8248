package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	gitconfig "github.com/go-git/go-git/v5/plumbing/format/config"
)

// Files in the trees of an archive.
const (
	formatFile = ".policylog-format" // on main: format version and newline
	formatNow  = 1
	configFile = "policylog.yaml" // on main, and beside the repository
	privateDir = "policylog"      // in git's directory: lock and caches
)

// Store is an open archive. Its reading methods may be called from several goroutines at once.
type Store struct {
	dir     string // as given to Open
	gitDir  string // git's common directory; "" in memory
	workDir string // where policylog.yaml lies; "" for a bare repository
	opt     Options

	branch   string // full ref that holds the versions
	foreign  bool
	layouts  []layout
	service  string // service of layouts that name none
	shallow  map[plumbing.Hash]bool
	checkout bool // a work tree goes with the repository
	warnings []string

	git   repository
	obj   func() (*objects, error)
	trash *trash // of what is on disk

	idxMu sync.Mutex
	idx   *index
}

// Dir is the directory given to Open; Foreign says whether the archive is somebody else's layout.
func (s *Store) Dir() string { return s.dir }

// Foreign says whether the archive has somebody else's layout and is thus read-only.
func (s *Store) Foreign() bool { return s.foreign }

// GitDir is the directory of the git repository; "" when there is none, in memory.
func (s *Store) GitDir() string { return s.gitDir }

// Warnings are things that a user should know and that stopped nothing, such as a stale checkout beside the archive.
func (s *Store) Warnings() []string { return s.warnings }

// Close releases files and the index.
func (s *Store) Close() error {
	s.idxMu.Lock()
	defer s.idxMu.Unlock()
	if o, err := s.obj(); err == nil {
		o.close()
	}
	s.trash.wait()
	if s.idx == nil {
		return nil
	}
	err := s.idx.close()
	s.idx = nil
	return err
}

// Init makes an empty archive in dir (created when missing, refused when it holds one). Config is the text of
// policylog.yaml to put beside it; a policylog.yaml that lies there already is taken instead when config is nil, and
// refused when it differs.
func Init(ctx context.Context, dir string, config []byte, opt Options) (*Store, error) {
	if _, _, err := findGit(dir); err == nil {
		return nil, fmt.Errorf("init %s: there is a git repository already\nhint: choose another directory", dir)
	}
	yaml := filepath.Join(dir, configFile)
	have, err := ReadConfig(dir)
	switch {
	case err == nil && config == nil:
		config = have
	case err == nil && !bytes.Equal(have, config):
		return nil, fmt.Errorf("init %s: there is a %s already\nhint: move it away, or choose another directory", dir, configFile)
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("init %s: %w", dir, err)
	}
	git := filepath.Join(dir, ".git")
	// Made aside and renamed, so that a kill leaves no half repository under the real name.
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("init %s: %w", dir, err)
	}
	tmp, err := os.MkdirTemp(dir, ".policylog-init-")
	if err != nil {
		return nil, fmt.Errorf("init %s: %w", dir, err)
	}
	defer os.RemoveAll(tmp)
	made := filepath.Join(tmp, "made") // open to whom the umask says, as tmp is not
	if err := initFiles(made); err != nil {
		return nil, fmt.Errorf("init %s: %w", dir, err)
	}
	s := newStore(dir, made, "", opt)
	if err := s.writeFirstCommit(ctx, config); err != nil {
		return nil, fmt.Errorf("init %s: %w", dir, err)
	}
	s.Close()
	if err := os.Rename(made, git); err != nil {
		return nil, fmt.Errorf("init %s: %w", dir, err)
	}
	if have == nil && config != nil {
		if err := writeSynced(yaml, config, 0o644); err != nil {
			return nil, fmt.Errorf("init %s: %w", dir, err)
		}
	}
	if err := syncDirs(dir); err != nil {
		return nil, err
	}
	return Open(ctx, dir, opt)
}

// initFiles lays out an empty bare repository, as `git init --bare` does.
func initFiles(git string) error {
	for _, d := range []string{"objects/info", "objects/pack", "refs/heads", "refs/tags", "info", privateDir} {
		if err := os.MkdirAll(filepath.Join(git, filepath.FromSlash(d)), 0o755); err != nil {
			return err
		}
	}
	config := "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"
	for name, text := range map[string]string{
		"HEAD": "ref: " + refMain + "\n", "config": config,
		"description": "policylog archive; read with git, written by policylog\n",
	} {
		if err := os.WriteFile(filepath.Join(git, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) writeFirstCommit(ctx context.Context, config []byte) error {
	o, err := s.obj()
	if err != nil {
		return err
	}
	w, err := s.git.writer()
	if err != nil {
		return err
	}
	defer w.abort()
	root, err := firstTree(o, w, config)
	if err != nil {
		return err
	}
	var t trailers
	t.add(trailerKind, string(KindConfig))
	me := s.identity()
	me.when = s.now()
	first, err := w.add(plumbing.CommitObject, commit{
		tree: root, author: me, committer: me, message: composeMessage("Start the archive", t),
	}.encode())
	if err != nil {
		return err
	}
	return s.git.publish(ctx, w, []refUpdate{{name: refMain, new: first}})
}

// firstTree writes a tree that holds the format version, and a policylog.yaml when there is one.
func firstTree(o *objects, w objectWriter, config []byte) (plumbing.Hash, error) {
	format, err := w.add(plumbing.BlobObject, []byte(strconv.Itoa(formatNow)+"\n"))
	if err != nil {
		return format, err
	}
	edits := map[string]plumbing.Hash{formatFile: format}
	if config != nil {
		if edits[configFile], err = w.add(plumbing.BlobObject, config); err != nil {
			return format, err
		}
	}
	return o.editTree(w, plumbing.ZeroHash, edits)
}

// editFile writes a copy of a tree with other data at a path.
func editFile(o *objects, w objectWriter, root plumbing.Hash, path string, data []byte) (plumbing.Hash, error) {
	blob, err := w.add(plumbing.BlobObject, data)
	if err != nil {
		return root, err
	}
	return o.editTree(w, root, map[string]plumbing.Hash{path: blob})
}

// lockWait is how long a writer waits for another where nothing else is said.
const lockWait = 30 * time.Second

func newStore(dir, gitDir, workDir string, opt Options) *Store {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.LockWait == 0 {
		opt.LockWait = lockWait
	}
	if opt.Progress == nil {
		opt.Progress = func(string, int64, int64) {}
	}
	bin := newTrash(gitDir)
	git := directory{refs{dir: gitDir, trash: bin}}
	return &Store{
		dir: dir, gitDir: gitDir, workDir: workDir, opt: opt, branch: refMain, git: git, obj: sync.OnceValues(git.open), trash: bin,
	}
}

// now is the clock to the second, git's precision.
func (s *Store) now() time.Time { return s.opt.Now().UTC().Truncate(time.Second) }

// Open opens dir: an archive, a bare repository, or any git repository of policies, which opens read-only.
func Open(ctx context.Context, dir string, opt Options) (*Store, error) {
	gitDir, workDir, err := findGit(dir)
	if err != nil {
		return nil, err
	}
	s := newStore(dir, gitDir, workDir, opt)
	if err := s.checkRepository(); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	if err := s.chooseBranch(); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	if err := s.recognise(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	if s.replaced() {
		s.warnings = append(s.warnings, "commits are replaced or grafted here, which policylog does not follow: it shows the history as recorded\n"+
			"hint: `git filter-repo` or `git fast-export | git fast-import` makes a copy in which they are as git shows them")
	}
	return s, nil
}

// findGit finds git's common directory of dir, and the directory beside it ("" when dir is a bare repository).
func findGit(dir string) (gitDir, workDir string, err error) {
	st, err := os.Stat(dir)
	if err != nil {
		return "", "", fmt.Errorf("open %s: %w: %w", dir, ErrNotArchive, err)
	}
	if !st.IsDir() {
		return "", "", fmt.Errorf("open %s: %w: it is a file\nhint: name the directory of an archive", dir, ErrNotArchive)
	}
	git := filepath.Join(dir, ".git")
	if b, err := readPlain(git); err == nil {
		// A work tree added with `git worktree`, or a submodule.
		if target, ok := strings.CutPrefix(strings.TrimSpace(string(b)), "gitdir: "); ok {
			if git = target; !filepath.IsAbs(git) {
				git = filepath.Join(dir, git)
			}
		}
	}
	for _, c := range []struct{ git, work string }{{git, dir}, {dir, ""}} {
		if b, err := readPlain(filepath.Join(c.git, "commondir")); err == nil {
			common := strings.TrimSpace(string(b))
			if !filepath.IsAbs(common) {
				common = filepath.Join(c.git, common)
			}
			c.git = common
		}
		_, err1 := os.Stat(filepath.Join(c.git, "HEAD"))
		_, err2 := os.Stat(filepath.Join(c.git, "objects"))
		if err1 == nil && err2 == nil {
			return c.git, c.work, nil
		}
	}
	return "", "", fmt.Errorf("open %s: %w\nhint: `policylog init %s` makes an archive", dir, ErrNoRepository, dir)
}

// checkRepository refuses repositories whose objects we cannot read, before anything reads wrongly.
func (s *Store) checkRepository() error {
	b, err := readPlain(filepath.Join(s.gitDir, "config"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	cfg := gitconfig.New()
	if err := gitconfig.NewDecoder(bytes.NewReader(b)).Decode(cfg); err != nil {
		return fmt.Errorf("read %s: %w", filepath.Join(s.gitDir, "config"), err)
	}
	ext := cfg.Section("extensions")
	if f := ext.Option("objectformat"); f != "" && !strings.EqualFold(f, "sha1") {
		return fmt.Errorf("%w: its objects are named by %s\n"+
			"hint: `git init --bare --object-format=sha1 COPY && git fast-export --all | git -C COPY fast-import` makes a copy "+
			"that can be read", ErrNotArchive, printable(f))
	}
	if f := ext.Option("refstorage"); f != "" && !strings.EqualFold(f, "files") {
		return fmt.Errorf("%w: its refs are stored as %s\n"+
			"hint: `git clone --mirror --ref-format=files` makes a copy that can be read",
			ErrNotArchive, printable(f))
	}
	partial := ext.Option("partialclone") != ""
	for _, r := range cfg.Section("remote").Subsections {
		partial = partial || r.Option("partialclonefilter") != "" || strings.EqualFold(r.Option("promisor"), "true")
	}
	if partial {
		return fmt.Errorf("%w: it is a partial clone, objects are missing\nhint: clone it again without --filter", ErrNotArchive)
	}
	s.shallow = map[plumbing.Hash]bool{}
	if b, err := readPlain(filepath.Join(s.gitDir, "shallow")); err == nil {
		for line := range strings.FieldsSeq(string(b)) {
			s.shallow[plumbing.NewHash(line)] = true
		}
	}
	bare := strings.EqualFold(cfg.Section("core").Option("bare"), "true")
	abs, err := filepath.Abs(s.gitDir)
	if err != nil {
		return err
	}
	if s.checkout = !bare && (s.workDir != "" || filepath.Base(abs) == ".git"); s.checkout {
		s.warnings = append(s.warnings, "there is a checkout beside the archive, which policylog does not update\n"+
			"hint: `git config core.bare true` keeps anybody from committing an old state over newer versions")
	}
	s.warnings = append(s.warnings, s.linkedWorktrees()...)
	return nil
}

// replaced says whether git shows another history than the commits hold: by `git replace`, or by a file of grafts.
func (s *Store) replaced() bool {
	if b, err := readPlain(filepath.Join(s.gitDir, "info", "grafts")); err == nil && len(bytes.TrimSpace(b)) > 0 {
		return true
	}
	if entries, err := os.ReadDir(filepath.Join(s.gitDir, "refs", "replace")); err == nil && len(entries) > 0 {
		return true
	}
	b, err := readPlain(filepath.Join(s.gitDir, "packed-refs"))
	return err == nil && bytes.Contains(b, []byte(" refs/replace/"))
}

// linkedWorktrees warns of work trees made with `git worktree add` that have a branch of the archive checked out: to git
// they look, once it moved, as if their user had put the old texts back.
func (s *Store) linkedWorktrees() (warnings []string) {
	entries, err := os.ReadDir(filepath.Join(s.gitDir, "worktrees"))
	if err != nil {
		return nil
	}
	for _, e := range entries {
		dir := filepath.Join(s.gitDir, "worktrees", e.Name())
		head, err := refs{dir: dir}.head()
		if err != nil || !slices.Contains(allRefs, head) {
			continue
		}
		where, _ := readPlain(filepath.Join(dir, "gitdir"))
		warnings = append(warnings, fmt.Sprintf("%s is checked out in %s, which policylog does not update\n"+
			"hint: `git worktree remove` it, or `git checkout --detach` in it", strings.TrimPrefix(head, "refs/heads/"),
			printable(filepath.Dir(strings.TrimSpace(string(where))))))
	}
	return warnings
}

// chooseBranch finds the ref that holds the versions.
func (s *Store) chooseBranch() error {
	var candidates []string
	if s.opt.Branch != "" {
		candidates = []string{"refs/heads/" + s.opt.Branch, "refs/remotes/origin/" + s.opt.Branch, s.opt.Branch}
	} else {
		candidates = []string{refMain}
		head, err := s.git.head()
		if err != nil {
			return err
		}
		if head != "" && head != refMain {
			// An archive's main wins over HEAD; elsewhere HEAD says which branch its people mean.
			if ours, _ := s.isArchiveRef(refMain); !ours {
				candidates = []string{head}
			}
		} else if head == "" {
			candidates = append(candidates, "HEAD")
		}
		candidates = append(candidates, "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/heads/master")
	}
	for _, c := range candidates {
		h, err := s.git.read(c)
		if err != nil && !s.opt.Damaged {
			return err
		}
		if err != nil || !h.IsZero() {
			s.branch = c
			return nil
		}
	}
	if s.opt.Branch != "" {
		return fmt.Errorf("there is no branch %q\nhint: `git branch -a` lists them", printable(s.opt.Branch))
	}
	return fmt.Errorf("%w: the repository has no commits\n"+
		"hint: `policylog init` in an empty directory makes an archive", ErrNotArchive)
}

// isArchiveRef says whether a ref leads to a tree with an archive's format file, in a format that we know.
func (s *Store) isArchiveRef(ref string) (bool, error) {
	h, err := s.git.read(ref)
	if err != nil || h.IsZero() {
		return false, err
	}
	o, err := s.obj()
	if err != nil {
		return false, err
	}
	c, err := o.commit(h)
	var b []byte
	if err == nil {
		b, err = o.file(c.tree, formatFile)
	}
	if err != nil {
		return false, fmt.Errorf("%s leads to %w\nhint: `policylog verify` says what else is wrong; "+
			"`git fetch` from a clone or a backup brings objects back", ref, err)
	}
	if b == nil {
		return false, nil
	}
	err = checkFormat(b)
	return err == nil, err
}

// checkFormat refuses what a format file says of a format that we do not know.
func checkFormat(b []byte) error {
	if v, err := strconv.Atoi(strings.TrimSpace(string(b))); err != nil || v > formatNow {
		return fmt.Errorf("the archive has format %q, this policylog knows up to %d\nhint: update policylog",
			printable(string(b)), formatNow)
	}
	return nil
}

// recognise tells our own archive from other people's.
func (s *Store) recognise(ctx context.Context) error {
	ours, err := s.isArchiveRef(s.branch)
	if err != nil && s.opt.Damaged {
		return nil // whose it is nobody can tell: it is held to what an archive of ours has to be
	}
	if err != nil {
		return err
	}
	if ours && len(s.opt.Layouts) == 0 {
		return s.warnOfHands()
	}
	s.foreign, s.warnings = true, nil
	return s.chooseLayouts(ctx)
}

// Config is the text of policylog.yaml beside the repository, else the one recorded on main; nil without.
func (s *Store) Config(ctx context.Context) ([]byte, error) {
	if s.workDir != "" {
		b, err := ReadConfig(s.workDir)
		if err == nil || !errors.Is(err, os.ErrNotExist) {
			return b, err
		}
	}
	return s.RecordedConfig(ctx)
}

// ReadConfig is the text of the policylog.yaml that lies in dir, whether or not there is an archive.
func ReadConfig(dir string) ([]byte, error) {
	return readPlain(filepath.Join(dir, configFile))
}

// RecordedConfig is the policylog.yaml that is recorded on main; nil without.
func (s *Store) RecordedConfig(context.Context) ([]byte, error) {
	if s.foreign {
		return nil, nil
	}
	return s.fileAt(s.branch, configFile)
}

// WriteConfig puts a new policylog.yaml beside the repository, whole or not at all; the next Record with it as
// Batch.Config keeps it. In a bare repository there is no such file: it is to be recorded at once.
func (s *Store) WriteConfig(_ context.Context, config []byte) error {
	if err := s.checkWritable(); err != nil {
		return err
	}
	if s.workDir == "" {
		return nil
	}
	path, mode := filepath.Join(s.workDir, configFile), os.FileMode(0o644)
	if kept, err := filepath.EvalSymlinks(path); err == nil { // it may be kept elsewhere, and be nobody else's to read
		path = kept
	}
	if st, err := os.Stat(path); err == nil {
		mode = st.Mode().Perm()
	}
	if err := writeSynced(path, config, mode); err != nil {
		return fmt.Errorf("write %s: %w", configFile, err)
	}
	return syncDirs(filepath.Dir(path))
}

// fileAt reads a file at the tip of a ref; nil without ref or file.
func (s *Store) fileAt(ref, path string) ([]byte, error) {
	h, err := s.git.read(ref)
	if err != nil || h.IsZero() {
		return nil, err
	}
	o, err := s.obj()
	if err != nil {
		return nil, err
	}
	c, err := o.commit(h)
	if err != nil {
		return nil, err
	}
	return o.file(c.tree, path)
}

func (s *Store) checkWritable() error {
	switch {
	case s.foreign:
		return fmt.Errorf("%s: %w: it has somebody else's layout\nhint: `policylog import git` takes its history into an archive",
			s.dir, ErrReadOnly)
	case s.opt.ReadOnly:
		return fmt.Errorf("%s: %w: opened so", s.dir, ErrReadOnly)
	case strings.HasPrefix(s.branch, "refs/remotes/"):
		return fmt.Errorf("%s: %w: it has main as a remote's alone\n"+
			"hint: `policylog init` a new archive, and `policylog pull` into it from where this one came", s.dir, ErrReadOnly)
	case s.branch != refMain:
		return fmt.Errorf("%s: %w: %s is shown, and only main is written", s.dir, ErrReadOnly, s.branch)
	case len(s.shallow) > 0:
		return fmt.Errorf("%s: %w: it is a shallow clone\nhint: `git fetch --unshallow` completes it", s.dir, ErrReadOnly)
	}
	return s.checkCheckout()
}

// checkCheckout refuses to move a branch that a work tree shows: to git the tree would look as if its user had put the
// old texts back, and the next `git commit -a` would do so.
func (s *Store) checkCheckout() error {
	if !s.checkout {
		return nil
	}
	head, err := s.git.head()
	if err != nil || !slices.Contains(allRefs, head) {
		return err
	}
	return fmt.Errorf("%s: %w: %s is checked out in it, and `git commit -a` would put the old texts back over new ones\n"+
		"hint: `git -C %s config core.bare true`, then `policylog pull`, makes an archive of it; "+
		"or `policylog init` a new one and pull into that", s.dir, ErrReadOnly, strings.TrimPrefix(head, "refs/heads/"), s.dir)
}

// checkComplete refuses to begin a branch anew that the archive has among a remote's, as a clone does.
func (s *Store) checkComplete() error {
	for _, ref := range []string{refSnapshots, refObservations} {
		ours, err := s.git.read(ref)
		if err != nil {
			return err
		}
		theirs, err := s.readBranch(ref)
		if err != nil {
			return err
		}
		if ours != theirs {
			return fmt.Errorf("%s: %w: it has %s as a remote's alone\nhint: `policylog pull` first",
				s.dir, ErrReadOnly, strings.TrimPrefix(ref, "refs/heads/"))
		}
	}
	return nil
}

// withLock runs fn as the archive's only policylog writer.
func (s *Store) withLock(ctx context.Context, fn func() error) error {
	if err := s.checkWritable(); err != nil {
		return err
	}
	waiting, cancel := context.WithTimeout(ctx, s.opt.LockWait)
	defer cancel()
	unlock, err := s.git.lock(waiting)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return lockedFor(s.dir, s.opt.LockWait)
	case err != nil:
		return s.writeError(err)
	}
	defer unlock()
	return s.writeError(fn())
}

func lockedFor(dir string, wait time.Duration) error {
	return fmt.Errorf("%s: %w for %s\nhint: let the other policylog finish, or stop it", dir, ErrLocked, wait)
}

// LockConfig makes the caller, until unlock is called, the only policylog that writes the policylog.yaml of an archive:
// of two that read it and write it back, one would undo what the other did. Where there is no archive, or one that
// nobody may write, there is nothing to wait for.
func LockConfig(ctx context.Context, dir string) (unlock func(), err error) {
	gitDir, _, err := findGit(dir)
	if err != nil {
		return func() {}, nil
	}
	private := filepath.Join(gitDir, privateDir)
	_ = os.MkdirAll(private, 0o755) // a clone begins without; where it cannot be made nobody may write
	lock, err := lockFile(private, "writer.lock")
	if err != nil {
		return nil, err
	}
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	_, err = lock.TryLockContext(waiting, 5*time.Millisecond)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nil, lockedFor(dir, lockWait)
	}
	return func() { _ = lock.Unlock() }, nil
}

// BeginRun makes the caller the archive's only run until end is called or the process ends: two runs at once would ask
// every site twice. It waits for nobody: ErrLocked when a run is under way, ErrReadOnly when nothing could be recorded.
func (s *Store) BeginRun() (end func(), err error) {
	if err := s.checkWritable(); err != nil {
		return nil, err
	}
	if err := s.checkComplete(); err != nil {
		return nil, err
	}
	end, err = s.git.beginRun()
	switch {
	case err != nil:
		return nil, s.writeError(err)
	case end == nil:
		return nil, fmt.Errorf("%s: %w: a run is under way\nhint: let it finish, or stop it", s.dir, ErrLocked)
	}
	return end, nil
}

// writeError names what the system refuses, and says what can be done.
func (s *Store) writeError(err error) error {
	if errors.Is(err, os.ErrPermission) || isReadOnlyFS(err) {
		return fmt.Errorf("%s: %w: %w\nhint: run as a user who may write %s, or work on a copy (git clone --mirror)",
			s.dir, ErrReadOnly, err, s.gitDir)
	}
	if isDiskFull(err) {
		return fmt.Errorf("%w\nhint: free some space and do it again: the archive is as it was before", err)
	}
	return err
}
