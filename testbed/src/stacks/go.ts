import { tmpdir } from 'node:os';
import path from 'node:path';

/** Debian's packages of Go's libraries lie under GOPATH. Compiled ones are kept from one run to the next. */
export const GO_ENVIRONMENT = {
  GO111MODULE: 'off',
  GOPATH: '/usr/share/gocode',
  GOFLAGS: '',
  GOCACHE: path.join(tmpdir(), 'corsmith-go'),
};
