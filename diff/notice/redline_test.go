package notice

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/notice/docx"
	"policylog/diff/render/safe"
	"policylog/diff/render/undress"
	"policylog/internal/realdata"
)

// decided is the text of tracked paragraphs with all changes accepted, or all rejected.
func decided(ps []docx.Paragraph, accept bool) string {
	gone := docx.Inserted
	if accept {
		gone = docx.Deleted
	}
	var b strings.Builder
	for _, p := range ps {
		for _, r := range p.Runs {
			if r.Change != gone {
				b.WriteString(r.Text)
			}
		}
		if p.End != gone {
			b.WriteString("\n")
		}
	}
	return b.String()
}

// sideText is one side of a result in its own order, without markup.
func sideText(r *diff.Result, old bool) string {
	texts := map[int]string{}
	for i := range r.Blocks {
		row := &r.Blocks[i]
		refs := row.New
		if old {
			refs = row.Old
		}
		for _, b := range refs {
			texts[b.Index] = undress.Text(b.Text, row.Kind)
		}
	}
	var b strings.Builder
	for i := range len(texts) {
		b.WriteString(safe.Text(texts[i]) + "\n")
	}
	return b.String()
}

// words are a text without the white space between and around its words, which is layout.
func words(s string) string { return strings.Join(strings.Fields(s), "") }

// checkRedline holds that a redline accepted is the new text, and rejected the old one.
func checkRedline(t interface {
	Helper()
	Errorf(format string, args ...any)
}, r *diff.Result,
) {
	t.Helper()
	ps := tracked(r)
	if got, want := words(decided(ps, true)), words(sideText(r, false)); got != want {
		t.Errorf("accepted:\n%s\nwant:\n%s", got, want)
	}
	if got, want := words(decided(ps, false)), words(sideText(r, true)); got != want {
		t.Errorf("rejected:\n%s\nwant:\n%s", got, want)
	}
}

func TestRedline(t *testing.T) {
	for _, lang := range []string{"en", "zh-TW"} {
		checkRedline(t, compare(t, lang))
	}
	for name, c := range map[string][2]string{
		"moved":       {"# P\n\nOne is here to stay.\n\nTwo went for a walk.\n\nThree is the last.", "# P\n\nThree is the last.\n\nOne is here to stay.\n\nTwo went for a walk."},
		"split":       {"# P\n\nWe keep your name for long. We share it with nobody else.", "# P\n\nWe keep your name for long.\n\nWe share it with nobody else."},
		"merged":      {"# P\n\nWe keep your name for long.\n\nWe share it with nobody else.", "# P\n\nWe keep your name for long. We share it with nobody else."},
		"split apart": {"# P\n\nWe keep your name for long. We share it with nobody else.", "# P\n\nWe keep your name for long.\n\n## Sharing\n\nWe share it with nobody else."},
		"merged over": {"# P\n\nWe keep your name for long.\n\n## Sharing\n\nWe share it with nobody else.", "# P\n\nWe keep your name for long. We share it with nobody else."},
		"scripts":     {"# 政策\n\n我們會保存您的資料。", "# 政策\n\n我们会保存您的资料。"},
		"all new":     {"", "# P\n\nText."},
		"all gone":    {"# P\n\nText.", ""},
		"emphasis":    {"# P\n\nWe **never** sell it.", "# P\n\nWe never sell it."},
		"a stray CR":  {"# P\n\nWe keep your name.", "# P\n\nWe keep your\rname."},
		"a CR moved":  {"# P\n\nTo: a \r\nBcc: b and\rc", "# P\n\nTo: a \r\n\rBcc: b and c"},
		"a form feed": {"# P\n\nWe keep**\fWe", "# P\n\nWe\r\f\r\nkeep**\fWe"},
		"CRLF":        {"# P\r\n\r\nWe keep\r\nit all.\r\n", "# P\n\nWe keep\nit all.\n"},
		"two lines":   {"# P\n\nWe keep\nit all.", "# P\n\nWe keep it\nall here."},
	} {
		t.Run(name, func(t *testing.T) {
			checkRedline(t, diff.Compare(doc.Parse([]byte(c[0])), doc.Parse([]byte(c[1])), diff.Options{}))
		})
	}
}

