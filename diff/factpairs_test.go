package diff

import (
	"fmt"
	"strings"
	"testing"

	"policylog/diff/fact"
)

func TestChangedFactsAreTheSameFact(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"We collect your location.", "We collect your IP address.", "-your location +IP address"},
		{"We keep it for 30 days.", "We keep it for 45 days.", "30 days>45 days"},
		{"Logs are kept for 30 days, backups for 12 months.", "Logs are kept for 60 days, backups for 18 months.", "30 days>60 days 12 months>18 months"},
		{"We keep it for 30 days.", "We keep it. An appeal takes 2 years, as said.", "-30 days +2 years"},
		{"It is done by Harbour Light Ltd. for us.", "It is done by Harbour Light Inc. for us.", "Harbour Light Ltd.>Harbour Light Inc."},
		{"We work with Criteo and Google.", "We work with Google and Stripe.", "-Criteo +Stripe"},
		{"Write to dpo@a.example.", "Write to privacy@a.example.", "dpo@a.example>privacy@a.example"},
		{"我們會保存三十日。", "我们会保存四十五日。", "三十日>四十五日"},
		{"收集您的位置資訊。", "收集您的 IP 位址。", "-位置資訊 +IP 位址"},
	} {
		not := func(all []fact.Fact) (out []fact.Fact) {
			for _, f := range all {
				if f.Kind != fact.Modality && f.Kind != fact.Negation {
					out = append(out, f)
				}
			}
			return out
		}
		var got []string
		for _, f := range changedFacts(c.old, not(fact.Find(c.old, "")), c.new, not(fact.Find(c.new, "")), sameScript) {
			switch f.Op {
			case "changed":
				got = append(got, fmt.Sprint(f.Old, ">", f.New))
			case "removed":
				got = append(got, "-"+f.Old)
			default:
				got = append(got, "+"+f.New)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, %q: %s, want %s", c.old, c.new, s, c.want)
		}
	}
}
