package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"policylog/archive"
)

// What docs/cron.md shows is tried: the crontab's lines in cron's bare surroundings, the units by systemd itself, the
// scheduled job's steps against a remote archive, the configuration by its reader.
func TestCronDocument(t *testing.T) {
	doc, err := os.ReadFile("../../docs/cron.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string][]string{}
	for _, m := range regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$").FindAllStringSubmatch(string(doc), -1) {
		blocks[m[1]] = append(blocks[m[1]], m[2])
	}
	dir := t.TempDir()
	program, err := exec.LookPath("policylog")
	if err != nil {
		t.Fatal(err)
	}
	sh := func(t *testing.T, script string, env ...string) string {
		t.Helper()
		cmd := exec.Command("env", append(append([]string{"-i", "HOME=" + dir, "PATH=" + filepath.Dir(program) + ":/usr/bin:/bin"}, env...), "/bin/sh", "-c", script)...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", script, err, out)
		}
		return string(out)
	}
	sh(t, "policylog init srv && git init -q --bare remote.git")
	t.Run("crontab", func(t *testing.T) {
		lines := 0
		for _, block := range blocks[""] {
			for line := range strings.Lines(block) {
				fields := strings.Fields(line)
				if len(fields) < 6 || strings.Contains(fields[0], "=") {
					continue
				}
				lines++
				command := strings.TrimSpace(line)
				for range 5 {
					_, command, _ = strings.Cut(command, " ")
					command = strings.TrimLeft(command, " ")
				}
				command = strings.NewReplacer("/srv/policies", filepath.Join(dir, "srv"), "/usr/local/bin/policylog", program).Replace(command)
				sh(t, command, "PATH=/usr/bin:/bin")
			}
		}
		if lines != 2 {
			t.Errorf("%d lines of a crontab", lines)
		}
	})
	t.Run("systemd", func(t *testing.T) {
		analyze, err := exec.LookPath("systemd-analyze")
		if err != nil {
			t.Skip(err)
		}
		args := []string{"verify"}
		for i, name := range []string{"policylog.service", "policylog.timer"} {
			unit := strings.ReplaceAll(blocks["ini"][i], "/usr/local/bin/policylog", program)
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(unit), 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
		out, err := exec.Command(analyze, args...).CombinedOutput()
		if err != nil || strings.Contains(string(out), "policylog.") {
			t.Errorf("%v\n%s", err, out)
		}
	})
	t.Run("scheduled job", func(t *testing.T) {
		var job struct {
			On   struct{ Schedule []struct{ Cron string } }
			Jobs map[string]struct{ Steps []struct{ Run string } }
		}
		if err := yaml.Unmarshal([]byte(blocks["yaml"][0]), &job); err != nil {
			t.Fatal(err)
		}
		if len(job.On.Schedule) != 1 || len(strings.Fields(job.On.Schedule[0].Cron)) != 5 {
			t.Errorf("schedule is %+v", job.On)
		}
		script := job.Jobs["archive"].Steps[0].Run
		if strings.TrimSpace(script) != strings.TrimSpace(blocks["sh"][0]) {
			t.Errorf("the workflow runs\n%s", script)
		}
		// What it pulls was pushed by a machine before it.
		sh(t, "policylog --archive srv fetch; policylog --archive srv push "+filepath.Join(dir, "remote.git"))
		sh(t, "set -e\n"+script, "ARCHIVE_URL="+filepath.Join(dir, "remote.git"))
	})
	t.Run("how often", func(t *testing.T) {
		cfg, err := archive.ParseConfig("cron.md", []byte(blocks["yaml"][1]))
		if err != nil || cfg.Sources[1].Every.Hours() != 168 || cfg.Sources[0].Every.Hours() != 24 {
			t.Errorf("%v, %+v", err, cfg)
		}
	})
}
