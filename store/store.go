// Package store is the git-backed archive: record, history, version at a time, search, verify, push. It is the only
// package that knows go-git, and it knows nothing of the web or of comparison.
//
// # Words
//
// A source is named service/policy.language. A snapshot is the raw bytes of a capture; a version is the text extracted
// from one; an observation says how a capture ended, also when nothing changed. Captured is when a page was fetched,
// recorded when it was committed here. A foreign archive is a git repository of policies with somebody else's layout.
//
// # On disk
//
// An archive is one ordinary git repository. Versions are commits on main, raw pages on snapshots, runs on
// observations; what has been sent and seen is in refs/policylog/state, people's notes are in refs/notes/policylog.
// Everything that a later reader needs is in commit trailers. The order of commits is that of recording; the order of
// capture is the index's. Captures older than what a source has come in on a side chain closed by one merge; nothing is
// ever rewritten.
//
// # Guarantees
//
//   - What Record has returned is durable. Killed at any instant, an archive passes `git fsck --strict`, and the next
//     run goes on from it: objects first (one pack, synced, kept from `git gc` until refs lead to it), then refs, each
//     by git's own lock files, compared and renamed.
//   - One policylog writes at a time (a lock file); git itself may write, pack and collect meanwhile.
//   - Readers need no lock and see a whole state or the next one.
//   - Caches may be deleted at any time. A foreign archive is only read.
//   - No name, subject or trailer that comes from a page can become a path, a ref or another trailer.
//
// # Inside
//
// layout.go opens and recognises, foreign.go tells other people's layouts; repository.go says what an archive stands on:
// a directory, where objects.go and pack.go read and write git's objects and refs.go its refs, or memory (memory.go);
// commit.go and tree.go are git's formats, period.go reads dates; record.go writes a batch; walk.go lists history,
// update.go brings the index (index.go, SQLite) up to it; resolve.go and describe.go answer from it. observations.go,
// snapshots.go, notes.go are the other refs; segment.go and search.go find text; tidy.go repacks, trash.go frees; remote.go,
// merge.go and takeover.go push, pull and join; verify.go and byhand.go check it all. Package storetest is the conformance
// suite for both.
//
// go-git reads git's configuration, computes and applies deltas, checks received packs and speaks git's protocols. Its
// Storage is not used: it writes refs in place, cannot be shared between goroutines, and loses its packs to `git gc`.
package store

import "time"

// Kind is the Policylog-Kind trailer.
type Kind string

// The kinds of commit.
const (
	KindVersion          Kind = "version"
	KindTechnicalUpgrade Kind = "technical-upgrade"
	KindSnapshot         Kind = "snapshot"
	KindHeld             Kind = "held"
	KindMerge            Kind = "merge"
	KindConfig           Kind = "config"
	KindObservation      Kind = "observation"
)

// Version is one recorded text, without the text itself (see Store.Text).
type Version struct {
	Source    string    // "service/policy.lang"
	Commit    string    // hex
	Blob      string    // hex id of the text; of one in several parts their ids, one after the other
	Path      string    // path in the tree of Commit, of the first part
	Kind      Kind      // version or technical-upgrade
	Captured  time.Time // zero: unknown
	Recorded  time.Time // committer date
	Origin    string    // fetch, import; "" in foreign archives
	URL       string    // Source-URL
	Title     string    // as recorded; "" unknown. In foreign archives this and the next three are there after Describe
	Updated   string    // as stated, ISO 8601 date
	Effective string    // as stated, ISO 8601 date
	Label     string    // version label as stated
	SHA256    string    // of the text, hex; "" in foreign archives
	Snapshot  string    // commit on snapshots; "" none
	Extractor string
	Subject   string

	described bool // Describe was asked of its text
}

// SourceInfo sums up a source.
type SourceInfo struct {
	Source      string
	Title       string // of the newest version; "" unknown
	Language    string // BCP 47: of the source's name, or told from the newest version; "" unknown
	Versions    int
	First, Last time.Time // captured, of first and last version
	LastCheck   time.Time // last observation; zero: none
	LastStatus  string    // of the last observation: "ok", "unchanged", "failed", "held"
	LastError   string
}

// Options of Open.
type Options struct {
	Branch   string                                // "" : main, or the repository's HEAD in foreign archives
	Layouts  []string                              // "{service}/{policy}.md": forces a foreign archive's layout
	ReadOnly bool                                  // write nothing but the cache
	CacheDir string                                // "" : .git/policylog, or $XDG_CACHE_HOME/policylog
	Progress func(stage string, done, total int64) // long work reports here; may be nil
	Now      func() time.Time                      // nil: time.Now
	Damaged  bool                                  // open what cannot be read too, for Verify alone
	LockWait time.Duration                         // how long a writer waits for another; 0: 30 s
	Fold     func(string) string                   // what Search compares by; nil: lower case

	// Describe tells what a text says of itself; nil knows nothing. It is asked where neither name nor commits say: for the
	// newest version of a source, and for those that Store.Describe or Store.Resolve names, once each, from several goroutines.
	Describe func(text []byte) Description
}

// Description is what a text says of itself; "" where it does not.
type Description struct {
	Title, Language    string // language as BCP 47
	Updated, Effective string // ISO 8601 dates
	Label              string // version label
}

// Snapshot is raw bytes with the metadata of their capture.
type Snapshot struct {
	Source   string
	Ext      string // "html", "pdf", "txt", "md", "mhtml" (several pages), "bin" (anything else)
	Data     []byte
	URL      string      // final URL
	Captured time.Time   // zero: unknown
	Origin   string      // fetch, import
	Trailers [][2]string // further response metadata: HTTP-Status, Content-Type, ETag, Last-Modified
	Kind     Kind        // snapshot or held
	HeldFor  string      // why it was held
}

// Text is a version to record.
type Text struct {
	Source         string
	Markdown       []byte
	Captured       time.Time // zero: unknown
	Kind           Kind      // version or technical-upgrade
	Origin         string
	URL            string
	Title          string
	Updated        string
	Effective      string
	Label          string
	Snapshot       int // index of its snapshot in the same Batch; -1 none, or SnapshotCommit
	SnapshotCommit string
	Extractor      string
}

// Observation is one line of a run: a source and how its capture ended.
type Observation struct {
	Source       string            `json:"source"`
	Status       string            `json:"status"` // new, changed, unchanged, failed, held, withdrawn
	SHA256       string            `json:"sha256,omitempty"`
	ETag         string            `json:"etag,omitempty"`
	LastModified string            `json:"last_modified,omitempty"`
	Error        string            `json:"error,omitempty"`
	Extra        map[string]string `json:"extra,omitempty"`
}

// Batch is what one run records, whole or not at all.
type Batch struct {
	Snapshots    []Snapshot
	Texts        []Text            // in any order; captured order is the store's business
	Observations []Observation     // nil: no run is noted (imports)
	Config       []byte            // policylog.yaml when it changed; nil otherwise
	State        map[string][]byte // files of refs/policylog/state to write; nil value removes
}

// Recorded says what a Batch became. A text equal to the version before it makes none; its place is empty.
type Recorded struct {
	Versions  []string // commit for each of Batch.Texts
	Snapshots []string // commit for each of Batch.Snapshots; an unchanged one: that of its predecessor
}
