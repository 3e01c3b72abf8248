package archive

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"policylog/internal/usage"
)

// BenchmarkLargePage captures pages of 300 KB whose bytes changed and whose text did not: CPU milliseconds a page, of
// the server and the run together. Of "markup" a fifth is text, as on most pages; of "text" nearly all is.
func BenchmarkLargePage(b *testing.B) {
	const sources, size = 20, 300 << 10
	markup := strings.Repeat(`<div class="grid grid-cols-12 gap-4 md:gap-8 lg:gap-12" data-testid="block" data-v-7f3a><div class="col-span-12 lg:col-span-8"><div class="rich-text__wrapper" style="margin:0 auto">`, 1)
	for _, kind := range []struct {
		name string
		page func(sections int) string
	}{
		{"text", func(sections int) string { return policyPage(30, sections) }},
		{"chinese", func(sections int) string {
			return `<!doctype html><html lang="zh-TW"><head><title>隱私權政策</title></head><body><nav></nav><main><h1>明葉隱私權政策</h1>` +
				strings.Repeat(`<h2>資料的蒐集與利用</h2><p>本政策說明我們如何收集、使用與揭露您的個人資料。我們僅於取得您的同意後，方會將個人資料提供予第三方。</p>`, sections) + `</main></body></html>`
		}},
		{"markup", func(sections int) string {
			page := strings.ReplaceAll(policyPage(30, sections), "<p>", markup+"<p>")
			page = strings.ReplaceAll(page, "</p>", "</p></div></div></div>")
			return strings.Replace(page, "</main>", "</main><script>"+strings.Repeat("window.__state={\"key\":[1,2,3,4]};", 3000)+"</script>", 1)
		}},
	} {
		b.Run(kind.name, func(b *testing.B) {
			sections := 1
			for len(kind.page(sections)) < size {
				sections += 10
			}
			body := kind.page(sections)
			var yaml strings.Builder
			yaml.WriteString("sources:\n")
			for i := range sources {
				fmt.Fprintf(&yaml, "  s/privacy-%d: {url: SITE/p%d/privacy}\n", i, i)
			}
			be := newBench(b, yaml.String())
			be.env.Log = nil
			var n atomic.Int64
			be.set("*", func(w http.ResponseWriter, r *http.Request) {
				if strings.Contains(r.URL.Path, "/policylog-") {
					http.NotFound(w, r)
					return
				}
				html(strings.Replace(body, "<nav>", fmt.Sprintf("<script nonce=%d></script><nav>", n.Add(1)), 1))(w, r)
			})
			if sum, _ := be.run(b); sum.Checked != sources || sum.Failed > 0 {
				b.Fatal(sum.Line())
			}
			before := usage.Process()
			for b.Loop() {
				be.kept = nil
				if sum, _ := be.run(b); sum.Unchanged != sources {
					b.Fatal(sum.Line())
				}
			}
			b.ReportMetric((usage.Process()-before).Seconds()*1000/float64(b.N*sources), "cpu-ms/page")
			b.ReportMetric(float64(len(body))/1024, "KB/page")
		})
	}
}
