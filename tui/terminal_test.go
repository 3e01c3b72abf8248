package tui

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// terminal is the real program in a real terminal: a tmux session of its own.
type terminal struct {
	t      *testing.T
	socket string
	home   string
}

// program builds policylog, and the demo archive with it, once.
func program(t *testing.T) (binary, archive string) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program apart, which no race detector watches")
	}
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	dir := t.TempDir()
	binary, archive = filepath.Join(dir, "policylog"), filepath.Join(dir, "demo")
	build := exec.Command("go", "build", "-o", binary, "policylog/cmd/policylog")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	if out, err := exec.Command(binary, "demo", archive).CombinedOutput(); err != nil {
		t.Fatalf("policylog demo: %v\n%s", err, out)
	}
	return binary, archive
}

// start runs a shell command in a terminal of a size.
func start(t *testing.T, width, height int, home, command string) *terminal {
	t.Helper()
	x := &terminal{t: t, socket: fmt.Sprintf("policylog-%d-%s", os.Getpid(), strings.ReplaceAll(t.Name(), "/", "-")), home: home}
	x.tmux("-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height),
		"env", "HOME="+home, "XDG_CACHE_HOME="+home, "LANG=en_US.UTF-8", "sh", "-c", command+`; echo "left with $?"; exec cat`)
	t.Cleanup(func() { _ = exec.Command("tmux", "-L", x.socket, "kill-server").Run() })
	return x
}

func (x *terminal) tmux(args ...string) string {
	x.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-L", x.socket, "-u"}, args...)...).CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %q: %v\n%s", args, err, out)
	}
	return string(out)
}

func (x *terminal) keys(keys ...string) { x.tmux(append([]string{"send-keys", "-t", "t"}, keys...)...) }

func (x *terminal) typed(s string) { x.tmux("send-keys", "-t", "t", "-l", s) }

// sees waits until the terminal shows all of some texts.
func (x *terminal) sees(want ...string) string {
	x.t.Helper()
	var screen string
	deadline := time.After(15 * time.Second)
	for tick := time.Tick(15 * time.Millisecond); ; {
		screen = x.tmux("capture-pane", "-p", "-t", "t")
		missing := ""
		for _, w := range want {
			if !strings.Contains(screen, w) {
				missing = w
			}
		}
		if missing == "" {
			return screen
		}
		select {
		case <-deadline:
			x.t.Fatalf("the terminal never showed %q:\n%s", missing, screen)
		case <-tick:
		}
	}
}

var coloured = regexp.MustCompile("\x1b\\[[0-9;]*(3[0-8]|4[0-8])[;m]")

