package store

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"golang.org/x/text/unicode/norm"

	"policylog/internal/pattern"
)

// layout tells a source from a file's path: "{service}/{policy}.md". A placeholder stands for a run of characters
// without a slash; {language} for a language tag; {part} names one of several files of a directory that make up a
// policy.
type layout struct {
	pattern  string
	re       *regexp.Regexp
	parts    bool   // has a {part}
	partMark string // what stands before it
}

var placeholder = pattern.Lazy(`\{[a-z]+\}|\*`)

func parseLayout(pattern string) (layout, error) {
	l := layout{pattern: pattern}
	var b strings.Builder
	b.WriteByte('^')
	rest, seen := pattern, map[string]bool{}
	for {
		loc := placeholder().FindStringIndex(rest)
		if loc == nil {
			break
		}
		before := rest[:loc[0]]
		b.WriteString(regexp.QuoteMeta(before))
		switch name := strings.Trim(rest[loc[0]:loc[1]], "{}"); name {
		case "*":
			b.WriteString(`[^/]*`)
		case "service", "policy", "part":
			fmt.Fprintf(&b, `(?P<%s>[^/]+?)`, name)
			seen[name] = true
			if name == "part" {
				l.parts, l.partMark = true, before
			}
		case "language":
			b.WriteString(`(?P<language>[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)`)
			seen[name] = true
		default:
			return layout{}, fmt.Errorf("layout %q: unknown placeholder {%s}\n"+
				"hint: there are {service}, {policy}, {language}, {part} and *",
				printable(pattern), printable(name))
		}
		rest = rest[loc[1]:]
	}
	b.WriteString(regexp.QuoteMeta(rest) + "$")
	if !seen["service"] && !seen["policy"] {
		return layout{}, fmt.Errorf("layout %q: neither {service} nor {policy} in it", printable(pattern))
	}
	if l.parts && strings.Contains(rest, "/") {
		return layout{}, fmt.Errorf("layout %q: {part} is to stand in the file's name", printable(pattern))
	}
	var err error
	if l.re, err = regexp.Compile(b.String()); err != nil {
		return layout{}, fmt.Errorf("layout %q: %w", printable(pattern), err)
	}
	return l, nil
}

// match returns the source and the part that a path stands for. service stands in for a {service} that is not in the
// pattern.
func (l layout) match(p, service string) (source, part string, ok bool) {
	m := l.re.FindStringSubmatch(p)
	if m == nil {
		return "", "", false
	}
	get := func(name string) string {
		if i := l.re.SubexpIndex(name); i >= 0 {
			return m[i]
		}
		return ""
	}
	id := SourceID{Service: get("service"), Policy: get("policy"), Language: strings.ReplaceAll(get("language"), "_", "-")}
	if strings.HasPrefix(id.Service, ".") || strings.HasPrefix(id.Policy, ".") {
		return "", "", false
	}
	if id.Service == "" {
		id.Service = service
	}
	if id.Policy == "" {
		id.Policy = "policy"
	}
	id.Service, id.Policy = foreignName(id.Service), foreignName(id.Policy)
	if id.check() != nil {
		return "", "", false
	}
	return id.String(), get("part"), true
}

// deepest is how many segments the path of a file has at most that means something here.
func (s *Store) deepest() int {
	if !s.foreign {
		return deepestRun
	}
	most := 0
	for _, l := range s.layouts {
		most = max(most, 1+strings.Count(l.pattern, "/"))
	}
	return most
}

// foreignName makes a name of ours of somebody else's file name: what our names may not have becomes an underscore.
func foreignName(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "_"))
	if checkNamePart(s) == nil {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if checkNamePart("a"+string(r)+"a") != nil {
			return '_'
		}
		return r
	}, s)
	return strings.Trim(strings.ReplaceAll(s, "..", "_"), " .-")
}

// upgradeSubject knows the subjects under which Open Terms Archive records changes of its own making.
var upgradeSubject = pattern.Lazy(`(?i)\btechnical\b.*\bupgrade\b|\bdeclaration upgrade\b|^refilter\b`)

func kindOfSubject(subject string) Kind {
	if upgradeSubject().MatchString(subject) {
		return KindTechnicalUpgrade
	}
	return KindVersion
}

// chooseLayouts takes the layouts of the options, or guesses.
func (s *Store) chooseLayouts(ctx context.Context) error {
	s.service = repositoryName(s.dir)
	for _, p := range s.opt.Layouts {
		l, err := parseLayout(p)
		if err != nil {
			return err
		}
		s.layouts = append(s.layouts, l)
	}
	if len(s.layouts) > 0 {
		return nil
	}
	paths, err := s.tipFiles(ctx)
	if err != nil {
		return err
	}
	patterns := guessLayouts(paths)
	if len(patterns) == 0 {
		return fmt.Errorf("%w: no layout of policies is plain in it\n"+
			"hint: say one, as --layout '{service}/{policy}.md'", ErrNotArchive)
	}
	for _, p := range patterns {
		l, err := parseLayout(p)
		if err != nil {
			return err
		}
		s.layouts = append(s.layouts, l)
	}
	return nil
}

