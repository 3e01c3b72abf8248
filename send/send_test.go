package send

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"
	"time"

	"policylog/diff"
	"policylog/diff/doc"
	"policylog/diff/notice"
	"policylog/internal/smtptest"
)

// digest is a digest of one notice of a change; the texts may be hostile.
func digest(old, now string) *notice.Digest {
	side := func(day string) diff.Side {
		return diff.Side{Source: "acme/privacy.en", Title: "Acme Privacy", Captured: day + "T00:00:00Z", Language: "en"}
	}
	r := diff.Compare(doc.Parse([]byte(old)), doc.Parse([]byte(now)), diff.Options{Old: side("2024-01-01"), New: side("2024-06-01")})
	n := notice.Make(r, notice.Options{Lang: "en", Service: "Acme", URL: "https://acme.example/privacy"})
	return notice.MakeDigest([]*notice.Notice{n}, "en", "")
}

func sample() *notice.Digest {
	return digest("# Acme Privacy\n\n## 2 Keeping\n\nWe keep your data for 30 days.", "# Acme Privacy\n\n## 2 Keeping\n\nWe keep your data for 45 days.")
}

func environ(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func parse(t *testing.T, template string, env ...string) *Address {
	t.Helper()
	a, err := ParseAddress(template, environ(env...))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// waits counts how often a sender waited, and waits not.
type waits []time.Duration

func (w *waits) wait(_ context.Context, d time.Duration) error {
	*w = append(*w, d)
	return nil
}

var june = time.Date(2024, 6, 1, 8, 0, 0, 0, time.UTC)

// A password of odd characters reaches the server whole; the message arrives as plain text and HTML.
func TestMailArrives(t *testing.T) {
	const password = `p@ss/wörd?#%:x&y`
	server := smtptest.Start(t, &smtptest.Server{User: "policylog", Password: password})
	to := parse(t, "smtp://policylog:${PASS}@"+server.Addr+"/?from=policylog@acme.example&to=a@acme.example,b@acme.example", "PASS", password)
	if got, want := to.String(), "smtp://***@"+server.Addr+" to a@acme.example, b@acme.example"; got != want {
		t.Errorf("masked %q, want %q", got, want)
	}
	if err := (Sender{}).Send(t.Context(), to, sample(), june); err != nil {
		t.Fatal(err)
	}
	got := server.Messages()
	if len(got) != 1 || got[0].From != "policylog@acme.example" || strings.Join(got[0].To, " ") != "a@acme.example b@acme.example" {
		t.Fatalf("%+v", got)
	}
	m, err := mail.ReadMessage(strings.NewReader(got[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != sample().Title {
		t.Errorf("subject %q, %v", subject, err)
	}
	if kind, _, _ := mime.ParseMediaType(m.Header.Get("Content-Type")); kind != "multipart/alternative" {
		t.Errorf("content type %q", kind)
	}
	if when, err := m.Header.Date(); err != nil || !when.Equal(june) {
		t.Errorf("date %v, %v", when, err)
	}
	if strings.Contains(got[0].Data, "p@ss") {
		t.Error("the message holds the password")
	}
}

func TestWebhookIsTold(t *testing.T) {
	var got struct{ Title, Message string }
	var path, auth string
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		path, auth = r.URL.Path, r.Header.Get("Authorization")
		b, _ := io.ReadAll(r.Body)
		if err := json.Unmarshal(b, &got); err != nil {
			t.Errorf("%s: %v", b, err)
		}
	}))
	defer hook.Close()
	to := parse(t, "generic+"+hook.URL+"/hooks/${TOKEN}?template=json&@authorization=${AUTH}", "TOKEN", "s3cr3t-token", "AUTH", "Bearer abc/def")
	if s := to.String(); strings.Contains(s, "s3cr3t") || strings.Contains(s, "abc") || !strings.Contains(s, "127.0.0.1") {
		t.Errorf("masked %q", s)
	}
	if err := (Sender{}).Send(t.Context(), to, sample(), june); err != nil {
		t.Fatal(err)
	}
	if path != "/hooks/s3cr3t-token" || auth != "Bearer abc/def" {
		t.Errorf("posted to %q as %q", path, auth)
	}
	if got.Title != sample().Title || !strings.Contains(got.Message, "30 days → 45 days") || !strings.Contains(got.Message, "https://acme.example/privacy") {
		t.Errorf("%+v", got)
	}
}

// What fails says where and why, and nothing that is secret: not the password, in any dress, nor a token in a URL.
func TestErrorsHoldNoSecret(t *testing.T) {
	server := smtptest.Start(t, &smtptest.Server{User: "policylog", Password: "right"})
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no hook "+r.URL.String(), http.StatusUnauthorized)
	}))
	defer echo.Close()
	const secret = "T0K3N/with spaces+é"
	for name, c := range map[string]struct{ url, want string }{
		"wrong password":      {"smtp://policylog:${SECRET}@" + server.Addr + "/?from=a@a.example&to=b@b.example", "535"},
		"mail server down":    {"smtp://policylog:${SECRET}@127.0.0.1:1/?from=a@a.example&to=b@b.example", "127.0.0.1:1"},
		"webhook down":        {"generic+http://127.0.0.1:1/hooks/${SECRET}?key=${SECRET}&@x=${SECRET}", "127.0.0.1:1"},
		"webhook refuses":     {"generic+" + echo.URL + "/${SECRET}", "401"},
		"chat address broken": {"telegram://${SECRET}@telegram?chats=1", ""},
		"nothing like a URL":  {"${SECRET}", "service"},
		"no such service":     {"nowhere://${SECRET}@host/path", ""},
		"bad parameter":       {"smtp://u:${SECRET}@h.example/?from=a@a.example&to=b@b.example&nonsense=${SECRET}", "nonsense"},
		"bad recipient":       {"smtp://u:${SECRET}@h.example/?from=a@a.example&to=${SECRET}", "mail address"},
	} {
		t.Run(name, func(t *testing.T) {
			to, err := ParseAddress(c.url, environ("SECRET", secret))
			if err == nil {
				if s := to.String(); strings.Contains(s, "T0K3N") {
					t.Errorf("masked: %s", s)
				}
				var w waits
				err = Sender{Retries: 1, Wait: w.wait}.Send(t.Context(), to, sample(), june)
			}
			if err == nil {
				t.Fatal("no error")
			}
			s := err.Error()
			for _, part := range []string{"T0K3N", "with spaces", "with+spaces", "with%20spaces", "VDBLM04", "%C3%A9"} {
				if strings.Contains(s, part) {
					t.Errorf("%q stands in: %s", part, s)
				}
			}
			if !strings.Contains(s, c.want) {
				t.Errorf("does not say %q: %s", c.want, s)
			}
		})
	}
}

