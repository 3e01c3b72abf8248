package store

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

// othersArchive writes the history of a large archive of somebody else's as `git fast-import` reads it: as many commits
// of as many sources as asked for, in the manner of Open Terms Archive, with all that such repositories have: names with
// spaces, ampersands, parentheses and other scripts, policies in several parts, files beside them, sources that are
// renamed or end, merges, several commits in one second, dates that run backwards, technical upgrades.
func othersArchive(w io.Writer, commits, sources int) error {
	r := rand.New(rand.NewPCG(7, 7))
	out := bufio.NewWriterSize(w, 1<<20)
	paths := make([]string, sources)
	rules := make([][]int, sources) // the paragraphs of each source's text
	for i := range paths {
		service := fmt.Sprintf([]string{"Service %d", "Service %d & Sons (Ltd.)", "服務 %d", "Söciété %d", "service-%d.example"}[i/4%5], i/4)
		policy := []string{"Privacy Policy", "Terms of Service", "Community Guidelines #main", "Community Guidelines #appeals"}[i%4]
		paths[i] = service + "/" + policy + ".md"
	}
	data := func(body string) { fmt.Fprintf(out, "data %d\n%s\n", len(body), body) }
	text := func(i int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "# Policy %d\n\n", i)
		for _, p := range rules[i] {
			fmt.Fprintf(&b, "%d. We keep data of kind %d for %d days, and tell you of it in section %d of what we publish.\n\n", p%90, p, p%400, p/7)
		}
		return b.String()
	}
	gone := make([]bool, sources)
	at := day("2016-01-01").Unix()
	for n := 1; n <= commits; n++ {
		if n%10 != 0 { // else in the same second as the one before
			at += 60 + int64(r.IntN(3000))
		}
		author := at
		if n%500 == 0 {
			author -= 86400
		}
		i := r.IntN(sources)
		if n <= sources {
			i = n - 1
		}
		subject := "Record new changes of " + paths[i]
		switch {
		case n <= sources:
			subject = "First record of " + paths[i]
			for range 4 + r.IntN(40) {
				rules[i] = append(rules[i], r.IntN(1_000_000))
			}
		case n%97 == 0:
			subject = "Apply technical or declaration upgrade on " + paths[i]
			fallthrough
		default:
			rules[i][r.IntN(len(rules[i]))] = r.IntN(1_000_000)
		}
		commit := func(ref string, mark int, subject string) {
			fmt.Fprintf(out, "commit %s\nmark :%d\nauthor A <a@example.org> %d +0200\ncommitter A <a@example.org> %d +0000\n", ref, mark, author, at)
			data(subject)
		}
		file := func(name, body string) {
			fmt.Fprintf(out, "M 100644 inline %s\n", name)
			data(body)
		}
		if n%1000 == 1 && n > 2*sources { // a branch of one commit, which this one merges
			commit("refs/heads/side", commits+n, subject)
			fmt.Fprintf(out, "from :%d\n", n-1)
			file(paths[i], text(i))
			commit("refs/heads/main", n, "Merge side")
			fmt.Fprintf(out, "merge :%d\n", commits+n)
			file(paths[i], text(i))
			gone[i] = false
			continue
		}
		commit("refs/heads/main", n, subject)
		switch {
		case n == 1:
			for _, name := range []string{"README.md", "LICENSE", "metadata.json", ".github/workflows/run.yml"} {
				file(name, "about this repository\n")
			}
		case n > sources && n%(commits/40) == 0 && !gone[i] && !strings.Contains(paths[i], "#"):
			old := paths[i]
			paths[i] = "Renamed " + old
			fmt.Fprintf(out, "R %q %q\n", old, paths[i])
			continue
		case n > sources && n%(commits/30) == 0:
			fmt.Fprintf(out, "D %s\n", paths[i])
			gone[i] = true
			continue
		}
		file(paths[i], text(i))
		gone[i] = false
	}
	fmt.Fprintln(out, "done")
	return out.Flush()
}

// othersRepository is such a history as a bare repository. A large one is kept in $POLICYLOG_HUGE for the next run.
func othersRepository(tb testing.TB, commits, sources int) string {
	tb.Helper()
	if dir := os.Getenv("POLICYLOG_HUGE"); dir != "" && commits >= 100_000 {
		if _, err := os.Stat(dir); err == nil {
			return dir // made by an earlier run
		}
		fastImport(tb, dir, func(w io.Writer) error { return othersArchive(w, commits, sources) })
		return dir
	}
	dir := filepath.Join(tb.TempDir(), "others.git")
	fastImport(tb, dir, func(w io.Writer) error { return othersArchive(w, commits, sources) })
	return dir
}

