import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { complete, serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

/** What cors.Options has beside `AllowCredentials: true`. */
const comparisons = [
  wrong('reflects-any-origin', 'AllowOriginFunc: func(origin string) bool { return true }'),
  wrong('suffix-match', 'AllowedOrigins: []string{"https://*example.com"}'),
  wrong('any-subdomain', 'AllowedOrigins: []string{"https://*.example.com"}'),
  wrong('prefix-match', 'AllowedOrigins: []string{"https://app.example.com*"}'),
  wrong('preview-hosts', 'AllowedOrigins: []string{"https://app.example.com", "https://*.netlify.app"}'),
  right('AllowedOrigins: []string{"https://app.example.com"}'),
  right('AllowedOrigins: []string{"https://*.example.com"}', ['https://*.example.com']),
];

const program = `package main

import (
	"fmt"
	"log"
	"net"
	"net/http"

	"github.com/rs/cors"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	empty := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
${comparisons
  .map(
    ({ code }, index) =>
      `	mux.Handle("/${index}", cors.New(cors.Options{AllowCredentials: true, AllowedMethods: []string{"GET", "PUT"}, AllowedHeaders: []string{"Content-Type"}, ${code}}).Handler(empty))`,
  )
  .join('\n')}
	fmt.Println("http://" + listener.Addr().String())
	log.Fatal(http.Serve(listener, mux))
}
`;

/** Debian's packages of Go's libraries lie under GOPATH. Compiled ones are kept from one run to the next. */
const env = {
  GO111MODULE: 'off',
  GOPATH: '/usr/share/gocode',
  GOFLAGS: '',
  GOCACHE: path.join(tmpdir(), 'corsmith-go'),
};

export const rsCors: Language = {
  name: 'rs/cors',
  needs: ['go-rs-cors'],
  comparisons,
  async start(folder) {
    writeFileSync(path.join(folder, 'main.go'), program);
    await complete('go', ['build', '-o', 'server', 'main.go'], { folder, env });
    return serve('./server', [], { folder });
  },
};
