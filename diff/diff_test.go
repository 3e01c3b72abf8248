package diff_test

import (
	"bytes"
	"testing"

	"policylog/diff"
	"policylog/diff/contract"
	"policylog/diff/doc"
	"policylog/internal/realdata"
)

// compare holds a comparison of two texts to the contract, both ways round, and gives it back.
func compare(t testing.TB, old, new []byte) *diff.Result {
	t.Helper()
	forth := diff.Compare(doc.Parse(old), doc.Parse(new), diff.Options{})
	if err := contract.Check(old, new, forth); err != nil {
		t.Fatal(err)
	}
	back := diff.Compare(doc.Parse(new), doc.Parse(old), diff.Options{})
	if err := contract.Check(new, old, back); err != nil {
		t.Fatal("back: ", err)
	}
	if err := contract.Mirrored(forth, back); err != nil {
		t.Fatal(err)
	}
	again := diff.Compare(doc.Parse(old), doc.Parse(new), diff.Options{})
	var a, b bytes.Buffer
	if err := forth.WriteJSON(&a); err != nil {
		t.Fatal(err)
	}
	if err := again.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Fatal("the same comparison twice gives different JSON")
	}
	return forth
}

func seeds(t testing.TB) [][]byte {
	t.Helper()
	var out [][]byte
	for _, name := range []string{"000_05b14415a591ba60", "002_0fb34c2545ec3a69", "003_13bd11e379a121a2", "004_cbd58d81623d95b8"} {
		out = append(out, realdata.File(t, "seeds/"+name+".txt"))
	}
	return out
}

func TestCompareSeeds(t *testing.T) {
	for i, old := range seeds(t) {
		for k, new := range seeds(t) {
			r := compare(t, old, new)
			t.Logf("%d %d: %+v", i, k, r.Summary)
			if i == k && r.Ignore() != 0 {
				t.Errorf("a document against itself: %d changes", r.Ignore())
			}
		}
	}
}
