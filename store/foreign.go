package store

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"golang.org/x/text/unicode/norm"
)

// layout tells a source from a file's path: "{service}/{policy}.md". A placeholder stands for a run of characters
// without a slash; {language} for a language tag; {part} names one of several files that make up a policy.
type layout struct {
	pattern string
	re      *regexp.Regexp
}

var placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[a-z]+\}|\*`) })

func parseLayout(pattern string) (layout, error) {
	var b strings.Builder
	b.WriteByte('^')
	rest, seen := pattern, map[string]bool{}
	for {
		loc := placeholder().FindStringIndex(rest)
		if loc == nil {
			break
		}
		b.WriteString(regexp.QuoteMeta(rest[:loc[0]]))
		switch name := strings.Trim(rest[loc[0]:loc[1]], "{}"); name {
		case "*":
			b.WriteString(`[^/]*`)
		case "service", "policy", "part":
			fmt.Fprintf(&b, `(?P<%s>[^/]+?)`, name)
			seen[name] = true
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
	re, err := regexp.Compile(b.String())
	if err != nil {
		return layout{}, fmt.Errorf("layout %q: %w", printable(pattern), err)
	}
	return layout{pattern, re}, nil
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

// sourceOf tells the source of a path by the first layout that fits.
func (s *Store) sourceOf(p string) (string, bool) {
	source, _, ok := s.partOf(p)
	return source, ok
}

// upgradeSubject knows the subjects under which Open Terms Archive records changes of its own making.
var upgradeSubject = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\btechnical\b.*\bupgrade\b|\bdeclaration upgrade\b|^refilter\b`)
})

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

// tipFiles lists the files of the branch's newest commit.
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
	err = o.diffTrees(plumbing.ZeroHash, c.tree, "", func(ch fileChange) error {
		paths = append(paths, ch.path)
		return ctx.Err()
	})
	return paths, err
}

// aboutRepository are files that describe a repository and are no policies.
var aboutRepository = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(readme|license|licence|copying|changelog|contributing|code_of_conduct|security|authors|notice)\b`)
})

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
		if len(parts) > 3 {
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
		case depth == "2":
			patterns = append(patterns, "{service}/{policy}"+e)
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

var plainTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$`) })

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

// Entry is one changed file in somebody else's history.
type Entry struct {
	Source   string // as the layout names it
	Part     string // of a policy in several files: {part}
	Path     string
	Captured time.Time // the author's date
	Commit   string    // hex
	Subject  string
	Kind     Kind // version or technical-upgrade
	Data     []byte
	Index    int // from 0
	Total    int
}

// ReadHistory calls fn for each file that the history of a git repository changed, in captured order, with the file's
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
	tip, err := s.git.read(s.branch)
	if err != nil {
		return err
	}
	list, _, err := s.history(ctx, tip, plumbing.ZeroHash, func(plumbing.Hash) (bool, error) { return false, nil })
	if err != nil {
		return err
	}
	o, err := s.obj()
	if err != nil {
		return err
	}
	var entries []Entry
	var blobs []plumbing.Hash
	last := map[string]plumbing.Hash{}
	begun := map[string]bool{}
	err = inOrder(ctx, len(list), func(i int) ([]fileChange, error) {
		var changes []fileChange
		err := o.changedFiles(list[i], func(ch fileChange) error {
			if _, ok := s.sourceOf(ch.path); ok {
				changes = append(changes, ch)
			}
			return nil
		})
		return changes, err
	}, func(i int, changes []fileChange) error {
		if len(changes) == 0 {
			return nil
		}
		c, err := o.commitOf(list[i])
		if err != nil {
			return err
		}
		subject, _ := splitMessage(c.message)
		removed := map[plumbing.Hash]string{}
		for _, ch := range changes {
			if ch.new.IsZero() {
				removed[ch.old], _ = s.sourceOf(ch.path)
			}
		}
		for _, ch := range changes {
			if ch.new.IsZero() {
				continue
			}
			source, part, _ := s.partOf(ch.path)
			if was := removed[ch.new]; was != "" && was != source && !begun[source] {
				// The file was renamed: what came before is this source's past.
				for j := range entries {
					if entries[j].Source == was {
						entries[j].Source = source
					}
				}
				last[source+"\x00"+part] = ch.new
			}
			begun[source] = true
			if key := source + "\x00" + part; last[key] == ch.new {
				continue // moved only
			} else {
				last[key] = ch.new
			}
			entries = append(entries, Entry{
				Source: source, Part: part, Path: ch.path, Captured: c.author.when, Commit: c.id.String(),
				Subject: oneLine(subject), Kind: kindOfSubject(subject), Index: len(blobs),
			})
			blobs = append(blobs, ch.new)
		}
		return nil
	})
	if err != nil {
		return err
	}
	sort.SliceStable(entries, func(i, j int) bool { return entries[i].Captured.Before(entries[j].Captured) })
	for i, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if e.Data, err = o.blob(blobs[e.Index]); err != nil {
			return fmt.Errorf("%s at %s: %w", e.Path, e.Commit, err)
		}
		e.Index, e.Total = i, len(entries)
		if err := fn(e); err != nil {
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
