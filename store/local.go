package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
	"github.com/go-git/go-git/v5/plumbing/transport"
)

// local is the way to a repository on this machine: git's own programs, spoken to through pipes. go-git has one as well, but
// with a git server and all of OpenPGP behind it, whose tables every start of the program would make.
type local struct{}

func (local) NewUploadPackSession(ep *transport.Endpoint, _ transport.AuthMethod) (transport.UploadPackSession, error) {
	return startLocal("upload-pack", ep.Path)
}

func (local) NewReceivePackSession(ep *transport.Endpoint, _ transport.AuthMethod) (transport.ReceivePackSession, error) {
	return startLocal("receive-pack", ep.Path)
}

// localSession is a conversation with a program of git's. The end of the context that its first step is given ends it.
type localSession struct {
	service string
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     io.ReadCloser
	stderr  bytes.Buffer // complete when cmd has ended
	asked   bool         // for a pack, or to take one
	release func() bool  // from the context
	adv     *packp.AdvRefs
}

func startLocal(service, dir string) (*localSession, error) {
	if path := strings.TrimPrefix(dir, "/"); filepath.VolumeName(path) != "" {
		dir = path // file:///C:/archive
	}
	s := &localSession{service: service, cmd: exec.Command("git", service, "--", dir), release: func() bool { return true }}
	s.cmd.Stderr, s.cmd.WaitDelay = &s.stderr, time.Second // a hook may leave somebody behind who holds it open
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if s.out, err = s.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return s, s.cmd.Start()
}

func (s *localSession) AdvertisedReferences() (*packp.AdvRefs, error) {
	return s.AdvertisedReferencesContext(context.Background())
}

// AdvertisedReferencesContext reads which refs are there. From here on the end of the context ends the program.
func (s *localSession) AdvertisedReferencesContext(ctx context.Context) (*packp.AdvRefs, error) {
	if s.adv != nil {
		return s.adv, nil
	}
	s.release = context.AfterFunc(ctx, func() { _ = s.cmd.Process.Kill() })
	adv := packp.NewAdvRefs()
	err := adv.Decode(s.out)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, packp.ErrEmptyInput): // the program has ended, and said why
		s.asked = true
		_ = s.Close()
		if said := s.stderr.String(); !strings.Contains(said, "does not appear to be a git repository") {
			return nil, fmt.Errorf("git %s: %s", s.service, printable(strings.TrimSpace(said)))
		}
		return nil, transport.ErrRepositoryNotFound
	case err != nil && !errors.Is(err, packp.ErrEmptyAdvRefs):
		return nil, err
	case s.service == "upload-pack" && adv.IsEmpty():
		return nil, transport.ErrEmptyRemoteRepository
	}
	transport.FilterUnsupportedCapabilities(adv.Capabilities)
	s.adv = adv
	return adv, nil
}

// UploadPack asks for a pack, which is to be read from the response.
func (s *localSession) UploadPack(ctx context.Context, req *packp.UploadPackRequest) (*packp.UploadPackResponse, error) {
	if req.IsEmpty() {
		return nil, transport.ErrEmptyUploadPackRequest
	}
	s.asked = true
	err := errors.Join(req.UploadRequest.Encode(s.in), req.UploadHaves.Encode(s.in, true), pktline.NewEncoder(s.in).Encodef("done\n"), s.in.Close())
	resp := packp.NewUploadPackResponse(req)
	if err == nil {
		err = resp.Decode(answer{ctx, s})
	}
	if err != nil {
		return nil, ended(ctx, err)
	}
	return resp, nil
}

// ReceivePack sends a pack and the refs that are to move with it.
func (s *localSession) ReceivePack(ctx context.Context, req *packp.ReferenceUpdateRequest) (*packp.ReportStatus, error) {
	s.asked = true
	if err := errors.Join(req.Encode(s.in), s.in.Close()); err != nil {
		return nil, ended(ctx, err)
	}
	var in io.Reader = answer{ctx, s}
	switch {
	case req.Capabilities.Supports(capability.Sideband64k):
		in = sideband.NewDemuxer(sideband.Sideband64k, in)
	case req.Capabilities.Supports(capability.Sideband):
		in = sideband.NewDemuxer(sideband.Sideband, in)
	}
	report := packp.NewReportStatus()
	if err := report.Decode(in); err != nil {
		return nil, err
	}
	_, _ = io.Copy(io.Discard, s.out) // hooks run after the report, and must not be cut short
	return report, report.Error()
}

// Close ends the program: in peace when nothing was asked of it, else by reading no more of what it says.
func (s *localSession) Close() error {
	defer s.release()
	if !s.asked {
		_, _ = s.in.Write(pktline.FlushPkt)
	}
	_ = s.in.Close()
	_ = s.out.Close()
	_ = s.cmd.Wait() // what went wrong there was said in its answers
	return nil
}

// ended tells why the program answers no more, when that is because the context has ended.
func ended(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// answer is what the program says.
type answer struct {
	ctx context.Context
	s   *localSession
}

func (a answer) Read(p []byte) (int, error) {
	n, err := a.s.out.Read(p)
	return n, ended(a.ctx, err)
}

func (a answer) Close() error { return a.s.Close() }
