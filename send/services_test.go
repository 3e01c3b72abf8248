package send

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// wire is what a service's client sends its requests over: they reach nobody, and are kept.
type wire struct {
	method, host, path string
	bodies             []string
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.ServeHTTP(httptest.NewRecorder(), r)
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(answer(r.URL.Path))),
	}, nil
}

func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	w.method, w.host, w.path = r.Method, r.Host, r.URL.Path
	w.bodies = append(w.bodies, string(body))
	rw.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(rw, answer(r.URL.Path))
}

// answer is what pleases every service at once.
func answer(path string) string {
	switch {
	case strings.Contains(path, "hooks.slack"), strings.HasPrefix(path, "/services/"):
		return "ok"
	case strings.HasSuffix(path, "joined_rooms"):
		return `{"joined_rooms":["!room:h"]}`
	case path == "/push":
		return `{"code":200}`
	case strings.HasPrefix(path, "/_matrix/") && strings.HasSuffix(path, "/login"):
		return `{"flows":[{"type":"m.login.password"}],"access_token":"t"}`
	}
	return `{"ok":true,"success":true,"code":0,"errcode":0,"status":1,"result":{},"id":1,"room_id":"!room:h","access_token":"t","event_id":"$e"}`
}

// hooks are addresses of chats and push services, as their documentation writes them; HOST is a server of one's own.
var hooks = []struct {
	address, host, path string
	env                 []string
}{
	{"discord://${TOKEN}@123456789", "discord.com", "/api/webhooks/123456789/abcdef-token", []string{"TOKEN", "abcdef-token"}},
	{"slack://hook:${SLACK}@webhook", "hooks.slack.com", "/services/WNA3PBYV6/F20DUQND3RQ/Webc4MAvoacrpPakR8phF0zi", []string{"SLACK", "WNA3PBYV6-F20DUQND3RQ-Webc4MAvoacrpPakR8phF0zi"}},
	{"slack://xoxb:${SLACK}@C001CHANNEL", "slack.com", "/api/chat.postMessage", []string{"SLACK", "123456789012-1234567890123-4mt0t4l1YL3g1T5L4cK70k3N"}},
	{"telegram://${BOT}@telegram?chats=@c", "api.telegram.org", "/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage", []string{"BOT", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"}},
	{"googlechat://chat.googleapis.com/v1/spaces/S/messages?key=${KEY}&token=${TOKEN}", "chat.googleapis.com", "/v1/spaces/S/messages", []string{"KEY", "k1", "TOKEN", "t1"}},
	{"lark://open.larksuite.com/${TOKEN}", "open.larksuite.com", "/open-apis/bot/v2/hook/t1", []string{"TOKEN", "t1"}},
	{"wecom://${KEY}", "qyapi.weixin.qq.com", "/cgi-bin/webhook/send", []string{"KEY", "693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa"}},
	{"zulip://bot%40zulip.example:${KEY}@zulip.example?stream=s&topic=t", "zulip.example", "/api/v1/messages", []string{"KEY", "correcthorsebatterystapleabcdefg"}},
	{"mattermost://HOST/${TOKEN}?disabletls=yes", "HOST", "/hooks/tokentokentokentokentokenx", []string{"TOKEN", "tokentokentokentokentokenx"}},
	{"rocketchat://chat.example/${A}/${B}", "chat.example", "/hooks/a1/b1", []string{"A", "a1", "B", "b1"}},
	{"matrix://user:${P}@HOST?disableTLS=yes&rooms=!room:h", "HOST", "", []string{"P", "p1"}},
	{"gotify://HOST/${TOKEN}?disabletls=yes", "HOST", "/message", []string{"TOKEN", "Aaa.bbb.ccc.ddd"}},
	{"ntfy://HOST/topic?scheme=http", "HOST", "/topic", nil},
	{"bark://:${KEY}@HOST/?scheme=http", "HOST", "/push", []string{"KEY", "devicekey"}},
	{
		"teams://${G}@${T}/${A}/${O}/${E}?host=acme.webhook.office.com", "acme.webhook.office.com", "", []string{
			"G", "11111111-4444-4444-8444-cccccccccccc", "T", "22222222-4444-4444-8444-cccccccccccc", "A", "33333333012222222222333333333344",
			"O", "44444444-4444-4444-8444-cccccccccccc", "E", "V2ESyij_gAljSoUQHvZoZYzlpAoAXExyOl26dlf1xHEx05",
		},
	},
	{"pushover://shoutrrr:${TOKEN}@${USER}/", "api.pushover.net", "/1/messages.json", []string{"TOKEN", "t1", "USER", "u1"}},
	{"generic+http://HOST/hook?template=json", "HOST", "/hook", nil},
	{"generic+http://HOST/hook", "HOST", "/hook", nil},
}

// Each service gets what happened at the place that is its own, in the form that it reads, and a hostile policy writes
// neither a mention nor a link nor markup into it, nor another field.
func TestServices(t *testing.T) {
	const attack = "@everyone @here @channel <!channel> <@U1> <users/all> #general **b** [x](https://evil.example/a) `c` \",\"x\":\"y\\\"}\r\nTitle: evil\x1b[2J"
	d := digest("# P "+attack+"\n\n## "+attack+"\n\nWe keep "+attack+" 30 days.", "# P "+attack+"\n\n## "+attack+"\n\nWe keep "+attack+" 45 days. "+attack)
	plain := http.DefaultTransport
	t.Cleanup(func() { http.DefaultTransport = plain })
	for _, h := range hooks {
		var w wire
		own := httptest.NewServer(&w)
		host := strings.TrimPrefix(own.URL, "http://")
		http.DefaultTransport = &w
		if strings.Contains(h.address, "HOST") {
			http.DefaultTransport = plain
		}
		to := parse(t, strings.ReplaceAll(h.address, "HOST", host), h.env...)
		err := Sender{}.Send(t.Context(), to, d, june)
		own.Close()
		http.DefaultTransport = plain
		if err != nil || len(w.bodies) == 0 {
			t.Errorf("%s: %v, %d requests", h.address, err, len(w.bodies))
			continue
		}
		if want := strings.ReplaceAll(h.host, "HOST", host); w.host != want || h.path != "" && w.path != h.path {
			t.Errorf("%s: reached %s%s", h.address, w.host, w.path)
		}
		said := strings.Join(saidIn(t, w.bodies[len(w.bodies)-1]), "\n")
		t.Logf("%s\n%s", h.address, said)
		if !strings.Contains(said, "30 days → 45 days") {
			t.Errorf("%s: does not say what changed:\n%s", h.address, said)
		}
		for _, bad := range []string{"@everyone", "@here", "@channel", "<!", "<@", "<users", "](", "**b", "`c", "https://evil", "\r", "\x1b"} {
			if strings.Contains(said, bad) {
				t.Errorf("%s: says %q:\n%s", h.address, bad, said)
			}
		}
	}
}

// saidIn are the texts of a request's body: of JSON all strings, of a form all values, else the whole.
func saidIn(t *testing.T, body string) []string {
	t.Helper()
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			out = append(out, v)
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if v["x"] != nil {
				t.Errorf("the policy wrote a field: %v", v)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(body)))
	var v any
	if err := dec.Decode(&v); err == nil {
		if dec.More() {
			t.Errorf("more than one JSON value: %s", body)
		}
		walk(v)
		return out
	}
	if form, err := url.ParseQuery(body); err == nil && strings.Contains(body, "=") && !strings.Contains(body, " ") {
		for _, values := range form {
			out = append(out, values...)
		}
		return out
	}
	return []string{body}
}