// repositoryName is the name of a repository's directory, without ".git".
func repositoryName(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		abs = dir
	}
	if filepath.Base(abs) == ".git" {
		abs = filepath.Dir(abs)
	}
	name := foreignName(strings.TrimSuffix(filepath.Base(abs), ".git"))
	if checkNamePart(name) != nil {
		return "repository"
	}
	return name
}

// maxSampled bounds the directories of one directory that tipFiles looks into: the layout of an archive shows in some of
// its services, and a large one is opened in the time of a small one.
const maxSampled = 32

// tipFiles lists files of the branch's newest commit, from maxSampled evenly chosen directories where there are more,
// as deep as layouts are guessed.
func (s *Store) tipFiles(ctx context.Context) ([]string, error) {
	h, err := s.git.read(s.branch)
	if err != nil {
		return nil, err
	}
	o, err := s.obj()
	if err != nil {
		return nil, err
	}
	c, err := o.commit(h)
	if err != nil {
		return nil, err
	}
	var paths []string
	var list func(tree plumbing.Hash, prefix string, depth int) error
	list = func(tree plumbing.Hash, prefix string, depth int) error {
		entries, err := o.tree(tree)
		if err != nil {
			return err
		}
		var dirs []treeEntry
		for _, e := range entries {
			switch {
			case e.isFile():
				paths = append(paths, prefix+e.name)
			case e.isDir() && depth < maxDepth:
				dirs = append(dirs, e)
			}
		}
		for i := range min(len(dirs), maxSampled) {
			e := dirs[i*len(dirs)/min(len(dirs), maxSampled)]
			if err := list(e.id, prefix+e.name+"/", depth+1); err != nil {
				return err
			}
		}
		return ctx.Err()
	}
	return paths, list(c.tree, "", 1)
}

// aboutRepository are files that describe a repository and are no policies.
var aboutRepository = pattern.Lazy(`(?i)^(readme|license|licence|copying|changelog|contributing|code_of_conduct|security|authors|notice)\b`)

// maxDepth is how many segments a path of a guessed layout has at most.
const maxDepth = 3

// guessLayouts tells from a repository's files how policies are laid out; nil when it is not plain. Where the language
// has a path segment of its own, its place may have changed in the past: both orders are known.
func guessLayouts(paths []string) []string {
	count := map[string]int{} // extension and depth
	files := map[string][][]string{}
	for _, p := range paths {
		ext := strings.ToLower(path.Ext(p))
		switch ext {
		case ".md", ".markdown", ".txt", ".html", ".pdf":
		default:
			continue
		}
		parts := strings.Split(strings.TrimSuffix(p, path.Ext(p)), "/")
		if slices.ContainsFunc(parts, func(s string) bool { return s == "" || s[0] == '.' }) ||
			aboutRepository().MatchString(parts[len(parts)-1]) {
			continue
		}
		key := path.Ext(p) + " " + fmt.Sprint(len(parts))
		count[key]++
		files[key] = append(files[key], parts)
	}
	var keys []string
	for k := range count {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if count[keys[i]] != count[keys[j]] {
			return count[keys[i]] > count[keys[j]]
		}
		return keys[i] < keys[j]
	})
	if len(keys) == 0 {
		return nil
	}
	// Pages come as they were served: what is under .html may be .pdf now and then, and the other way round.
	best := keys[0]
	ext, depth, _ := strings.Cut(best, " ")
	exts := []string{ext}
	for _, e := range []string{".html", ".pdf"} {
		if (ext == ".html" || ext == ".pdf") && e != ext {
			exts = append(exts, e)
		}
	}
	var patterns []string
	for _, e := range exts {
		switch tagged := languageSegment(files[best]); {
		case depth == "1":
			patterns = append(patterns, "{policy}"+e)
		case depth == "2" && tagged >= 0:
			patterns = append(patterns, "{language}/{policy}"+e, "{policy}/{language}"+e)
		case depth == "2": // Open Terms Archive's, which names the parts of a policy after a number sign
			patterns = append(patterns, "{service}/{policy} #{part}"+e, "{service}/{policy}"+e)
		case tagged == 0:
			patterns = append(patterns, "{language}/{service}/{policy}"+e)
		case tagged == 1:
			patterns = append(patterns, "{service}/{language}/{policy}"+e)
		case tagged == 2:
			patterns = append(patterns, "{service}/{policy}/{language}"+e)
		}
	}
	return patterns
}

var plainTag = pattern.Lazy(`^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$`)

