package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Whoever reads a help learns what a flag's value is, and sees a command at work.
func TestHelpsAreWhole(t *testing.T) {
	var all func(c *cobra.Command)
	all = func(c *cobra.Command) {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			switch value, _ := pflag.UnquoteUsage(f); value {
			case "string", "strings", "stringArray", "int", "duration":
				t.Errorf("%s --%s: its value is called %s", c.CommandPath(), f.Name, value)
			}
		})
		if c.Runnable() && c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for _, sub := range c.Commands() {
			all(sub)
		}
	}
	root := newRootCommand(&app{environment: systemEnv()}, nil)
	root.RemoveCommand(must(t, root, "completion")) // cobra's own
	all(root)
	if root.Example == "" {
		t.Error("the program's help shows no way to begin")
	}
	if names := root.Commands(); names[0].Name() != "demo" || names[1].Name() != "init" {
		t.Errorf("the help begins with %s, %s", names[0].Name(), names[1].Name())
	}
}

func must(t *testing.T, root *cobra.Command, name string) *cobra.Command {
	t.Helper()
	c, _, err := root.Find([]string{name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Whether a command is made alone or among all of them is not to be seen: it has the name under which it is looked for, and
// its help and what it says of a mistake are the same.
func TestCommandAlone(t *testing.T) {
	said := func(args ...string) string {
		var out bytes.Buffer
		env := &environment{stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
		run(t.Context(), env, args)
		return out.String()
	}
	for _, c := range subcommands() {
		if made := c.make(&app{environment: systemEnv()}); made.Name() != c.name {
			t.Errorf("%s is listed as %s", made.Name(), c.name)
		}
		for _, args := range [][]string{{c.name, "--help"}, {c.name, "--nosuch"}, {c.name, "--version"}, {c.name, "a", "b", "c", "d", "--format", "nosuch"}} {
			alone, among := said(args...), said(append([]string{"--quiet=false"}, args...)...)
			if alone != among || alone == "" {
				t.Errorf("%q says\n%s\nand among all commands\n%s", args, alone, among)
			}
		}
	}
	if all, help := said("--help"), said("help"); all != help || strings.Count(all, "\n") < len(subcommands()) {
		t.Errorf("--help:\n%s\nhelp:\n%s", all, help)
	}
}
