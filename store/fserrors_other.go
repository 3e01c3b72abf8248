//go:build !unix

package store

func isReadOnlyFS(error) bool { return false }

func isDiskFull(error) bool { return false }
