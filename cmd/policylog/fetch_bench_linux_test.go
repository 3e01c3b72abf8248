package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"policylog/internal/realdata"
)

// BenchmarkFetchProcess is cron's run over many sources on loopback, the whole process, none of whose texts changed:
// CPU and wall time of the program, and the most memory that it held. Where the bytes are others, the snapshots are
// recorded too.
func BenchmarkFetchProcess(b *testing.B) {
	var load atomic.Int64
	for _, run := range []struct {
		kind              string
		sources, sections int
	}{{"304", 1000, 120}, {"equal-bytes", 1000, 120}, {"other-bytes", 1000, 120}, {"other-bytes", 100, 1800}} {
		kind, sources := run.kind, run.sources
		page := "<!DOCTYPE html><html lang=en><title>Privacy Policy</title><nav>Home</nav><main><h1>Privacy Policy</h1>" +
			strings.Repeat("<h2>What we collect</h2><p>We collect your name and your e-mail address, and we keep both for 30 days after "+
				"you close your account, unless the law obliges us to keep them longer.</p>\n", run.sections) + "</main></html>"
		b.Run(fmt.Sprintf("%s-%d-KB", kind, len(page)>>10), func(b *testing.B) {
			site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/robots.txt" || strings.Contains(r.URL.Path, "/policylog-"):
					http.NotFound(w, r)
					return
				case kind == "304":
					w.Header().Set("ETag", `"1"`)
					if r.Header.Get("If-None-Match") == `"1"` {
						w.WriteHeader(http.StatusNotModified)
						return
					}
				case kind == "other-bytes":
					fmt.Fprintf(w, "<script nonce=%d></script>", load.Add(1))
				}
				fmt.Fprint(w, page)
			}))
			defer site.Close()
			dir := filepath.Join(b.TempDir(), "a")
			policylog(b, "init", dir)
			var yaml strings.Builder
			yaml.WriteString("version: 1\nsources:\n")
			for i := range sources {
				fmt.Fprintf(&yaml, "  s%d/privacy.en: {url: \"%s/%d/privacy\"}\n", i, site.URL, i)
			}
			if err := os.WriteFile(filepath.Join(dir, "policylog.yaml"), []byte(yaml.String()), 0o644); err != nil {
				b.Fatal(err)
			}
			policylog(b, "--archive", dir, "fetch")
			var cpu, rss float64
			for b.Loop() {
				u := policylog(b, "--archive", dir, "fetch")
				cpu += float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
				rss = max(rss, float64(u.Maxrss)/1024)
			}
			b.ReportMetric(cpu/float64(b.N), "cpu-s/op")
			b.ReportMetric(cpu*1000/float64(b.N*sources), "cpu-ms/page")
			b.ReportMetric(rss, "max-MB")
		})
	}
}

// BenchmarkFetchHangingServer is cron's run over 1,000 unchanged sources among which one is on a server that takes the
// connection and says nothing: wall time beyond its time-out is what the others cost.
func BenchmarkFetchHangingServer(b *testing.B) {
	const timeout = 2 * time.Second
	page := "<html lang=en><title>Privacy Policy</title><main><h1>Privacy Policy</h1><p>" +
		strings.Repeat("We collect your personal data with your consent, and keep it for 30 days. ", 20) + "</p></main></html>"
	var hangs atomic.Bool
	site := func() *httptest.Server {
		return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case !strings.HasSuffix(r.URL.Path, "/privacy"):
				http.NotFound(w, r)
			case r.URL.Path == "/hang/privacy" && hangs.Load():
				<-r.Context().Done()
			case r.Header.Get("If-None-Match") == `"1"`:
				w.WriteHeader(http.StatusNotModified)
			default:
				w.Header().Set("ETag", `"1"`)
				fmt.Fprint(w, page)
			}
		}))
	}
	good, bad := site(), site()
	defer good.Close()
	defer bad.Close()
	dir := filepath.Join(b.TempDir(), "a")
	policylog(b, "init", dir)
	var yaml strings.Builder
	fmt.Fprintf(&yaml, "version: 1\ndefaults: {timeout: %s}\nsources:\n  hang/privacy.en: {url: \"%s/hang/privacy\"}\n", timeout, bad.URL)
	for i := range 999 {
		fmt.Fprintf(&yaml, "  s%d/privacy.en: {url: \"%s/%d/privacy\"}\n", i, good.URL, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "policylog.yaml"), []byte(yaml.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	policylog(b, "--archive", dir, "fetch")
	hangs.Store(true)
	var beyond time.Duration
	for b.Loop() {
		start := time.Now()
		out, _ := exec.Command("policylog", "--archive", dir, "fetch").Output() // one failed: exit 1
		beyond += time.Since(start) - timeout
		if !strings.Contains(string(out), "1000 sources: 999 unchanged, 1 failed") {
			b.Fatalf("%s", out)
		}
	}
	b.ReportMetric(beyond.Seconds()/float64(b.N), "s-beyond-timeout/op")
}

// BenchmarkWhatsnewTenYears tells of all that a large archive has, the whole process: CPU time and the most memory.
func BenchmarkWhatsnewTenYears(b *testing.B) {
	repo := realdata.Repo(b, "ota-pga-versions")
	for _, format := range []string{"text", "json"} {
		b.Run(format, func(b *testing.B) {
			var cpu, rss float64
			for b.Loop() {
				u := policylog(b, "--archive", repo, "whatsnew", "--since", "2016", "--format", format)
				cpu += float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
				rss = max(rss, float64(u.Maxrss)/1024)
			}
			b.ReportMetric(cpu/float64(b.N), "cpu-s/op")
			b.ReportMetric(rss, "max-MB")
		})
	}
}

// policylog runs the program, which TestMain put on the path, and returns what it took of the machine.
func policylog(b *testing.B, args ...string) *syscall.Rusage {
	b.Helper()
	cmd := exec.Command("policylog", args...)
	var trouble strings.Builder
	cmd.Stderr = &trouble
	if err := cmd.Run(); err != nil {
		b.Fatalf("policylog %s: %v\n%s", strings.Join(args, " "), err, trouble.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no resource usage to be had")
	}
	return usage
}