// Whatever the secret looks like (a URL in part, quoted, with characters that are shown otherwise), and wherever it was
// put by mistake, it is not shown.
func TestOddSecretsAreNotShown(t *testing.T) {
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "path=%q query=%q header=%q", r.URL.Path, r.URL.RawQuery, r.Header)
	}))
	defer echo.Close()
	for _, secret := range []string{
		"T0K3N-abc:4567-END9", "xoxb-T0K3N:END9", "discord:T0K3N@END9", `T0K3N"q\b  two<x>&END9`, "T0K3N\u200bEND9", "T0K3N%41END9", "T0K3N\tEND9", "T0K3N\xffEND9",
	} {
		for _, template := range []string{
			"${S}", "${S}://x/y", "generic+" + echo.URL + "/${S}?k=${S}&@auth=${S}&$key=${S}", "generic+" + echo.URL + "/x?a=b;c=${S}",
			"smtp://u:p@127.0.0.1:${S}/?from=a@a.example&to=b@b.example", "smtp://u:${S}@127.0.0.1:1/?from=a@a.example&to=${S}",
			"smtp://u:p@127.0.0.1:1/?from=a@a.example&to=b@b.example&encryption=${S}", "gotify://127.0.0.1:1/${S}?disabletls=yes",
		} {
			a, err := ParseAddress(template, environ("S", secret))
			var shown string
			if err == nil {
				shown, err = a.String(), Sender{}.Send(t.Context(), a, sample(), june)
			}
			shown = strings.ToUpper(fmt.Sprint(shown, " ", err))
			if err == nil || strings.Contains(shown, "T0K3N") || strings.Contains(shown, "END9") {
				t.Errorf("%s with %q: %s", template, secret, shown)
			}
		}
	}
}

// A short password cannot be cut out of a text: then nothing of the text is shown.
func TestShortSecretsHideAll(t *testing.T) {
	server := smtptest.Start(t, &smtptest.Server{User: "u", Password: "right"})
	to := parse(t, "smtp://u:${P}@"+server.Addr+"/?from=a@a.example&to=b@b.example", "P", "xq")
	err := Sender{}.Send(t.Context(), to, sample(), june)
	if err == nil || strings.Contains(err.Error(), "xq") {
		t.Errorf("%v", err)
	}
}

