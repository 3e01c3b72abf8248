package safe

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	in := map[string]string{"text": "第三方\u009b31m<b>&\x7f\u202eevil\U000e0041\x1b[2J\nend"}
	if err := WriteJSON(&b, in); err != nil {
		t.Fatal(err)
	}
	const want = "{\n  \"text\": \"第三方\\u009b31m<b>&\\u007f\\u202eevil\\udb40\\udc41\\u001b[2J\\nend\"\n}\n"
	if b.String() != want {
		t.Errorf("%q", b.String())
	}
}

// TestWriteJSONLosesNothing: any text reads back as it was, and nothing in the output is hidden.
func TestWriteJSONLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := strings.ToValidUTF8(rapid.String().Draw(t, "text"), "")
		var b bytes.Buffer
		if err := WriteJSON(&b, in); err != nil {
			t.Fatal(err)
		}
		if at := strings.IndexFunc(strings.TrimSuffix(b.String(), "\n"), hidden); at >= 0 {
			t.Fatalf("hidden character in %q", b.String())
		}
		var out string
		if err := json.Unmarshal(b.Bytes(), &out); err != nil || out != in {
			t.Fatalf("%q → %q: %v", in, out, err)
		}
	})
}