// Real policies against each other: every status occurs, and the two texts come back.
func TestRedlineOfRealPolicies(t *testing.T) {
	seed := realdata.File(t, "seeds/000_05b14415a591ba60.txt")
	for _, other := range []string{"seeds/002_0fb34c2545ec3a69.txt", "seeds/004_cbd58d81623d95b8.txt", "seeds/003_13bd11e379a121a2.txt"} {
		checkRedline(t, diff.Compare(doc.Parse(seed), doc.Parse(realdata.File(t, other)), diff.Options{}))
	}
}

// LibreOffice opens the documents.
func TestOfficeOpensDocuments(t *testing.T) {
	needsOffice(t)
	r := pair(t, "zh-TW")
	n := Make(r, Options{Lang: "zh-TW"})
	for name, write := range map[string]func(io.Writer) error{
		"table":   func(w io.Writer) error { return TableDOCX(w, n) },
		"redline": func(w io.Writer) error { return Redline(w, n, r) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		text := officeText(t, b.Bytes(), "")
		for _, want := range []string{"潮汐數據股份有限公司", "45"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: LibreOffice does not show %q:\n%s", name, want, text)
			}
		}
	}
}

// LibreOffice, told to accept all tracked changes, is left with the new text, and told to reject them with the old one.
func TestOfficeDecidesChanges(t *testing.T) {
	needsOffice(t)
	results := map[string]*diff.Result{"zh-TW": pair(t, "zh-TW"), "en": pair(t, "en")}
	results["attack"] = diff.Compare(doc.Parse([]byte("# x\n\nWe may "+attack("http://evil.example")+"\n\nstays")),
		doc.Parse([]byte("# y\n\nWe shall "+attack("http://evil.example")+"\n\nstays\n\nmore")), diff.Options{})
	for name, r := range results {
		var b bytes.Buffer
		if err := Redline(&b, Make(r, Options{}), r); err != nil {
			t.Fatal(err)
		}
		for command, old := range map[string]bool{"AcceptAllTrackedChanges": false, "RejectAllTrackedChanges": true} {
			if got, want := words(officeText(t, b.Bytes(), command)), words(sideText(r, old)); got != want {
				t.Errorf("%s: %s leaves\n%s\nwant\n%s", name, command, got, want)
			}
		}
	}
}

// office drives LibreOffice over a pipe: it opens a document, gives a command, and writes what is left of its text.
const office = `import subprocess, sys, time, uno
from com.sun.star.beans import PropertyValue
profile, source, target, command = sys.argv[1:]
pipe = "policylog-" + str(abs(hash(profile)))
process = subprocess.Popen(["soffice", "-env:UserInstallation=file://" + profile, "--headless", "--norestore", "--nologo",
    "--accept=pipe,name=" + pipe + ";urp;"])
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for attempt in range(300):
    try:
        context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = desktop.loadComponentFromURL("file://" + source, "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
if command:
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" + command, "", 0, ())
document.storeToURL("file://" + target, (PropertyValue("FilterName", 0, "Text (encoded)", 0), PropertyValue("FilterOptions", 0, "UTF8", 0)))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
process.wait(30)
`

// officeText is what LibreOffice reads in a document after a command; "" none.
func officeText(t *testing.T, document []byte, command string) string {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "d.docx"), filepath.Join(dir, "d.txt")
	if err := os.WriteFile(in, document, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	said, err := exec.CommandContext(ctx, officePython, "-c", office, filepath.Join(dir, "profile"), in, out, command).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return strings.TrimPrefix(string(text), "\ufeff")
}

// officePython is the system's Python, which has LibreOffice's bridge where that is installed.
const officePython = "/usr/bin/python3"

// needsOffice skips a test where there is no LibreOffice to ask.
func needsOffice(t *testing.T) {
	t.Helper()
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("starts LibreOffice: set POLICYLOG_SWEEP=1")
	}
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed")
	}
	if exec.Command(officePython, "-c", "import uno").Run() != nil {
		t.Skip("LibreOffice's Python bridge is not installed (python3-uno)")
	}
}
