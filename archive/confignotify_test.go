package archive

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTargets(t *testing.T) {
	cfg, err := ParseConfig("policylog.yaml", example(t))
	if err != nil {
		t.Fatal(err)
	}
	line := cfg.Notify[0].Line
	want := []Target{
		{
			Name: "legal", URL: "smtp://policylog:${SMTP_PASSWORD}@mail.example.com:587/?from=policylog@example.com&to=legal@example.com",
			Sources: []string{"example/*", "*.zh-TW"}, Significance: TellFacts, Every: EveryDay, Language: "zh-TW", Line: line,
		},
		{Name: "chat", URL: "${TEAM_WEBHOOK}", Significance: TellContent, Every: EveryRun, Line: line + 6},
	}
	if diff := cmp.Diff(want, cfg.Notify); diff != "" {
		t.Error(diff)
	}
	legal, chat := cfg.Notify[0], cfg.Notify[1]
	if !legal.Wants("example/terms.en") || !legal.Wants("other/terms.zh-TW") || legal.Wants("other/terms.en") || !chat.Wants("other/terms.en") {
		t.Error("the globs are not followed")
	}
}

func TestTargetsSayWhatIsWrongAndWhere(t *testing.T) {
	const head = "version: 1\nnotify:\n  - name: team\n    "
	for name, c := range map[string]struct{ yaml, at, want string }{
		"unknown key":       {head + "adress: x\n", ":4:5:", "known keys: name, url"},
		"no url":            {head + "every: day\n", ":3:", `target "team" has no url`},
		"no name":           {"version: 1\nnotify:\n  - url: ${X}\n", ":3:", "without a name"},
		"bad name":          {"version: 1\nnotify:\n  - name: The Team\n    url: ${X}\n", ":3:11:", "small letters"},
		"twice":             {head + "url: ${X}\n  - name: team\n    url: ${Y}\n", ":5:", `two targets are named "team"`},
		"rhythm":            {head + "url: ${X}\n    every: hour\n", ":5:12:", "run, day"},
		"significance":      {head + "url: ${X}\n    significance: high\n", ":5:19:", "fact, content"},
		"another language":  {head + "url: ${X}\n    language: fr\n", ":5:15:", "zh-TW"},
		"language":          {head + "url: ${X}\n    language: chinese-x-\n", ":5:15:", "zh-TW"},
		"glob":              {head + "url: ${X}\n    sources: \"[\"\n", ":5:14:", "no name or glob"},
		"no address":        {head + "url: team@example.com\n", ":4:5:", "want service://"},
		"broken variable":   {head + "url: slack://${}@x\n", ":4:5:", "no variable"},
		"not a mapping":     {"version: 1\nnotify: [team]\n", ":2:", "want a mapping"},
		"password in sight": {head + "url: smtp://u:s3cret-v4lue@mail.example/?from=a@b&to=c@d\n", ":4:5:", "${NAME}"},
		"token in sight":    {head + "url: slack://hook:s3cret-v4lue@webhook\n", ":4:5:", "plain sight"},
		"key in sight":      {head + "url: generic://h.example/?api_key=s3cret-v4lue\n", ":4:5:", "plain sight"},
		"header in sight":   {head + "url: generic://h.example/?@authorization=s3cret-v4lue\n", ":4:5:", "plain sight"},
		"path in sight":     {head + "url: https://hooks.example/services/T0/s3cretv4luex9Q\n", ":4:5:", "plain sight"},
		"user in sight":     {head + "url: https://s3cretv4luex9Q@h.example/hook\n", ":4:5:", "plain sight"},
		"value in sight":    {head + "url: generic://h.example/?code=s3cretv4luex9Q\n", ":4:5:", "plain sight"},
		"control character": {head + "url: \"slack://s3cret-v4lue\\e@webhook\"\n", ":4:5:", "no"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseConfig("policylog.yaml", []byte(c.yaml))
			if !errors.Is(err, ErrConfig) {
				t.Fatalf("error is %v", err)
			}
			if !strings.HasPrefix(err.Error(), "policylog.yaml"+c.at) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v\nwant it at %s and saying %q", err, c.at, c.want)
			}
			if strings.Contains(err.Error(), "s3cret") {
				t.Errorf("the error repeats a secret: %v", err)
			}
		})
	}
	// What holds no secret may stand as it is.
	for _, url := range []string{
		"smtp://mail.example/?from=a@b.example&to=c@d.example", "generic://h.example/hook", "http://127.0.0.1:9000/hook",
		"https://ops@hooks.example/notifications/privacy-policy-2024/zh-TW?title=acme-privacy-2024", "generic+https://h.example/${TOKEN}?template=json",
	} {
		if _, err := ParseConfig("policylog.yaml", []byte(head+"url: "+url+"\n")); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
