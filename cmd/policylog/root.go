package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"policylog/diff/terms"
	"policylog/store"
)

// globals are the flags that every command knows.
type globals struct {
	archive string
	branch  string
	layouts []string
	colors  string
	lang    string
	quiet   bool
}

// app is what a command's function gets: the environment and the global flags.
type app struct {
	*environment
	globals

	shown *progress // the one that was last seen to move
}

// subcommand is a command before it is made.
type subcommand struct {
	name, group string
	make        func(*app) *cobra.Command
}

// subcommands are in the order of the help, under the titles of their groups.
func subcommands() []subcommand {
	return []subcommand{
		{"demo", "archive", newDemoCommand},
		{"init", "archive", newInitCommand},
		{"source", "archive", newSourceCommand},
		{"fetch", "archive", newFetchCommand},
		{"import", "archive", newImportCommand},
		{"extract", "archive", newExtractCommand},
		{"upgrade", "archive", newUpgradeCommand},
		{"status", "read", newStatusCommand},
		{"log", "read", newLogCommand},
		{"show", "read", newShowCommand},
		{"diff", "read", newDiffCommand},
		{"compare", "read", newCompareCommand},
		{"blame", "read", newBlameCommand},
		{"history", "read", newHistoryCommand},
		{"whatsnew", "read", newWhatsnewCommand},
		{"search", "read", newSearchCommand},
		{"tui", "read", newTUICommand},
		{"notice", "read", newNoticeCommand},
		{"review", "read", newReviewCommand},
		{"lint", "read", newLintCommand},
		{"verify", "keep", newVerifyCommand},
		{"push", "keep", newPushCommand},
		{"pull", "keep", newPullCommand},
		{"export", "keep", newExportCommand},
		{"version", "", newVersionCommand},
		{"man", "", newManCommand},
	}
}

// readers are the commands that write nothing but caches and start nothing that outlives them.
var readers = []string{"status", "log", "show", "diff", "compare", "blame", "history", "whatsnew", "search", "lint", "verify"}

func init() { cobra.EnableCommandSorting = false } // the helps list commands in the order in which they are needed

// newRootCommand makes the program's commands: all of them, or only the one that the arguments begin with, since the flags
// and helps of all take as long to make as a short command takes to run.
func newRootCommand(a *app, args []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "policylog",
		Short: "git log for privacy policies: archive them, and say clause by clause what changed",
		Long: `policylog archives privacy policies and terms from the web into a git repository, says what changed between
any two dated versions clause by clause (Traditional and Simplified Chinese, English and other languages), writes
the changelogs and notices that follow from it, and lets an analyst browse all of it in the terminal.

A source is named service/policy.lang (xiaomi/privacy-policy.zh-TW); a version is SOURCE@WHEN, where WHEN is a date
(2022-01-31, 2022-01, 2022: what was captured by its end), latest, previous, first, effective:DATE or a commit.`,
		Example: `  policylog demo papermoon           # a first look: an archive to play with
  policylog diff old.md new.md       # two files, without any archive
  policylog init policies            # an archive of your own, then
  policylog --archive policies source add acme/privacy-policy.en https://www.acme.example/privacy
  policylog --archive policies fetch`,
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true, // they are told as hints
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if a.onlyReads != nil {
				a.onlyReads.Store(slices.Contains(readers, cmd.Name()) && cmd.Parent() == cmd.Root())
			}
			return errors.Join(cmd.Context().Err(), a.checkGlobals())
		},
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if t, _ := a.often(err); t != nil {
			return t.hinting(seeHelp, cmd.CommandPath())
		}
		return withHint(err, "see %s --help", cmd.CommandPath())
	})
	f := root.PersistentFlags()
	f.StringVar(&a.archive, "archive", "", "archive `DIR` (default: $POLICYLOG_ARCHIVE, or the current directory)")
	f.StringVar(&a.branch, "branch", "", "`BRANCH` that holds the versions, in a repository that is not ours")
	f.StringArrayVar(&a.layouts, "layout", nil, "path `PATTERN` of versions in a repository that is not ours ({service}/{policy}.{lang}.md)")
	f.StringVar(&a.colors, "color", "auto", "colour: `auto`, always or never")
	f.StringVar(&a.lang, "lang", "", "`LANGUAGE` of messages and notices: en, zh-CN or zh-TW (default: the locale's)")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "no progress")

	_ = root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(langChoices, cobra.ShellCompDirectiveNoFileComp))
	_ = root.RegisterFlagCompletionFunc("color", cobra.FixedCompletions(colorChoices, cobra.ShellCompDirectiveNoFileComp))
	_ = root.MarkPersistentFlagDirname("archive")

	root.AddGroup(
		&cobra.Group{ID: "archive", Title: "Archive:"},
		&cobra.Group{ID: "read", Title: "Read:"},
		&cobra.Group{ID: "keep", Title: "Keep:"},
	)
	all := subcommands()
	if i := slices.IndexFunc(all, func(c subcommand) bool { return len(args) > 0 && c.name == args[0] }); i >= 0 {
		all = all[i : i+1]
		root.CompletionOptions.DisableDefaultCmd = true // cobra's own command, which writes the shells' scripts
	} else {
		root.Version = readBuild().Version // for --version, which no other command takes
	}
	for _, c := range all {
		cmd := c.make(a)
		cmd.GroupID = c.group
		root.AddCommand(cmd)
	}
	if !root.CompletionOptions.DisableDefaultCmd {
		escapeForBash(root)
	}
	showUsage(root)
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		a.completeFlags(root)
	}
	return root
}

