package store

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"net/url"
	"os"
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

// served is a repository behind `git http-backend` and a password.
func served(t *testing.T, remote, user, password string) *httptest.Server {
	t.Helper()
	git(t, remote, "config", "http.receivepack", "true")
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		t.Fatal(err)
	}
	backend := &cgi.Handler{
		Path:   filepath.Join(strings.TrimSpace(string(out)), "git-http-backend"),
		Env:    []string{"GIT_PROJECT_ROOT=" + filepath.Dir(remote), "GIT_HTTP_EXPORT_ALL=1"},
		Stderr: io.Discard,
	}
	srv := httptest.NewServer(basicAuth(backend, user, password))
	t.Cleanup(srv.Close)
	return srv
}

// Credentials come from the environment, from git's helpers or stand in the URL, and are shown by no message.
func TestExchangeOverHTTPWithCredentials(t *testing.T) {
	const user, password = "me", "s3cret/wörd+1"
	none := func(*testing.T) {}
	environment := func(password string) func(*testing.T) {
		return func(t *testing.T) {
			t.Setenv("POLICYLOG_REMOTE_USER", user)
			t.Setenv("POLICYLOG_REMOTE_PASSWORD", password)
		}
	}
	helper := func(password string) func(*testing.T) {
		return func(t *testing.T) {
			config := filepath.Join(t.TempDir(), "gitconfig")
			body := fmt.Sprintf("[credential]\n\thelper = \"!f() { test \\\"$1\\\" = get && echo username=%s && echo 'password=%s'; }; f\"\n", user, password)
			if err := os.WriteFile(config, []byte(body), 0o600); err != nil {
				t.Fatal(err)
			}
			t.Setenv("GIT_CONFIG_GLOBAL", config)
		}
	}
	for _, c := range []struct {
		name string
		set  func(*testing.T)
		user *url.Userinfo
		ok   bool
	}{
		{"environment", environment(password), nil, true},
		{"helper", helper(password), nil, true},
		{"URL", none, url.UserPassword(user, password), true},
		{"environment, wrong", environment(password + "x"), nil, false},
		{"helper, wrong", helper(password + "x"), nil, false},
		{"URL, wrong", none, url.UserPassword(user, password+"x"), false},
		{"nowhere", none, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
			c.set(t)
			remote := bareRemote(t)
			srv := served(t, remote, user, password)
			at, err := url.Parse(srv.URL)
			if err != nil {
				t.Fatal(err)
			}
			at.User, at.Path = c.user, "/remote.git"
			if c.ok {
				exchange(t, remote, at.String())
			}
			// Refused, there is no such repository, no server, no such port: whatever goes wrong tells no secret.
			a := sampleArchive(t)
			gone := *at
			gone.Path = "/gone.git"
			nobody := *at
			nobody.Host = "127.0.0.1:1"
			for _, u := range []string{at.String(), gone.String(), nobody.String(), strings.Replace(at.String(), at.Host, "127.0.0.1:x", 1)} {
				_, errPush := a.Push(t.Context(), u)
				_, errPull := a.Pull(t.Context(), u)
				for _, err := range []error{errPush, errPull} {
					if err == nil {
						if u != at.String() || !c.ok {
							t.Errorf("%s: no error", u)
						}
						continue
					}
					for _, secret := range []string{"s3cret", url.QueryEscape(password), url.PathEscape(password)} {
						if strings.Contains(err.Error(), secret) {
							t.Errorf("a secret is told: %v", err)
						}
					}
				}
				if u == at.String() && !c.ok && !strings.Contains(errPush.Error(), "hint: set POLICYLOG_REMOTE_USER") {
					t.Errorf("refused: %v", errPush)
				}
			}
		})
	}
}

// A remote's URL asks git's credential helpers for its own host's password alone, whatever is written in it.
func TestRemotesOfSeveralLines(t *testing.T) {
	asked := filepath.Join(t.TempDir(), "asked")
	helper := filepath.Join(t.TempDir(), "helper")
	if err := os.WriteFile(helper, []byte("#!/bin/sh\ncat >> '"+asked+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	configured := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(configured, []byte("[credential]\n\thelper = "+helper+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_CONFIG_GLOBAL", configured)
	s := newArchive(t, Options{})
	for _, remote := range []string{
		"http://127.0.0.1:1/x%0ahost=example.org", "http://me%0Ahost=example.org@127.0.0.1:1/x", "http://127.0.0.1:1/x%0dhost=example.org",
		"file:///nowhere%0ax", "ssh://127.0.0.1:1/x%0ay", "git://127.0.0.1:1/x%00host=example.org",
	} {
		_, err := s.Pull(t.Context(), remote)
		if err == nil || !strings.Contains(err.Error(), "no URL or path that can be read") {
			t.Errorf("%q: %v", remote, err)
		}
	}
	if b, err := os.ReadFile(asked); err == nil {
		t.Errorf("helpers were asked %q", b)
	}
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

// exchange pushes and pulls through a URL of a remote: all refs, then one new commit each way.
func exchange(t *testing.T, remote, url string) {
	t.Helper()
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if got, want := refsOf(t, remote), refsOf(t, a.GitDir()); got != want {
		t.Errorf("remote has\n%swant\n%s", got, want)
	}
	b := begun(t, "sources: []\n")
	if _, err := b.Pull(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	record(t, b, Batch{Texts: []Text{text("acme/terms", "2025-01-01", "b25\n")}})
	if moved, err := b.Push(t.Context(), url); err != nil || len(moved) != 1 || moved[0].Commits != 1 {
		t.Fatalf("push of one commit: %+v, %v", moved, err)
	}
	if moved, err := a.Pull(t.Context(), url); err != nil || len(moved) != 1 || moved[0].Commits != 1 || moved[0].Merged {
		t.Fatalf("pull of one commit: %+v, %v", moved, err)
	}
	for _, dir := range []string{remote, a.GitDir()} {
		fsck(t, dir)
	}
}

func TestExchangeOverAPath(t *testing.T) {
	remote := bareRemote(t)
	exchange(t, remote, "file://"+remote)
}