// Whole flows of the real program in a real terminal.
func TestInATerminal(t *testing.T) {
	binary, archive := program(t)
	tui := binary + " --archive " + archive + " tui"
	for _, f := range []struct {
		name          string
		width, height int
		command       string
		flow          func(t *testing.T, x *terminal)
	}{
		{"open and quit", 80, 24, tui, func(_ *testing.T, x *terminal) {
			x.sees("papermoon", "privacy-policy", "zh-TW", "3 of 3 sources")
			x.keys("Enter")
			x.sees("papermoon/privacy-policy.en", "2025-10-20", "now names third party")
			x.keys("q")
			x.sees("3 of 3 sources")
			x.keys("q")
			x.sees("left with 0")
		}},
		{"filter", 80, 24, tui, func(_ *testing.T, x *terminal) {
			x.sees("3 of 3 sources")
			x.typed("/zh-CN")
			x.sees("1 of 3 sources")
			x.keys("Enter", "Enter")
			x.sees("papermoon/privacy-policy.zh-CN")
		}},
		{"languages beside each other", 100, 24, tui, func(_ *testing.T, x *terminal) {
			x.sees("3 of 3 sources")
			x.keys("Tab", "l", "l")
			x.sees("2025-10-20 ✓≠", "zh-TW · 5 versions", "zh-TW has not")
			x.keys("Enter")
			x.sees("papermoon/privacy-policy.zh-TW", "2021-03-02")
		}},
		{"compare two", 80, 24, tui + " papermoon/privacy-policy.en", func(_ *testing.T, x *terminal) {
			x.sees("now names third party")
			x.keys("Space", "G", "c")
			x.sees("2021-03-02 → 2025-10-20", "captured:")
		}},
		{"search in the other script", 80, 24, tui + " papermoon/privacy-policy.zh-TW", func(_ *testing.T, x *terminal) {
			x.sees("5 versions")
			x.keys("Enter")
			x.sees("change 1 of")
			x.typed("/资料的存放")
			x.keys("Enter")
			x.sees("/资料的存放", "資料的存放地點")
		}},
		{"search every version", 100, 30, tui, func(_ *testing.T, x *terminal) {
			x.sees("3 of 3 sources")
			x.keys("S")
			x.typed("个人资料")
			x.keys("Enter")
			x.sees("papermoon/privacy-policy.zh-TW", "latest captured")
		}},
		{"export", 80, 24, "cd $HOME; " + tui + " papermoon/privacy-policy.en", func(t *testing.T, x *terminal) {
			x.sees("now names third party")
			x.keys("w")
			x.sees("What's new", "Nightjar")
			x.keys("x", "C-u")
			x.typed("news.md")
			x.keys("Enter")
			x.sees("Written to news.md")
			if b, err := os.ReadFile(filepath.Join(x.home, "news.md")); err != nil || !strings.Contains(string(b), "Nightjar") {
				t.Errorf("export: %v", err)
			}
		}},
		{"review and undo", 80, 24, tui + " papermoon/privacy-policy.zh-CN", func(_ *testing.T, x *terminal) {
			x.sees("5 versions")
			x.keys("Enter")
			x.sees("change 1 of")
			x.keys("v")
			x.sees("what it says changed", "no verdict")
			x.keys("1")
			x.sees("✓ content: what it says changed")
			x.keys("u")
			x.sees("Taken back")
		}},
		{"resize", 80, 24, tui + " papermoon/privacy-policy.en", func(_ *testing.T, x *terminal) {
			x.sees("5 versions")
			x.keys("Enter")
			x.sees("change 1 of")
			x.tmux("resize-window", "-t", "t", "-x", "160", "-y", "40")
			x.sees("│", "11 Contact us")
			x.tmux("resize-window", "-t", "t", "-x", "50", "-y", "12")
			x.sees("This window has 50×12")
			x.tmux("resize-window", "-t", "t", "-x", "60", "-y", "15")
			x.sees("change 1 of")
		}},
		{"quit from anywhere", 80, 24, tui + " papermoon/privacy-policy.en", func(_ *testing.T, x *terminal) {
			x.sees("5 versions")
			x.keys("Enter", "?")
			x.sees("Keys of this place")
			x.keys("C-c")
			x.sees("left with 0")
		}},
		{"Chinese under a zh_TW locale", 80, 24, "LC_ALL=zh_TW.UTF-8 " + tui + " papermoon/privacy-policy.zh-TW", func(_ *testing.T, x *terminal) {
			x.sees("擷取時間", "本次更新", "? 說明")
			x.keys("Enter")
			x.sees("內容變更（待審閱）")
		}},
		{"no colour", 80, 24, "NO_COLOR=1 " + tui + " papermoon/privacy-policy.en", func(t *testing.T, x *terminal) {
			x.sees("5 versions")
			x.keys("Enter")
			x.sees("[-", "{+")
			if s := x.tmux("capture-pane", "-p", "-e", "-t", "t"); coloured.MatchString(s) {
				t.Errorf("there is colour:\n%q", s)
			}
		}},
		{"plain", 80, 70, tui + " --plain", func(_ *testing.T, x *terminal) {
			x.sees("1. papermoon/privacy-policy.en, 5 versions", "Number of a source")
			x.typed("1\n")
			x.sees("5. captured 2021-03-02", "Number of a version")
			x.typed("1\n")
			x.sees("Nightjar Speech Labs", "What's new")
			x.typed("d 1 5\n")
			x.sees("moved from § 9")
			x.typed("q\n")
			x.typed("q\n")
			x.sees("left with 0")
		}},
	} {
		t.Run(strings.ReplaceAll(f.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			f.flow(t, start(t, f.width, f.height, t.TempDir(), f.command))
		})
	}
}
