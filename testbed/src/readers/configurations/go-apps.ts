import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GO_ENVIRONMENT } from '../../stacks/go.js';
import { complete, serve } from '../../stacks/serve.js';
import { debianVersions } from '../../stacks/versions.js';
import type { ReadStack } from '../configuration.js';
import { EXPOSED, HEADERS, METHODS, ORIGINS, type Random } from '../random.js';

const MAIN = 'func main() {';
const LISTEN = /http\.ListenAndServe\(":8080", (\w+)\)/;

/** rs/cors around a mux: one program, each configuration a function of it. */
export const goRsCors: ReadStack = {
  id: 'go-rs-cors',
  needs: ['go-rs-cors'],
  version: () => debianVersions({ go: 'golang-go', 'rs/cors': 'golang-github-rs-cors-dev' }),
  configuration: (random) => ({ path: 'main.go', text: textOf(random) }),
  async start(all) {
    const folder = mkdtempSync(path.join(tmpdir(), 'corsmith-readers-go-'));
    for (const [number, { text }] of all.entries())
      writeFileSync(
        path.join(folder, `c${number}.go`),
        text.replace(MAIN, `func handler${number}() http.Handler {`).replace(LISTEN, 'return $1'),
      );
    const handlers = all.map((_, number) => `handler${number}()`).join(', ');
    writeFileSync(path.join(folder, 'main.go'), PROGRAM.replace('HANDLERS', handlers));
    await complete('go', ['build', '-o', 'server', '.'], { folder, env: GO_ENVIRONMENT });
    const running = await serve('./server', [], { folder });
    return {
      places: all.map((_, number) => ({ url: `${running.url}/`, host: `c${number}.test` })),
      async stop() {
        await running.stop();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

const PROGRAM = `package main

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
)

func main() {
	handlers := []http.Handler{HANDLERS}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("http://%s\\n", listener.Addr())
	http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		number, _ := strconv.Atoi(strings.TrimSuffix(r.Host[1:], ".test"))
		handlers[number].ServeHTTP(w, r)
	}))
}
`;

const list = (items: readonly string[]): string => `[]string{${items.map((one) => `"${one}"`).join(', ')}}`;

function textOf(random: Random): string {
  const options = Object.entries({
    AllowedOrigins: random.one([
      undefined,
      list(['*']),
      list([random.one(ORIGINS), ...random.some(ORIGINS, 2)]),
      list([random.one(ORIGINS), ...random.some(ORIGINS, 2)]),
      list(['https://*.example.com', random.one(ORIGINS)]),
    ]),
    AllowedMethods: random.one([undefined, list(['GET', ...random.some(METHODS)]), list(['GET', 'POST', 'OPTIONS'])]),
    AllowedHeaders: random.one([undefined, list(['*']), list(random.some(HEADERS))]),
    AllowCredentials: random.one([undefined, 'true', 'true', 'false']),
    ExposedHeaders: random.one([undefined, list(EXPOSED)]),
    MaxAge: random.one([undefined, '60']),
  }).flatMap(([name, value]) => (value === undefined ? [] : [`\t\t${name}: ${value},\n`]));
  return `package main

import (
	"net/http"

	"github.com/rs/cors"
)

${MAIN}
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("ok"))
	})
	c := cors.New(cors.Options{
${options.join('')}	})
	handler := c.Handler(mux)
	http.ListenAndServe(":8080", handler)
}
`;
}