// fastImport makes a repository of what write tells `git fast-import`.
func fastImport(tb testing.TB, dir string, write func(io.Writer) error) {
	tb.Helper()
	if out, err := exec.Command("git", "init", "-q", "--bare", "-b", "main", dir).CombinedOutput(); err != nil {
		tb.Fatalf("git init: %v\n%s", err, out)
	}
	cmd := exec.Command("git", "-C", dir, "fast-import", "--quiet", "--done", "--depth=50")
	in, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	if err := write(in); err != nil {
		tb.Fatal(err)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		tb.Fatal(err)
	}
}

// gitsHistory is what git says: for each source the commits that changed its files to another text.
func gitsHistory(tb testing.TB, repo string) map[string][]string {
	tb.Helper()
	out := git(tb, repo, "-c", "core.quotePath=false", "log", "--reverse", "--topo-order", "--format=commit %H", "--raw", "-c",
		"--no-abbrev", "--find-renames=100%", "main")
	said := map[string][]string{}
	commit := ""
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		if h, ok := strings.CutPrefix(line, "commit "); ok {
			commit = h
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 2 || !strings.HasPrefix(line, ":") {
			continue
		}
		source := func(p string) string {
			p, _, _ = strings.Cut(strings.TrimSuffix(strings.Trim(p, `"`), ".md"), " #")
			return p
		}
		name := f[len(f)-1]
		status := f[0][strings.LastIndexByte(f[0], ' ')+1:]
		switch {
		case path.Ext(name) != ".md" || !strings.Contains(name, "/"):
		case status[0] == 'R':
			said[source(name)] = said[source(f[1])]
			delete(said, source(f[1]))
		case status[0] != 'D' || strings.Contains(name, "#"):
			said[source(name)] = append(said[source(name)], commit)
		}
	}
	return said
}

// A history as large repositories have it is listed as git lists it.
func TestOthersArchiveAsGitListsIt(t *testing.T) {
	commits, sources := 3000, 60
	if sweep() {
		commits, sources = 200_000, 3000
	}
	repo := othersRepository(t, commits, sources)
	s, _ := openAll(t, repo, Options{Describe: func(text []byte) Description {
		title, _, _ := strings.Cut(string(text), "\n")
		return Description{Title: strings.TrimPrefix(title, "# "), Language: "en"}
	}})
	infos, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := gitsHistory(t, repo)
	if len(infos) != len(want) {
		t.Errorf("%d sources, git has %d", len(infos), len(want))
	}
	names := []string{"nobody/nothing"}
	for _, in := range infos {
		names = append(names, in.Source)
	}
	together := map[string][]Version{}
	err = s.EachHistory(t.Context(), names, func(source string, history []Version) error {
		if source != names[len(together)] {
			t.Errorf("%s comes where %s was asked for", source, names[len(together)])
		}
		together[source] = history
		return nil
	})
	if err != nil || len(together[names[0]]) > 0 {
		t.Errorf("%v: %d versions of what there is not", err, len(together[names[0]]))
	}
	for _, in := range infos {
		list, err := s.History(t.Context(), in.Source)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(list, together[in.Source]) {
			t.Errorf("%s: alone and among others the histories differ", in.Source)
		}
		got := map[string]bool{}
		for _, v := range list {
			got[v.Commit] = true
		}
		listed := map[string]bool{}
		for _, c := range want[in.Source] {
			listed[c] = true
		}
		if !maps.Equal(got, listed) || len(list) != len(got) {
			t.Fatalf("%s: %d versions, git has %d", in.Source, len(list), len(listed))
		}
		if !slices.IsSortedFunc(list, func(a, b Version) int { return a.Captured.Compare(b.Captured) }) {
			t.Errorf("%s: not in captured order", in.Source)
		}
		if !strings.HasPrefix(in.Title, "Policy ") || list[len(list)-1].Title != in.Title || in.Language != "en" {
			t.Errorf("title %q, language %q", in.Title, in.Language)
		}
	}
}

// The parts of a policy are one text: the unnamed one first, then by name; each commit that changes one is a version.
func TestPartsAreOneText(t *testing.T) {
	dir := gitRepo(
		t, nil,
		map[string]string{"A/Terms.md": "main\n", "A/Other.md": "o\n"},
		map[string]string{"A/Terms #b.md": "b\n", "A/Terms #a.md": "ä\n\n"},
		map[string]string{"A/Terms #b.md": "b2"},
		map[string]string{"A/Terms.md": ""},
		map[string]string{"A/Terms #a.md": ""},
		map[string]string{"A/Terms #b.md": "", "B/Terms #b.md": "b2"},
	)
	s, got := openAll(t, dir, Options{})
	if got != "A/Other:v B/Terms:vvvvv" {
		t.Errorf("sources %s", got)
	}
	list, err := s.History(t.Context(), "B/Terms")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"main\n", "main\n\nä\n\nb\n", "main\n\nä\n\nb2\n", "ä\n\nb2\n", "b2"}
	for i, v := range list {
		body, err := s.Text(t.Context(), v)
		if err != nil || string(body) != want[i] {
			t.Errorf("version %d: %q, %v, want %q", i, body, err, want[i])
		}
	}
	if hits, err := s.Search(t.Context(), Query{Text: "b2"}); err != nil || len(hits) != 1 || hits[0].Versions != 3 {
		t.Errorf("search: %+v, %v", hits, err)
	}
	var read []string
	if err := ReadHistory(t.Context(), dir, nil, "", func(e Entry) error {
		if e.Source == "B/Terms" {
			read = append(read, string(e.Data))
		}
		return nil
	}); err != nil || !slices.Equal(read, want) {
		t.Errorf("read %q, %v", read, err)
	}
}

