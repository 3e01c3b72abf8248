package store

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// oddPaths are files of policies under names as people give them; the layout is {service}/{policy}.md.
var oddPaths = []string{
	"Acme/Privacy Policy.md", "Acme/C# Terms.md", "Acme/100% \"Terms\".md", "Acme/It's ours.md", "小米/隱私權政策.md", "Ünïcode & Co./Nutzungs·bedingungen.md",
	"Acme/latin1-\xe9\xe8.md", "Tab\tbed/Back\\slash.md", "-dash/--flag.md", ":(glob)/[a-z]*?.md", "Acme/Terms.de.md",
}

// oddHistory is a repository as `git fast-import` reads it: files that are policies, and beside them what is none; many
// commits in one second, empty ones, merges of two and of many parents, and clocks that run backwards.
func oddHistory(rounds int) string {
	var out strings.Builder
	n, at := 0, day("2020-01-01").Unix()
	quoted := func(p string) string {
		var b strings.Builder
		for _, c := range []byte(p) {
			fmt.Fprintf(&b, "\\%03o", c)
		}
		return `"` + b.String() + `"`
	}
	commit := func(ref, from string, merge ...string) {
		n++
		if n%7 == 0 {
			at += 3600
		}
		author := at
		if n%13 == 0 {
			author -= 1_000_000
		}
		fmt.Fprintf(&out, "commit %s\nmark :%d\nauthor A <a@example.org> %d +0530\ncommitter A <a@example.org> %d -0800\ndata 4\nodd\n\n", ref, n, author, at)
		if from != "" {
			fmt.Fprintf(&out, "from %s\n", from)
		}
		for _, m := range merge {
			fmt.Fprintf(&out, "merge %s\n", m)
		}
	}
	file := func(p string, round int) {
		body := fmt.Sprintf("# %q\n\nround %d, commit %d\n", p, round, n)
		fmt.Fprintf(&out, "M 100644 inline %s\ndata %d\n%s\n", quoted(p), len(body), body)
	}
	const main = "refs/heads/main"
	commit(main, "")
	file("README.md", 0)
	file("root-level.md", 0)
	file("very/deep/folder/of/some/thing.md", 0)
	file("Acme/notes.json", 0)
	fmt.Fprintf(&out, "M 120000 inline Acme/Link.md\ndata 17\nPrivacy Policy.md\n")
	fmt.Fprintf(&out, "M 160000 %040d Acme/Submodule.md\n", 7)
	fmt.Fprintf(&out, "M 100755 inline Acme/Executable.md\ndata 2\nx\n\n")
	for round := range rounds {
		for _, p := range oddPaths {
			commit(main, "")
			file(p, round)
		}
		commit(main, "") // empty
		commit(main, "") // what is no policy
		file("root-level.md", round+1)
		file("very/deep/folder/of/some/thing.md", round+1)
		fork := fmt.Sprintf(":%d", n)
		var tips []string
		for i := range 3 { // three branches from one commit, each with a file of its own, and an octopus of them
			commit(fmt.Sprintf("refs/heads/side-%d-%d", round, i), fork)
			file(oddPaths[i], round)
			tips = append(tips, fmt.Sprintf(":%d", n))
		}
		commit(main, "", tips...)
		for i := range 2 {
			fmt.Fprintf(&out, "M 100644 inline %s\ndata 5\nboth\n\n", quoted(oddPaths[i])) // neither side's text
		}
	}
	fmt.Fprintln(&out, "done")
	return out.String()
}

// Whatever a repository holds beside policies, and however they are named, its sources have the versions that
// git lists for their files (of a merge, those that differ from all its parents), in any number of steps of indexing.
func TestOddRepositoryAsGitListsIt(t *testing.T) {
	repo := filepath.Join(t.TempDir(), "odd.git")
	git(t, ".", "init", "-q", "--bare", "-b", "main", repo)
	cache := t.TempDir()
	for _, rounds := range []int{1, 4} {
		cmd := exec.Command("git", "-C", repo, "fast-import", "--quiet", "--done", "--force")
		cmd.Stdin = strings.NewReader(oddHistory(rounds))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git fast-import: %v\n%s", err, out)
		}
		if rounds == 1 { // thousands of refs beside the branch
			var refs strings.Builder
			tip := strings.TrimSpace(git(t, repo, "rev-parse", "main"))
			for i := range 2000 {
				fmt.Fprintf(&refs, "%s refs/heads/b/%d\n%s refs/tags/t%d\n", tip, i, tip, i)
			}
			if err := os.WriteFile(filepath.Join(repo, "packed-refs"), []byte(refs.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if rounds > 1 { // as large repositories are kept
			git(t, repo, "repack", "-q", "-a", "-d", "--write-midx", "--write-bitmap-index")
			git(t, repo, "commit-graph", "write", "--reachable")
			git(t, repo, "pack-refs", "--all")
		}
		s, _ := openAll(t, repo, Options{CacheDir: cache, Layouts: []string{"{service}/{policy}.md"}})
		infos, err := s.Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		byPath := map[string][]string{}
		for _, in := range infos {
			list, err := s.History(t.Context(), in.Source)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.IsSortedFunc(list, func(a, b Version) int { return a.Captured.Compare(b.Captured) }) {
				t.Errorf("%q: not in captured order", in.Source)
			}
			for _, v := range list {
				byPath[v.Path] = append(byPath[v.Path], fmt.Sprintf("%s %d %d", v.Commit, v.Captured.Unix(), v.Recorded.Unix()))
			}
		}
		want := append(slices.Clone(oddPaths), "Acme/Executable.md")
		slices.Sort(want)
		if got := slices.Sorted(maps.Keys(byPath)); !slices.Equal(got, want) {
			t.Errorf("files %q,\nwant  %q", got, want)
		}
		gits := map[string][]string{}
		for c := range strings.SplitSeq(git(t, repo, "log", "-c", "--name-only", "-z", "--format=%x01%H %at %ct", "main"), "\x01") {
			head, files, _ := strings.Cut(c, "\x00")
			for f := range strings.SplitSeq(strings.TrimPrefix(files, "\n"), "\x00") {
				gits[f] = append(gits[f], head)
			}
		}
		for _, p := range want {
			if ours, theirs := slices.Sorted(slices.Values(byPath[p])), slices.Sorted(slices.Values(gits[p])); !slices.Equal(ours, theirs) {
				t.Errorf("%q has %d versions, git lists %d:\n%s\n%s", p, len(ours), len(theirs), strings.Join(ours, "\n"), strings.Join(theirs, "\n"))
			}
		}
		s.Close()
	}
}
