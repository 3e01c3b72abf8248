package store

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

// serveEach listens on loopback and gives each connection to a program of its own, as inetd does.
func serveEach(t *testing.T, command func() *exec.Cmd) (port int) {
	t.Helper()
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.AcceptTCP()
			if err != nil {
				return // closed
			}
			f, err := conn.File()
			conn.Close()
			if err != nil {
				return
			}
			cmd := command()
			cmd.Stdin, cmd.Stdout = f, f
			if cmd.Start() == nil {
				go func() { _ = cmd.Wait() }()
			}
			f.Close()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// needs skips a test where a program is not installed.
func needs(t *testing.T, name string) string {
	t.Helper()
	p, err := exec.LookPath(name)
	if err != nil {
		if p, err = exec.LookPath("/usr/sbin/" + name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
	return p
}

func TestExchangeOverSSH(t *testing.T) {
	sshd, keygen := needs(t, "sshd"), needs(t, "ssh-keygen")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if me.Uid == "0" {
		// The directory that sshd confines itself to; the system makes it when it starts the service.
		if err := os.Mkdir("/run/sshd", 0o755); err == nil {
			t.Cleanup(func() { os.Remove("/run/sshd") })
		} else if !errors.Is(err, os.ErrExist) {
			t.Skipf("sshd needs /run/sshd: %v", err)
		}
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("SSH_AUTH_SOCK", "")
	ssh := filepath.Join(home, ".ssh")
	if err := os.Mkdir(ssh, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"host", "id_ed25519"} {
		if out, err := exec.Command(keygen, "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(ssh, name)).CombinedOutput(); err != nil {
			t.Fatalf("ssh-keygen: %v\n%s", err, out)
		}
	}
	config := filepath.Join(home, "sshd_config")
	lines := []string{
		"HostKey " + filepath.Join(ssh, "host"), "AuthorizedKeysFile " + filepath.Join(ssh, "id_ed25519.pub"), "StrictModes no", "UsePAM no",
		"PasswordAuthentication no", "PermitRootLogin prohibit-password", "PidFile none",
	}
	if err := os.WriteFile(config, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(home, "sshd.log")
	port := serveEach(t, func() *exec.Cmd { return exec.Command(sshd, "-i", "-f", config, "-E", log) })
	remote := bareRemote(t)
	url := fmt.Sprintf("ssh://%s@127.0.0.1:%d%s", me.Username, port, remote)
	t.Cleanup(func() {
		if t.Failed() {
			b, _ := os.ReadFile(log)
			t.Logf("sshd: %s", b)
		}
	})

	knowHost := func(key string) {
		t.Helper()
		pub, err := os.ReadFile(filepath.Join(ssh, key))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(ssh, "known_hosts"), fmt.Appendf(nil, "[127.0.0.1]:%d %s", port, pub), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(what string) {
		t.Helper()
		if _, err := sampleArchive(t).Push(t.Context(), url); err == nil || !strings.Contains(err.Error(), "hint: connect once") {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("a host that nobody knows")
	knowHost("id_ed25519.pub")
	refused("a host with another key than it had")
	knowHost("host.pub")
	exchange(t, remote, url)
}

// `git daemon` serves without asking who is there: for reading.
func TestPullFromGitDaemon(t *testing.T) {
	remote := bareRemote(t)
	a := sampleArchive(t)
	if _, err := a.Push(t.Context(), remote); err != nil {
		t.Fatal(err)
	}
	port := serveEach(t, func() *exec.Cmd {
		return exec.Command("git", "daemon", "--inetd", "--export-all", "--base-path="+filepath.Dir(remote))
	})
	url := fmt.Sprintf("git://127.0.0.1:%d/%s", port, filepath.Base(remote))
	b := begun(t, "sources: []\n")
	if moved, err := b.Pull(t.Context(), url); err != nil || len(moved) != 5 {
		t.Fatalf("pull: %+v, %v", moved, err)
	}
	if got, want := refsOf(t, b.GitDir()), refsOf(t, a.GitDir()); got != want {
		t.Errorf("has\n%swant\n%s", got, want)
	}
	record(t, b, Batch{Texts: []Text{text("acme/terms", "2025-01-01", "b25\n")}})
	if _, err := b.Push(t.Context(), url); err == nil {
		t.Error("git daemon took a push")
	}
	if _, err := b.Pull(t.Context(), url+"x"); err == nil || !strings.Contains(err.Error(), "hint:") {
		t.Errorf("no such repository: %v", err)
	}
}
