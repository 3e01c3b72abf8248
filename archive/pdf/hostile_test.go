package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// file writes a PDF of objects, the first of which is the catalogue.
func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

const (
	catalogue = "<</Type/Catalog/Pages 2 0 R>>"
	onePage   = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	font      = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	leaf      = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
	shown     = "BT /F 12 Tf 72 700 Td (We keep your data for a year.) Tj ET "
)

func TestHostile(t *testing.T) {
	kids := strings.Repeat("3 0 R ", maxPages+1)
	for _, tt := range []struct {
		name string
		data []byte
		want string // the text, where it can be read
		err  error
	}{
		{"plain", file(catalogue, onePage, leaf, stream("", shown), font), "We keep your data for a year.\n", nil},
		{"more pages than any policy", file(catalogue, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, maxPages+1), leaf, stream("", shown), font), "", ErrTooLarge},
		{"a page count that is not true", file(catalogue, "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", leaf, stream("", shown), font), "We keep your data for a year.\n", nil},
		{"pages in a circle", file(catalogue, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 5>>"), "", ErrNotPDF},
		{"arrays in arrays", file(catalogue, onePage, leaf, stream("", strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+shown), font), "We keep your data for a year.\n", nil},
		{"text of no size and beyond all bounds", file(catalogue, onePage, leaf, stream("", "BT /F 1e30 Tf 1e30 1e30 Td (far) Tj ET BT /F 0 Tf (none) Tj ET "+shown), font), "We keep your data for a year.\n", nil},
		{"outside of the crop box", file(catalogue, onePage, strings.Replace(leaf, "/MediaBox", "/CropBox[0 600 612 792]/MediaBox", 1),
			stream("", shown+"BT /F 12 Tf 72 100 Td (Cut off.) Tj ET "), font), "We keep your data for a year.\n", nil},
		{"a watermark", file(catalogue, onePage, leaf, stream("", shown+"BT /F 90 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET "), font), "We keep your data for a year.\n", nil},
		{"lines from the last to the first", file(catalogue, onePage, leaf, stream("",
			"BT /F 12 Tf 72 650 Td (Then it goes.) Tj 0 50 Td (We keep your data for a year.) Tj ET"), font), "We keep your data for a year.\n\nThen it goes.\n", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			md, err := Text(context.Background(), tt.data, cache(t))
			if !errors.Is(err, tt.err) || string(md) != tt.want {
				t.Errorf("%q, %v; want %q, %v", md, err, tt.want, tt.err)
			}
		})
	}
}

// TestBomb holds that forms which draw each other twice, thirty deep, end at the limit of the memory.
func TestBomb(t *testing.T) {
	if os.Getenv("POLICYLOG_SWEEP") == "" {
		t.Skip("takes a gigabyte; set POLICYLOG_SWEEP=1")
	}
	objects := []string{catalogue, onePage, leaf, stream("", "/X Do"), font}
	for i := range 30 {
		objects = append(objects, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R>>>>", 7+i), "/X Do /X Do"))
	}
	objects = append(objects, stream("/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>", shown))
	if md, err := Text(context.Background(), file(objects...), cache(t)); !errors.Is(err, ErrNotPDF) || strings.Contains(err.Error(), "\n") {
		t.Errorf("%q, %v", md, err)
	}
}
