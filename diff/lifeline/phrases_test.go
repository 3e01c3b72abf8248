package lifeline

import (
	"strings"
	"testing"
)

func TestPhrases(t *testing.T) {
	for p, three := range texts {
		for i, s := range three {
			if strings.TrimSpace(s) == "" {
				t.Errorf("phrase %d has no text in language %d", p, i)
			}
			if strings.Contains(s, "{n}") != strings.Contains(three[0], "{n}") {
				t.Errorf("phrase %d: counts differ between languages: %q", p, s)
			}
		}
	}
}
