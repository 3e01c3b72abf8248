package store

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong with a path is told, with what to do about it.
func TestExchangeOverAWrongPath(t *testing.T) {
	a := sampleArchive(t)
	plain := t.TempDir()
	broken := bareRemote(t)
	if err := os.WriteFile(filepath.Join(broken, "config"), []byte("[core\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		plain:                            "hint: make it there first",
		filepath.Join(plain, "-nowhere"): "hint: make it there first",
		broken:                           "bad config",
	} {
		_, pushed := a.Push(t.Context(), path)
		_, pulled := a.Pull(t.Context(), path)
		for _, err := range []error{pushed, pulled} {
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: %v, want %q", path, err, want)
			}
		}
	}
	t.Setenv("PATH", plain)
	if _, err := a.Push(t.Context(), broken); !errors.Is(err, exec.ErrNotFound) || !strings.Contains(err.Error(), "hint: remotes on a path need git") {
		t.Errorf("without git: %v", err)
	}
}

// A remote's hooks run to their end, however much they say, before a push is done.
func TestPushWaitsForHooks(t *testing.T) {
	remote := bareRemote(t)
	done := filepath.Join(t.TempDir(), "done")
	hook := "#!/bin/sh\ncat >&2\nyes deployed | head -c 300000\nyes deployed | head -c 300000 >&2\necho done >'" + done + "'\n"
	if err := os.WriteFile(filepath.Join(remote, "hooks", "post-receive"), []byte(hook), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := sampleArchive(t).Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(done); err != nil {
		t.Error("the hook was cut short")
	}
}

// A program that never answers ends with the context.
func TestExchangeEndsWithItsContext(t *testing.T) {
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\nexec cat >/dev/null\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	a, remote := sampleArchive(t), bareRemote(t)
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Push(ctx, remote); !errors.Is(err, context.Canceled) {
		t.Errorf("push: %v", err)
	}
	if _, err := a.Pull(ctx, remote); !errors.Is(err, context.Canceled) {
		t.Errorf("pull: %v", err)
	}
}
