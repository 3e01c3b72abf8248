package main

import (
	"bytes"
	"strings"
	"testing"
)

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
