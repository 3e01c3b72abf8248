package diff_test

import (
	"os"
	"testing"
)

// BenchmarkAlignAdversary tries the edits of the second generator on real policies in five languages and across scripts, and
// reports the F1 of links, the least share of right statuses of any kind of edit and false alarms. Run with -v for a table;
// POLICYLOG_EXAMPLES=1 adds what was answered wrongly.
func BenchmarkAlignAdversary(b *testing.B) {
	examples := 0
	if os.Getenv("POLICYLOG_EXAMPLES") != "" {
		examples = 3
	}
	for _, tr := range adversaryTracks(b, adversaryDates...) {
		b.Run(tr.name, func(b *testing.B) {
			for b.Loop() {
				s := tr.adversary(11, 8, all)
				b.ReportMetric(s.f1(), "F1")
				b.ReportMetric(s.worst(), "worst-status")
				b.ReportMetric(float64(s.alarms), "alarms")
				b.Log("\n" + s.table(examples))
			}
		})
	}
}

// The second generator holds alignment to the same bars, on a policy of each language; with POLICYLOG_SWEEP set the
// donors of what is added are those of all days.
func TestAdversary(t *testing.T) {
	dates := adversaryDates[:1]
	if os.Getenv("POLICYLOG_SWEEP") != "" {
		dates = adversaryDates
	}
	for _, tr := range adversaryTracks(t, dates...) {
		s := tr.adversary(5, 1, 1)
		if s.f1() < tr.least || s.alarms > 0 {
			t.Errorf("%s: F1 %.4f, want at least %.2f; %d false alarms\n%s", tr.name, s.f1(), tr.least, s.alarms, s.table(3))
		}
	}
}
