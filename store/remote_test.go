package store

import (
	"errors"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// bareRemote is an empty repository as a server has it.
func bareRemote(t testing.TB) string {
	dir := filepath.Join(t.TempDir(), "remote.git")
	if out, err := exec.Command("git", "init", "-q", "--bare", "-b", "main", dir).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v\n%s", err, out)
	}
	return dir
}

// clone is a second archivist's archive: a mirror of a remote.
func clone(t testing.TB, remote string) *Store {
	dir := filepath.Join(t.TempDir(), "clone.git")
	if out, err := exec.Command("git", "clone", "-q", "--mirror", remote, dir).CombinedOutput(); err != nil {
		t.Fatalf("git clone: %v\n%s", err, out)
	}
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func refsOf(t testing.TB, dir string) string {
	return git(t, dir, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/policylog", "refs/notes")
}

func TestPushAndPull(t *testing.T) {
	remote := bareRemote(t)
	a := sampleArchive(t)
	moved, err := a.Push(t.Context(), remote)
	if err != nil {
		t.Fatal(err)
	}
	if len(moved) != 5 {
		t.Errorf("moved %+v, want all five refs", moved)
	}
	fsck(t, remote)
	if got, want := refsOf(t, remote), refsOf(t, a.GitDir()); got != want {
		t.Errorf("remote has\n%swant\n%s", got, want)
	}
	if moved, err = a.Push(t.Context(), remote); err != nil || len(moved) != 0 {
		t.Errorf("pushed again: %+v, %v", moved, err)
	}

	// Two archivists each add what the other does not have.
	b := clone(t, remote)
	record(t, a, Batch{Texts: []Text{text("acme/terms", "2025-01-01", "a25\n"), text("acme/new", "2025-01-01", "n\n")}, State: map[string][]byte{"sent": []byte("1\n2\n")}})
	record(t, b, Batch{
		Texts:        []Text{text("acme/terms", "2025-06-01", "b25\n"), text("beta/terms", "2025-06-01", "b\n")},
		Observations: []Observation{{Source: "beta/terms", Status: "new"}}, State: map[string][]byte{"sent": []byte("1\n3\n")},
	})
	if err := b.SetNote(t.Context(), "abcd", "b's note"); err != nil {
		t.Fatal(err)
	}
	if err := a.SetNote(t.Context(), "9f2c", "looked at\nagain"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Push(t.Context(), remote); !errors.Is(err, ErrDiverged) || !strings.Contains(err.Error(), "policylog pull") {
		t.Fatalf("push over the other's commits: %v", err)
	}
	moved, err = a.Pull(t.Context(), remote)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", moved)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	fsck(t, remote)
	if _, err := b.Pull(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	if got, want := refsOf(t, b.GitDir()), refsOf(t, a.GitDir()); got != want {
		t.Errorf("b has\n%swant\n%s", got, want)
	}
	for _, s := range []*Store{a, b} {
		list, err := s.History(t.Context(), "acme/terms")
		if err != nil || dates(list) != "2024-01-01 2025-01-01 2025-06-01" {
			t.Errorf("history %s, %v", dates(list), err)
		}
		if got := git(t, s.GitDir(), "show", "main:acme/terms.md"); got != "b25\n" {
			t.Errorf("main has %q", got)
		}
		notes, err := s.Notes(t.Context())
		if err != nil || notes["abcd"] != "b's note" || notes["9f2c"] != "looked at\nagain" {
			t.Errorf("notes %q, %v", notes, err)
		}
		if st, err := s.State(t.Context(), "sent"); err != nil || string(st) != "1\n2\n3\n" {
			t.Errorf("state %q, %v", st, err)
		}
		fsck(t, s.GitDir())
		for _, p := range problems(t, s.Dir()) {
			t.Errorf("%s: %s", p.Where, p.What)
		}
	}
}

// `git init --bare` names a branch in HEAD that is never pushed: a clone would check nothing out.
func TestPushedArchivesCanBeCloned(t *testing.T) {
	remote := bareRemote(t)
	git(t, remote, "symbolic-ref", "HEAD", "refs/heads/master")
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	dir := ordinaryClone(t, remote)
	if got, want := git(t, dir, "rev-parse", "HEAD"), git(t, a.GitDir(), "rev-parse", "main"); got != want {
		t.Errorf("the clone is at %s, want %s", got, want)
	}
	// A branch that is there stays the remote's choice.
	git(t, remote, "symbolic-ref", "HEAD", "refs/heads/snapshots")
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	if got := git(t, remote, "symbolic-ref", "HEAD"); got != "refs/heads/snapshots\n" {
		t.Errorf("HEAD is %s", got)
	}
}

func TestPushOverHTTPWithCredentials(t *testing.T) {
	remote := bareRemote(t)
	git(t, remote, "config", "http.receivepack", "true")
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		t.Fatal(err)
	}
	const password = "s3cret/word"
	backend := &cgi.Handler{
		Path: filepath.Join(strings.TrimSpace(string(out)), "git-http-backend"),
		Env:  []string{"GIT_PROJECT_ROOT=" + filepath.Dir(remote), "GIT_HTTP_EXPORT_ALL=1"},
	}
	srv := httptest.NewServer(basicAuth(backend, "me", password))
	defer srv.Close()
	t.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
	a := sampleArchive(t)
	url := srv.URL + "/remote.git"
	t.Setenv("POLICYLOG_REMOTE_USER", "me")
	t.Setenv("POLICYLOG_REMOTE_PASSWORD", "wrong-"+password)
	if _, err := a.Push(t.Context(), url); err == nil || strings.Contains(err.Error(), password) || !strings.Contains(err.Error(), "hint:") {
		t.Fatalf("wrong password: %v", err)
	}
	t.Setenv("POLICYLOG_REMOTE_PASSWORD", password)
	if _, err := a.Push(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if got, want := refsOf(t, remote), refsOf(t, a.GitDir()); got != want {
		t.Errorf("remote has\n%swant\n%s", got, want)
	}
	b := clone(t, remote)
	record(t, b, Batch{Texts: []Text{text("acme/terms", "2025-01-01", "b25\n")}})
	if _, err := b.Push(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if moved, err := a.Pull(t.Context(), url); err != nil || len(moved) != 1 || moved[0].Commits != 1 || moved[0].Merged {
		t.Fatalf("pull: %+v, %v", moved, err)
	}
	fsck(t, a.GitDir())
}

func TestUnrelatedArchivesAreNotJoined(t *testing.T) {
	remote := bareRemote(t)
	a, b := sampleArchive(t), newArchive(t, Options{Now: func() time.Time { return testNow.AddDate(0, 0, 1) }})
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	record(t, b, Batch{Texts: []Text{text("acme/terms", "2025-01-01", "b25\n")}})
	before := refsOf(t, b.GitDir())
	if _, err := b.Pull(t.Context(), remote); !errors.Is(err, ErrDiverged) {
		t.Fatalf("pull: %v", err)
	}
	if refsOf(t, b.GitDir()) != before {
		t.Error("something was changed")
	}
}

func basicAuth(next http.Handler, user, password string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if u, p, ok := r.BasicAuth(); !ok || u != user || p != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="git"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}
