package archive

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// Capture of many sources that did not change: the cron job's common day. MB is the peak of the heap in use.
func BenchmarkRunUnchanged(b *testing.B) {
	for _, kind := range []string{"equal bytes", "304", "other bytes, equal text"} {
		b.Run(kind, func(b *testing.B) {
			const sources = 1000
			var yaml strings.Builder
			yaml.WriteString("sources:\n")
			for i := range sources {
				fmt.Fprintf(&yaml, "  s/privacy-%d.en: {url: SITE/p%d/privacy}\n", i, i)
			}
			be := newBench(b, yaml.String())
			be.env.Log = nil
			body := policyPage(30, 60)
			var n atomic.Int64
			be.set("*", func(w http.ResponseWriter, r *http.Request) {
				switch {
				case strings.Contains(r.URL.Path, "/policylog-"):
					http.NotFound(w, r)
				case kind == "304" && r.Header.Get("If-None-Match") != "":
					w.WriteHeader(http.StatusNotModified)
				case kind == "other bytes, equal text":
					html(strings.Replace(body, "<nav>", fmt.Sprintf("<script nonce=%d></script><nav>", n.Add(1)), 1))(w, r)
				default:
					w.Header().Set("ETag", `"1"`)
					html(body)(w, r)
				}
			})
			if sum, _ := be.run(b); sum.New != sources {
				b.Fatal(sum.Line())
			}
			var peak uint64
			for b.Loop() {
				be.kept = nil
				sum, _ := be.run(b)
				if sum.Unchanged != sources {
					b.Fatal(sum.Line())
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapInuse)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/1000-pages")
			b.ReportMetric(float64(peak)/(1<<20), "MB")
		})
	}
}