// A source that is renamed and edited in one commit keeps its past; another that merely ends there does not become it.
func TestRenamedAndEdited(t *testing.T) {
	long := func(edit string) string {
		var b strings.Builder
		for i := range 30 {
			fmt.Fprintf(&b, "%d. We keep what you send us for %d days.\n\n", i, i*7)
		}
		return b.String() + edit + "\n"
	}
	dir := gitRepo(
		t, nil,
		map[string]string{"Twitter/Terms.md": long("We are Twitter."), "Gone/Terms.md": "Nothing of the kind.\n"},
		map[string]string{"Twitter/Terms.md": "", "Gone/Terms.md": "", "X/Terms.md": long("We are X.")},
		map[string]string{"X/Terms.md": "", "Y/Terms.md": "An altogether different text.\n"},
	)
	if _, got := openAll(t, dir, Options{}); got != "Gone/Terms:v X/Terms:vv Y/Terms:v" {
		t.Errorf("sources %s", got)
	}
}

// The language is that of the name, else what the text tells; the title is the newest text's.
func TestTitlesAndLanguagesOfOthers(t *testing.T) {
	dir := gitRepo(t, nil, map[string]string{"A/T.de.md": "x", "A/T.md": "# 舊\n"}, map[string]string{"A/T.md": "# 條款\n"})
	var asked atomic.Int32
	opt := Options{CacheDir: t.TempDir(), Describe: func(text []byte) Description {
		asked.Add(1)
		return Description{Title: strings.TrimSpace(strings.TrimPrefix(string(text), "# ")), Language: "zh-Hant"}
	}}
	for range 2 {
		s, _ := openAll(t, dir, opt)
		infos, err := s.Sources(t.Context())
		if err != nil || len(infos) != 2 || infos[1].Language != "de" || infos[0].Language != "zh-Hant" || infos[0].Title != "條款" {
			t.Errorf("%+v, %v", infos, err)
		}
		if n := asked.Load(); n != 2 {
			t.Errorf("%d texts were read for a listing, want those of the newest versions, once", n)
		}
	}
	s, _ := openAll(t, dir, opt)
	if v, err := s.Resolve(t.Context(), "A/T", "first"); err != nil || v.Title != "舊" {
		t.Errorf("%+v, %v", v, err)
	}
}

// What old texts of others say of themselves is read when it is asked for, once, and is then known to every question.
func TestStatedDatesOfOthers(t *testing.T) {
	dir := gitRepo(
		t, nil, map[string]string{"A/T.md": "# 條款\n2019-12-01\n", "A/O.md": "# O\n"},
		map[string]string{"A/T.md": "# Terms\n2020-02-01\n"}, map[string]string{"A/T.md": "# Newer\n2021-03-01\n"},
	)
	var asked atomic.Int32
	opt := Options{CacheDir: t.TempDir(), Describe: func(text []byte) Description {
		asked.Add(1)
		lines := strings.Split(string(text), "\n")
		return Description{Title: strings.TrimPrefix(lines[0], "# "), Effective: lines[1]}
	}}
	for round := range 2 {
		s, _ := openAll(t, dir, opt)
		if n := asked.Load(); round == 0 && n != 2 {
			t.Errorf("%d texts were read for a listing of two sources", n)
		}
		v, err := s.Resolve(t.Context(), "A/T", "effective:2020-06")
		if err != nil || v.Title != "Terms" || v.Effective != "2020-02-01" {
			t.Errorf("in effect by June 2020: %+v, %v", v, err)
		}
		list, err := s.History(t.Context(), "A/T")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Describe(t.Context(), list); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, v := range list {
			got += v.Title + " " + v.Effective + "; "
		}
		if got != "條款 2019-12-01; Terms 2020-02-01; Newer 2021-03-01; " {
			t.Errorf("history: %s", got)
		}
	}
	if n := asked.Load(); n != 2+3 {
		t.Errorf("%d texts were read, want each once, and the newest once more for the listing", n)
	}
}
