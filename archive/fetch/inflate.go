package fetch

import (
	"bufio"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"policylog/internal/reason"
)

// maxEncodings bounds how many encodings may lie one upon the other; honest servers send one.
const maxEncodings = 2

// inflated reads a whole body through its content encodings; more than limit bytes are ErrTooLarge, whether the server
// says so, sends so or packs so.
func inflated(resp *http.Response, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, reason.Fail(ErrTooLarge, reason.Announced, strconv.FormatInt(resp.ContentLength, 10), strconv.FormatInt(limit, 10))
	}
	var r io.Reader = resp.Body
	names := strings.FieldsFunc(strings.Join(resp.Header.Values("Content-Encoding"), ","), func(c rune) bool {
		return c == ',' || c == ' ' || c == '\t'
	})
	if len(names) > maxEncodings {
		return nil, reason.Fail(nil, reason.Encodings, strconv.Itoa(len(names)))
	}
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		if r, err = decoder(names[i], r); err != nil {
			return nil, err
		}
	}
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, reason.Fail(ErrTruncated, reason.Truncated, strconv.Itoa(len(body)))
		}
		return nil, fmt.Errorf("read body after %d bytes: %w", len(body), err)
	}
	if int64(len(body)) > limit {
		return nil, reason.Fail(ErrTooLarge, reason.TooLarge, strconv.FormatInt(limit, 10))
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
			return nil, reason.Fail(err, reason.Encoding, "gzip", err.Error())
		}
		return z, nil
	case "br":
		return brotli.NewReader(r), nil
	case "deflate":
		z, err := zlib.NewReader(r)
		if err != nil {
			return nil, reason.Fail(err, reason.Encoding, "deflate", err.Error())
		}
		return z, nil
	case "zstd", "compress", "x-compress", "dcb", "dcz":
		return nil, reason.Fail(nil, reason.EncodingUnsaid, strconv.Quote(name))
	}
	return r, nil // "none", "utf-8": as browsers do, who read past what is no encoding
}
