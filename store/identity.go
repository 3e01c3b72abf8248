package store

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	gitconfig "github.com/go-git/go-git/v5/plumbing/format/config"
)

// identity is who records: git's environment variables, the repository's and the user's git configuration, or
// "policylog" when nobody is named, as under cron.
func (s *Store) identity() signature {
	name, email := os.Getenv("GIT_AUTHOR_NAME"), os.Getenv("GIT_AUTHOR_EMAIL")
	var files []string
	if s.gitDir != "" {
		files = append(files, filepath.Join(s.gitDir, "config"))
	}
	if f := os.Getenv("GIT_CONFIG_GLOBAL"); f != "" {
		files = append(files, f)
	} else if home, err := os.UserHomeDir(); err == nil {
		xdg := os.Getenv("XDG_CONFIG_HOME")
		if xdg == "" {
			xdg = filepath.Join(home, ".config")
		}
		files = append(files, filepath.Join(home, ".gitconfig"), filepath.Join(xdg, "git", "config"))
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		cfg := gitconfig.New()
		if gitconfig.NewDecoder(bytes.NewReader(b)).Decode(cfg) != nil {
			continue
		}
		user := cfg.Section("user")
		if name == "" {
			name = user.Option("name")
		}
		if email == "" {
			email = user.Option("email")
		}
	}
	clean := func(s, otherwise string) string {
		s = strings.Trim(strings.Map(func(r rune) rune {
			if strings.ContainsRune("<>\n\x00", r) {
				return -1
			}
			return r
		}, oneLine(s)), " .,:;\"'")
		if s == "" {
			return otherwise
		}
		return s
	}
	return signature{name: clean(name, "policylog"), email: clean(email, "policylog@localhost")}
}
