package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
)

// fetched is one page as it came.
type fetched struct {
	url         string // final
	contentType string
	body        []byte
}

// A bundle is kept under the extension that RFC 2557 made usual, and told by how it begins.
const (
	bundleExt  = "mhtml"
	bundleHead = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"policylog-"
)

func isBundle(data []byte) bool { return bytes.HasPrefix(data, []byte(bundleHead)) }

// bundle puts several pages into one snapshot, a MIME multipart/related message (RFC 2557) with the bytes as they are.
// The boundary is made from the content, so that the same pages give the same bytes.
func bundle(pages []fetched) []byte {
	h := sha256.New()
	for _, p := range pages {
		fmt.Fprintf(h, "%d ", len(p.body))
		h.Write(p.body)
	}
	boundary := "policylog-" + hex.EncodeToString(h.Sum(nil))[:40]
	var b bytes.Buffer
	fmt.Fprintf(&b, "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=%q\r\n\r\n", boundary)
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(boundary); err != nil {
		panic(err) // the boundary is hex
	}
	for _, p := range pages {
		header := textproto.MIMEHeader{}
		header.Set("Content-Type", oneLine(p.contentType))
		header.Set("Content-Location", oneLine(p.url))
		header.Set("Content-Transfer-Encoding", "binary")
		part, err := w.CreatePart(header)
		if err == nil {
			_, err = part.Write(p.body)
		}
		if err != nil {
			panic(err) // a buffer takes all
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// unbundle is the inverse of bundle.
func unbundle(data []byte) ([]fetched, error) {
	head, body, ok := bytes.Cut(data, []byte("\r\n\r\n"))
	if !ok {
		return nil, errors.New("snapshot of several pages has no header")
	}
	_, value, _ := bytes.Cut(head, []byte("Content-Type: "))
	_, params, err := mime.ParseMediaType(string(value))
	if err != nil || params["boundary"] == "" {
		return nil, errors.New("snapshot of several pages names no boundary")
	}
	r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	var pages []fetched
	for {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return pages, nil
		}
		if err != nil {
			return nil, fmt.Errorf("snapshot of several pages: %w", err)
		}
		b, err := io.ReadAll(part)
		if err != nil {
			return nil, fmt.Errorf("snapshot of several pages: %w", err)
		}
		pages = append(pages, fetched{part.Header.Get("Content-Location"), part.Header.Get("Content-Type"), b})
	}
}
