package store_test

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"

	"policylog/store"
	"policylog/store/storetest"
)

func TestOnDisk(t *testing.T) {
	storetest.Run(t, func(tb testing.TB, opt store.Options) *store.Store {
		dir := filepath.Join(tb.TempDir(), "a")
		s, err := store.Init(tb.Context(), dir, []byte(storetest.Config), opt)
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(func() { rebuiltIndexAgrees(tb, dir) })
		return s
	})
}

func TestInMemory(t *testing.T) {
	storetest.Run(t, func(tb testing.TB, opt store.Options) *store.Store {
		s, err := store.Memory(tb.Context(), []byte(storetest.Config), opt)
		if err != nil {
			tb.Fatal(err)
		}
		return s
	})
}

// rebuiltIndexAgrees holds the index that grew with an archive to one made of the finished archive.
func rebuiltIndexAgrees(t testing.TB, dir string) {
	t.Helper()
	ctx := context.Background() // it runs when the test is over
	histories := func(opt store.Options) map[string][]store.Version {
		s, err := store.Open(ctx, dir, opt)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		list, err := s.Changes(ctx, storetest.Day("0001-01-01"), storetest.Day("9999-01-01"))
		if err != nil {
			t.Fatal(err)
		}
		bySource := map[string][]store.Version{}
		for _, v := range list {
			bySource[v.Source] = append(bySource[v.Source], v)
		}
		for source := range bySource {
			if bySource[source], err = s.History(ctx, source); err != nil {
				t.Fatal(err)
			}
		}
		return bySource
	}
	grown, rebuilt := histories(store.Options{}), histories(store.Options{CacheDir: t.TempDir()})
	if !reflect.DeepEqual(grown, rebuilt) {
		t.Errorf("the index that grew has\n%+v\nand one built anew\n%+v", grown, rebuilt)
	}
}