func TestTriesAgain(t *testing.T) {
	server := smtptest.Start(t, &smtptest.Server{Busy: 2})
	to := parse(t, "smtp://"+server.Addr+"/?from=a@a.example&to=b@b.example")
	var w waits
	if err := (Sender{Retries: 1, Wait: w.wait}).Send(t.Context(), to, sample(), june); err == nil || len(w) != 1 {
		t.Errorf("one retry: %v, waited %v", err, w)
	}
	server = smtptest.Start(t, &smtptest.Server{Busy: 2})
	to = parse(t, "smtp://"+server.Addr+"/?from=a@a.example&to=b@b.example")
	w = nil
	if err := (Sender{Retries: 3, Wait: w.wait}).Send(t.Context(), to, sample(), june); err != nil || len(w) != 2 || w[1] <= w[0] {
		t.Errorf("three retries: %v, waited %v", err, w)
	}
	if len(server.Messages()) != 1 {
		t.Errorf("%d messages", len(server.Messages()))
	}
	// A wrong password is wrong the second time too.
	server = smtptest.Start(t, &smtptest.Server{User: "u", Password: "right"})
	to = parse(t, "smtp://u:${P}@"+server.Addr+"/?from=a@a.example&to=b@b.example", "P", "wrong-one")
	w = nil
	if err := (Sender{Retries: 3, Wait: w.wait}).Send(t.Context(), to, sample(), june); err == nil || len(w) != 0 {
		t.Errorf("wrong password: %v, waited %v", err, w)
	}
	// So is a webhook that does not exist; one that is overloaded may recover.
	for status, want := range map[int]int{http.StatusNotFound: 0, http.StatusTooManyRequests: 2, http.StatusBadGateway: 2} {
		hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		w = nil
		err := Sender{Retries: 2, Wait: w.wait}.Send(t.Context(), parse(t, "generic+"+hook.URL), sample(), june)
		if hook.Close(); err == nil || len(w) != want {
			t.Errorf("status %d: %v, waited %v", status, err, w)
		}
	}
}

// A service that never answers is given up on.
func TestSilentServiceIsGivenUp(t *testing.T) {
	stop := make(chan struct{})
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-stop }))
	defer hook.Close()
	defer close(stop)
	var w waits
	err := Sender{Timeout: 50 * time.Millisecond, Retries: 3, Wait: w.wait}.Send(t.Context(), parse(t, "generic+"+hook.URL), sample(), june)
	if err == nil || len(w) > 0 {
		t.Errorf("%v, tried again %d times while the first attempt may still arrive", err, len(w))
	}
}

// A hostile policy steers neither mail headers nor a chat.
func TestHostileTextIsText(t *testing.T) {
	const attack = "@everyone <!channel> <@U1> **b** [x](https://evil.example/a) ![i](http://evil.example/p.png) `c` ||s|| _i_ www.evil.example\r\nBcc: all@evil.example\x1b[2J\u202e"
	d := digest("# P "+attack+"\n\n## "+attack+"\n\nWe keep "+attack+" 30 days.", "# P "+attack+"\n\n## "+attack+"\n\nWe keep "+attack+" 45 days, at evil.example. "+attack+" more")
	var b bytes.Buffer
	if err := notice.Brief(&b, d, briefLength); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(b.String(), "https://acme.example/privacy", "") // ours
	for _, bad := range []string{"@everyone", "<", ">", "**", "](", "://", "`", "||", "_i_", "www.evil", "evil.example", "\r", "\x1b", "\u202e"} {
		if strings.Contains(text, bad) {
			t.Errorf("a chat gets %q:\n%s", bad, text)
		}
	}
	server := smtptest.Start(t, &smtptest.Server{})
	to := parse(t, "smtp://"+server.Addr+"/?from=a@a.example&to=b@b.example")
	if err := (Sender{}).Send(t.Context(), to, d, june); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(server.Messages()[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	for name := range m.Header {
		if !strings.Contains(" Content-Language Content-Type Date From Message-Id Mime-Version Subject To ", " "+name+" ") {
			t.Errorf("the header %s: %q comes of the policy", name, m.Header.Get(name))
		}
	}
	if len(server.Messages()[0].To) != 1 {
		t.Errorf("recipients %q", server.Messages()[0].To)
	}
}

func TestAddresses(t *testing.T) {
	for template, want := range map[string]string{
		"smtp://h.example":                         "from",
		"smtp:///?from=a@a.example&to=b@b.example": "host",
		"${NOT_SET}":                               "NOT_SET",
		"smtp://h.example:99999/?from=a@a.example&to=b@b.example":          "port",
		"smtp://h.example/?from=a@a.example&to=b@b.example&encryption=rot": "rot",
	} {
		if _, err := ParseAddress(template, environ()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", template, err)
		}
	}
	// Services of shoutrrr's, with their tokens in place, and masked.
	for template, want := range map[string]string{
		"discord://${TOKEN}@${ID}":                "discord://***@***",
		"telegram://${BOT}@telegram?chats=@c":     "telegram://***@***",
		"slack://hook:${SLACK}@webhook":           "slack://***@***",
		"ntfy://ntfy.sh/topic":                    "ntfy://ntfy.sh/***",
		"http://127.0.0.1:9000/hook":              "generic+http://127.0.0.1:9000/***",
		"${WHOLE}":                                "discord://***@***",
		"teams+https://h.example/${TOKEN}?host=x": "", // the library panics over this one
	} {
		a, err := ParseAddress(template, environ("TOKEN", "abcdef-token", "ID", "123456789", "BOT", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
			"SLACK", "WNA3PBYV6-F20DUQND3RQ-Webc4MAvoacrpPakR8phF0zi", "WHOLE", "discord://abcdef-token@123456789"))
		if want != "" && (err != nil || a.String() != want) {
			t.Errorf("%s: %v, %v; want %s", template, a, err, want)
		}
	}
}
