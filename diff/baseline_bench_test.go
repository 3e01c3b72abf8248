package diff_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"policylog/diff/doc"
	"policylog/diff/planted"
)

// wikidiff2 reads pairs of texts, each with its length in front, and answers each pair with a line of JSON.
const wikidiff2 = `<?php
function piece() {
	$head = fread(STDIN, 4);
	if (strlen($head) < 4) exit;
	$n = unpack("N", $head)[1];
	$s = "";
	while (strlen($s) < $n) $s .= fread(STDIN, $n - strlen($s));
	return $s;
}
while (true) {
	$old = piece();
	$new = piece();
	echo str_replace("\n", " ", wikidiff2_inline_json_diff($old, $new, 100000)), "\n";
}
`

// lines writes a document with one line a block, as tools that compare lines need it, and gives the block of each byte at
// which a line starts.
func lines(text []byte) (string, map[int]int) {
	var b strings.Builder
	starts := make(map[int]int)
	for i, block := range doc.Parse(text).Blocks {
		starts[b.Len()] = i
		b.WriteString(strings.Join(strings.Fields(block.Text), " "))
		b.WriteByte('\n')
	}
	return b.String(), starts
}

// BenchmarkAlignBaselines scores other tools on the same planted edits: MediaWiki's wikidiff2 (Debian's php-cli and
// php-wikidiff2) and git diff, whose removed and added lines of a hunk are paired in order.
func BenchmarkAlignBaselines(b *testing.B) {
	tools := map[string]func(testing.TB, []planted.Case) [][]planted.Answer{"wikidiff2": askWikidiff2, "git": askGit}
	for _, tr := range loadTracks(b, tuned) {
		for _, tool := range []string{"wikidiff2", "git"} {
			b.Run(tr.name+"/"+tool, func(b *testing.B) {
				cases := tr.cases(1, all)
				if len(cases) > 250 {
					cases = cases[:250]
				}
				for b.Loop() {
					var s planted.Score
					for i, a := range tools[tool](b, cases) {
						s.Add(&cases[i], a)
					}
					b.ReportMetric(s.F1(), "F1")
				}
			})
		}
	}
}

func askWikidiff2(t testing.TB, cases []planted.Case) [][]planted.Answer {
	if out, err := exec.Command("php", "-r", `echo function_exists("wikidiff2_inline_json_diff");`).Output(); err != nil || string(out) != "1" {
		t.Skip("php with wikidiff2 is not installed")
	}
	script := filepath.Join(t.TempDir(), "wikidiff2.php")
	if err := os.WriteFile(script, []byte(wikidiff2), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("php", script)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var answers [][]planted.Answer
	dec := json.NewDecoder(out)
	for _, c := range cases {
		old, oldStarts := lines(c.Old)
		new, newStarts := lines(c.New)
		var b bytes.Buffer
		for _, s := range []string{old, new} {
			b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(s))))
			b.WriteString(s)
		}
		if _, err := in.Write(b.Bytes()); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, readWikidiff2(t, dec, oldStarts, newStarts))
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return answers
}

func readWikidiff2(t testing.TB, r *json.Decoder, oldStarts, newStarts map[int]int) []planted.Answer {
	var result struct {
		Diff []struct {
			Type     int
			Offset   struct{ From, To *int }
			MoveInfo struct{ ID, LinkID string }
		}
	}
	if err := r.Decode(&result); err != nil && err != io.EOF {
		t.Fatal(err)
	}
	const context, changed, movedFrom = 0, 3, 4
	to := make(map[string]int)
	for _, d := range result.Diff {
		if d.Offset.To != nil && d.MoveInfo.ID != "" {
			to[d.MoveInfo.ID] = newStarts[*d.Offset.To]
		}
	}
	var answers []planted.Answer
	for _, d := range result.Diff {
		switch {
		case (d.Type == context || d.Type == changed) && d.Offset.From != nil && d.Offset.To != nil:
			answers = append(answers, planted.Answer{Old: []int{oldStarts[*d.Offset.From]}, New: []int{newStarts[*d.Offset.To]}})
		case d.Type == movedFrom:
			answers = append(answers, planted.Answer{Old: []int{oldStarts[*d.Offset.From]}, New: []int{to[d.MoveInfo.LinkID]}})
		}
	}
	return answers
}

func askGit(t testing.TB, cases []planted.Case) [][]planted.Answer {
	dir := t.TempDir()
	var answers [][]planted.Answer
	for _, c := range cases {
		old, _ := lines(c.Old)
		new, _ := lines(c.New)
		for name, s := range map[string]string{"old": old, "new": new} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("git", "diff", "--no-index", "--no-color", "-U1000000", "old", "new")
		cmd.Dir = dir
		out, _ := cmd.Output() // exit status 1 says that they differ
		answers = append(answers, readGit(string(out), strings.Count(old, "\n")))
	}
	return answers
}

func readGit(out string, blocks int) []planted.Answer {
	var answers []planted.Answer
	link := func(o, n int) { answers = append(answers, planted.Answer{Old: []int{o}, New: []int{n}}) }
	if out == "" {
		for i := range blocks {
			link(i, i)
		}
		return answers
	}
	_, body, _ := strings.Cut(out, "\n@@")
	o, n := 0, 0
	var gone, came []int
	flush := func() {
		for i := range min(len(gone), len(came)) {
			link(gone[i], came[i])
		}
		gone, came = nil, nil
	}
	for _, line := range strings.Split(body, "\n")[1:] {
		switch {
		case strings.HasPrefix(line, "-"):
			gone = append(gone, o)
			o++
		case strings.HasPrefix(line, "+"):
			came = append(came, n)
			n++
		case strings.HasPrefix(line, " "):
			flush()
			link(o, n)
			o++
			n++
		}
	}
	flush()
	return answers
}
