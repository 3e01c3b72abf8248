// Package archive is how a policy gets in: web pages, files, other people's declarations. It writes nothing itself: a
// run returns plain values, Outcomes, for a Ledger to keep.
//
// Vocabulary: a Source is one page (or several combined) to track, as policylog.yaml has it; a capture is one fetch of
// it and ends in an Outcome, changed or not; a snapshot is the raw bytes of a capture; a version is the text extracted
// from them. A capture that is not the policy (an error page, a wall, a stump) is held: its snapshot is kept and the
// reason told, and no version is made. A text that differs because the rules or the extractor changed is a technical
// upgrade and never a change of the policy.
//
// Guarantees: one bad source never stops a run; what is transient is tried again and what is not is not; the same
// input under the same clock gives the same outcomes; a secret taken from the environment stands in no outcome, error
// or log line.
package archive