// showUsage adds a command's usage to what is said of wrong arguments: cobra tells only how many there should be.
func showUsage(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(c *cobra.Command, args []string) error {
			err := check(c, args)
			if _, told := errors.AsType[*trouble](err); err == nil || told {
				return err
			}
			return wrongArguments.with(nil, c.Name(), c.UseLine(), err.Error())
		}
	}
	for _, c := range cmd.Commands() {
		showUsage(c)
	}
}

var (
	colorChoices = []string{"auto", "always", "never"}
	langChoices  = []string{"en", "zh-CN", "zh-TW"}
)

func (a *app) checkGlobals() error {
	if !slices.Contains(colorChoices, a.colors) {
		return choice("color", a.colors, colorChoices)
	}
	// A locale that the program does not speak gets English; who asks for a language outright is told.
	if a.lang != "" && terms.For(a.lang).Tag() == "en" && !strings.HasPrefix(strings.ToLower(a.lang), "en") {
		asked := a.lang
		a.lang = "" // what is wrong with it is said in the locale's
		return choice("lang", asked, langChoices)
	}
	return nil
}

// messageLang is the language of messages: --lang, the locale, English.
func (a *app) messageLang() string {
	if a.lang != "" {
		return a.lang
	}
	if l := a.locale(); l != "" {
		return l
	}
	return "en"
}

// archiveDir is the archive's directory: --archive, $POLICYLOG_ARCHIVE, the current directory.
func (a *app) archiveDir() string {
	if a.archive != "" {
		return a.archive
	}
	if d := a.getenv("POLICYLOG_ARCHIVE"); d != "" {
		return d
	}
	return "."
}

// open opens the archive for reading or writing.
func (a *app) open(ctx context.Context) (*store.Store, error) {
	bar := a.progress()
	defer bar.done()
	return a.openWith(ctx, store.Options{Progress: bar.report})
}

// openWith opens the archive with a command's own options: where what takes long is reported, and whether it may be damaged.
func (a *app) openWith(ctx context.Context, opt store.Options) (*store.Store, error) {
	dir := a.archiveDir()
	opt.Branch, opt.Layouts, opt.Now, opt.Fold, opt.Describe = a.branch, a.layouts, a.now, foldForSearch, describe
	s, err := store.Open(ctx, dir, opt)
	if err != nil {
		return nil, a.explainOpen(dir, err)
	}
	for _, w := range s.Warnings() {
		fmt.Fprintf(a.stderr, "warning: %s\n", printable(w))
	}
	return s, nil
}

// explainOpen adds the hint that a user who mistook the directory needs.
func (a *app) explainOpen(dir string, err error) error {
	if _, statErr := os.Stat(dir); errors.Is(statErr, fs.ErrNotExist) {
		return noArchiveThere.with(err, dir, shellWord(shown(dir)))
	}
	if errors.Is(err, store.ErrNoRepository) {
		return notAnArchive.with(err, shown(dir), shellWord(shown(dir)))
	}
	return err
}

// shown is a directory as a user would type it.
func shown(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil && dir == "." {
		return abs
	}
	return dir
}

// formatFlag adds --format with its choices; the first is the default.
func formatFlag(cmd *cobra.Command, p *string, choices ...string) {
	cmd.Flags().StringVar(p, "format", choices[0], "output `FORMAT`: "+strings.Join(choices, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp))
	pre := cmd.PreRunE
	cmd.PreRunE = func(c *cobra.Command, args []string) error {
		if !slices.Contains(choices, *p) {
			return choice("format", *p, choices)
		}
		if pre != nil {
			return pre(c, args)
		}
		return nil
	}
}

// onlySubcommands makes a command that only groups others show its help, and refuse what is none of them.
func onlySubcommands(cmd *cobra.Command) {
	cmd.Args = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return noCommand(c, args[0])
	}
	cmd.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
}