// languageSegment says which path segment of nearly all files is a language tag, -1 when none is. Services may have
// names that look like one, so one of the tags must be of a language that policies are commonly written in.
func languageSegment(files [][]string) int {
	for i := range files[0] {
		tagged, common := 0, false
		for _, parts := range files {
			if plainTag().MatchString(parts[i]) {
				tagged++
				switch primary, _, _ := strings.Cut(strings.ReplaceAll(parts[i], "_", "-"), "-"); primary {
				case "en", "zh", "de", "fr", "es", "ja", "ko", "pt", "ru", "it", "nl", "pl", "ar", "hi", "id", "tr", "vi", "th":
					common = true
				}
			}
		}
		if common && 10*tagged >= 9*len(files) {
			return i
		}
	}
	return -1
}

// Entry is one version of a policy in somebody else's history.
type Entry struct {
	Source   string    // as the layout names it
	Path     string    // of the file, or the first of its files
	Captured time.Time // the author's date
	Commit   string    // hex
	Subject  string
	Kind     Kind // version or technical-upgrade
	Data     []byte
	Index    int // from 0
	Total    int
}

// ReadHistory calls fn for each version in the history of somebody else's git repository, in captured order, with its
// content. Layouts name what counts (none: guessed); branch "" is the repository's HEAD. Nothing is written anywhere.
func ReadHistory(ctx context.Context, repo string, layouts []string, branch string, fn func(Entry) error) error {
	gitDir, workDir, err := findGit(repo)
	if err != nil {
		return err
	}
	s := newStore(repo, gitDir, workDir, Options{Branch: branch, Layouts: layouts, ReadOnly: true})
	defer s.Close()
	if err := s.checkRepository(); err != nil {
		return fmt.Errorf("open %s: %w", repo, err)
	}
	if err := s.chooseBranch(); err != nil {
		return fmt.Errorf("open %s: %w", repo, err)
	}
	s.foreign = true
	if err := s.chooseLayouts(ctx); err != nil {
		return fmt.Errorf("open %s: %w", repo, err)
	}
	if s.idx, err = openDatabase(ctx, ""); err != nil {
		return err
	}
	list, err := s.queryVersions(ctx, "ORDER BY captured, seq")
	if err != nil {
		return fmt.Errorf("read %s: %w", repo, err)
	}
	for i, v := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := s.Text(ctx, v)
		if err != nil {
			return fmt.Errorf("%s at %s: %w", v.Path, v.Commit, err)
		}
		err = fn(Entry{
			Source: v.Source, Path: v.Path, Captured: v.Captured, Commit: v.Commit, Subject: v.Subject, Kind: v.Kind,
			Data: data, Index: i, Total: len(list),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// partOf is sourceOf with the part that a layout's {part} names.
func (s *Store) partOf(p string) (source, part string, ok bool) {
	if !strings.Contains(p, "/") && aboutRepository().MatchString(p) {
		return "", "", false
	}
	for _, l := range s.layouts {
		if source, part, ok = l.match(p, s.service); ok {
			return source, part, true
		}
	}
	return "", "", false
}

// piece is one of the files that make up a text.
type piece struct {
	part, path string
	blob       plumbing.Hash
}

// siblings are the pieces in the directories of one commit, each read once: by directory, then by source. One that has
// no mark of a part is nil.
type siblings map[string]map[string][]piece

// pieces are the files that make up a source after one of them changed, in order: the one without a part's name first,
// then by name. None is left when the last one went.
func (s *Store) pieces(o *objects, dirs siblings, ch fileChange, source, part string) ([]piece, error) {
	i := slices.IndexFunc(s.layouts, func(l layout) bool { return l.parts })
	if i >= 0 && !ch.dir.IsZero() {
		dir := path.Dir(ch.path)
		known, ok := dirs[dir]
		if !ok || known == nil && part != "" {
			data, err := o.readTyped(ch.dir, plumbing.TreeObject)
			if err == nil && (part != "" || bytes.Contains(data, []byte(s.layouts[i].partMark))) {
				known, err = s.piecesBySource(dir, data)
			}
			if err != nil {
				return nil, fmt.Errorf("tree %s: %w", ch.dir, err)
			}
			dirs[dir] = known
		}
		if known != nil {
			return known[source], nil
		}
	}
	if ch.new.IsZero() {
		return nil, nil
	}
	return []piece{{part, ch.path, ch.new}}, nil
}

// piecesBySource are the files of a directory's tree that make up sources.
func (s *Store) piecesBySource(dir string, tree []byte) (map[string][]piece, error) {
	found := map[string][]piece{}
	for len(tree) > 0 {
		var e treeEntry
		var err error
		if e, tree, err = nextEntry(tree); err != nil {
			return nil, err
		}
		p := path.Join(dir, e.name)
		source, part, ok := s.partOf(p)
		if !ok || !e.isFile() || slices.ContainsFunc(found[source], func(have piece) bool { return have.part == part }) {
			continue
		}
		found[source] = append(found[source], piece{part, p, e.id})
	}
	for _, list := range found {
		slices.SortFunc(list, func(a, b piece) int { return strings.Compare(a.part, b.part) })
	}
	return found, nil
}
