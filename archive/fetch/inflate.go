package fetch

import (
	"bufio"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
)

// maxEncodings bounds how many encodings may lie one upon the other; honest servers send one.
const maxEncodings = 2

// inflated reads a whole body through its content encodings; more than limit bytes are ErrTooLarge, whether the server
// says so, sends so or packs so.
func inflated(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, fmt.Errorf("%w: it announces %d bytes, at most %d are read", ErrTooLarge, resp.ContentLength, limit)
	}
	var r io.Reader = resp.Body
	names := strings.FieldsFunc(strings.Join(resp.Header.Values("Content-Encoding"), ","), func(c rune) bool {
		return c == ',' || c == ' ' || c == '\t'
	})
	if len(names) > maxEncodings {
		return nil, fmt.Errorf("%d content encodings one upon the other", len(names))
	}
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		if r, err = decoder(names[i], r); err != nil {
			return nil, err
		}
	}
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read body after %d bytes: %w", len(body), err)
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	return body, nil
}

func decoder(name string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		// Some servers name an encoding on an empty body.
		buf := bufio.NewReader(r)
		if _, err := buf.Peek(1); errors.Is(err, io.EOF) {
			return buf, nil
		}
		z, err := gzip.NewReader(buf)
		if err != nil {
			return nil, fmt.Errorf("content encoding gzip: %w", err)
		}
		return z, nil
	case "br":
		return brotli.NewReader(r), nil
	case "deflate":
		z, err := zlib.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("content encoding deflate: %w", err)
		}
		return z, nil
	}
	return nil, fmt.Errorf("content encoding %q was not asked for", name)
}
