package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"policylog/store"
)

// testNow fixes the clock of the program under test; the real program knows no such variable.
const testNow = "POLICYLOG_TEST_NOW"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"policylog": func() {
			env := systemEnv()
			if s := os.Getenv(testNow); s != "" {
				p, err := store.ParsePeriod(s)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(3)
				}
				env.now = func() time.Time { return p.From }
			}
			os.Exit(runUntilInterrupted(env, os.Args[1:]))
		},
	})
}

// TestScript runs the user stories of testdata/script. With POLICYLOG_BINARY they run against that binary; those that
// need a fixed clock are then left out.
func TestScript(t *testing.T) {
	binary := os.Getenv("POLICYLOG_BINARY")
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("POLICYLOG_UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("LC_ALL", "C.UTF-8")
			e.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
			e.Setenv("COLUMNS", "100")
			if binary != "" {
				dir := filepath.Join(e.WorkDir, ".bin")
				if err := os.MkdirAll(dir, 0o755); err != nil {
					return err
				}
				if err := os.Symlink(binary, filepath.Join(dir, "policylog")); err != nil {
					return err
				}
				e.Setenv("PATH", dir+string(os.PathListSeparator)+e.Getenv("PATH"))
			}
			return nil
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "clock":
				return binary == "", nil
			case "root":
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve":   cmdServe,
			"status":  cmdStatus,
			"fsck":    cmdFsck,
			"receive": cmdReceive,
		},
	})
}

// cmdStatus runs a command and checks its exit status: `status 1 policylog diff a b`.
func cmdStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if err != nil {
		ee, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		code = ee.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit status %d, want %s", code, args[0])
	}
}

// cmdServe serves a directory on loopback and sets SITE; /status/404 answers with that status, /moved/PAGE moved to PAGE
// for good. Pages are read anew at each request, with an ETag of their content, so that a story can change them.
func cmdServe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve DIR")
	}
	dir := ts.MkAbs(args[0])
	mux := http.NewServeMux()
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		code, err := strconv.Atoi(r.PathValue("code"))
		if err != nil {
			code = 400
		}
		w.WriteHeader(code)
		fmt.Fprintf(w, "<html><body><h1>%d</h1></body></html>", code)
	})
	mux.HandleFunc("/moved/{page}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/"+r.PathValue("page"), http.StatusMovedPermanently)
	})
	mux.HandleFunc("/robots.txt", http.NotFound)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		page, err := os.ReadFile(filepath.Join(dir, filepath.Base(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprintf("%x", sha256.Sum256(page))))
		http.ServeContent(w, r, r.URL.Path, time.Time{}, bytes.NewReader(page))
	})
	srv := httptest.NewServer(mux)
	ts.Defer(srv.Close)
	ts.Setenv("SITE", srv.URL)
}

// cmdFsck lets git judge an archive.
func cmdFsck(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fsck DIR")
	}
	out, err := exec.Command("git", "-C", ts.MkAbs(args[0]), "fsck", "--strict").CombinedOutput()
	if err != nil {
		ts.Fatalf("git fsck: %v\n%s", err, out)
	}
	if s := strings.TrimSpace(string(out)); s != "" && !strings.HasPrefix(s, "notice:") {
		ts.Fatalf("git fsck is not silent: %s", s)
	}
}
