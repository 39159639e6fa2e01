import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { complete, serve } from '../../stacks/serve.js';
import { type Language, right, wrong } from '../language.js';

const comparisons = [
  wrong('prefix-match', 'strings.HasPrefix(origin, "https://app.example.com")'),
  wrong('suffix-match http-allowed', 'strings.HasSuffix(origin, "example.com")'),
  wrong('any-subdomain http-allowed', 'strings.HasSuffix(origin, ".example.com")'),
  wrong('substring-match http-allowed', 'strings.Contains(origin, "app.example.com")'),
  wrong('unescaped-dot', 'regexp.MustCompile("^https://app.example.com$").MatchString(origin)'),
  wrong('substring-match http-allowed', 'regexp.MustCompile(`app\\.example\\.com`).MatchString(origin)'),
  wrong('part-of-list', 'strings.Contains("https://app.example.com,https://admin.example.com", origin)'),
  wrong('http-allowed any-port', 'hostOf(origin) == "app.example.com"'),
  wrong('any-subdomain', 'glob("https://*.example.com", origin)'),
  wrong('preview-hosts', 'origin == app || glob("https://*.pages.dev", origin)'),
  right('origin == app'),
  right('map[string]bool{app: true, "https://admin.example.com": true}[origin]'),
  right('strings.EqualFold(origin, app)'),
  right('regexp.MustCompile(`^https://app\\.example\\.com$`).MatchString(origin)'),
  right('glob("https://*.example.com", origin)', ['https://*.example.com']),
];

const program = `package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

const app = "https://app.example.com"

func hostOf(origin string) string {
	parsed, err := url.Parse(origin)
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}

func glob(pattern, origin string) bool {
	matched, _ := path.Match(pattern, origin)
	return matched
}

var comparisons = []func(origin string) bool{
${comparisons.map(({ code }) => `	func(origin string) bool { return ${code} },`).join('\n')}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("http://" + listener.Addr().String())
	log.Fatal(http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		number, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		w.Header().Set("Vary", "Origin")
		if origin != "" && comparisons[number](origin) {
			w.Header().Set("Access-Control-Allow-Origin", origin)
			w.Header().Set("Access-Control-Allow-Credentials", "true")
		}
	})))
}
`;

/** Compiled packages are kept from one run to the next. */
const env = { GO111MODULE: 'off', GOFLAGS: '', GOCACHE: path.join(tmpdir(), 'corsmith-go') };

export const go: Language = {
  name: 'Go',
  needs: ['go-rs-cors'],
  comparisons,
  async start(folder) {
    writeFileSync(path.join(folder, 'main.go'), program);
    await complete('go', ['build', '-o', 'server', 'main.go'], { folder, env });
    return serve('./server', [], { folder });
  },
};
