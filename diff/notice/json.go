package notice

import (
	"encoding/json"
	"io"
)

// JSON writes a notice as JSON, indented by two spaces, with a line feed at the end.
func JSON(w io.Writer, n *Notice) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(n)
}
