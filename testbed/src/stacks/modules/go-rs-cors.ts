import { GO_ENVIRONMENT } from '../go.js';
import { complete, serve } from '../serve.js';
import { at, type Setup, type StackModule, wrong } from '../stack-module.js';
import { debianVersions } from '../versions.js';

const imports = at('main.go', 'among the imports');
const beforeStart = at('main.go', 'right before the server is started');
const aroundPrivate = at('main.go', 'around the private routes');
const inHandler = at('main.go', 'in the handler of /users');

const rsCors = imports('"github.com/rs/cors"');
const wrap = (settings: string) => `cors.New(cors.Options{${settings}}).Handler`;
const cors = (settings: string): Setup => [rsCors, beforeStart(`server.Handler = ${wrap(settings)}(server.Handler)`)];
const set = (name: string, value: string) => `w.Header().Set("${name}", "${value}")`;
const allow = (value: string) => inHandler(set('Access-Control-Allow-Origin', value));
const byHand = (...lines: readonly string[]) =>
  beforeStart(`server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
${[set('Access-Control-Allow-Origin', '{ORIGIN}'), ...lines].map((line) => `	${line}\n`).join('')}	if r.Method == http.MethodOptions {
		return
	}
	mux.ServeHTTP(w, r)
})`);

export const goRsCors: StackModule = {
  id: 'go-rs-cors',
  role: 'application',
  before: ['cloudflare-worker'],
  needs: ['go-rs-cors'],
  marks: 'on-errors',
  covered: { missing: true, thrown: false },
  version: () => debianVersions({ go: 'golang-go', 'rs/cors': 'golang-github-rs-cors-dev' }),
  async start(folder) {
    await complete('go', ['build', '-o', 'server', 'main.go'], { folder, env: GO_ENVIRONMENT });
    return serve('./server', [], { folder });
  },
  broken: [
    wrong('no-allow-origin', 'no middleware'),
    wrong('origin-mismatch', 'a slash at the end of the origin, by hand', allow('{ORIGIN}/')),
    wrong('invalid-allow-origin', 'a pattern by hand', allow('http://*.example.com')),
    wrong('multiple-origins-in-header', 'two origins by hand', allow('{ORIGIN},https://admin.example.com')),
    wrong(
      'duplicate-allow-origin',
      'the middleware, and a header that the handler adds to it',
      ...cors('AllowedOrigins: []string{"{ORIGIN}"}'),
      inHandler('w.Header().Add("Access-Control-Allow-Origin", "{ORIGIN}")'),
    ),
    wrong('wildcard-with-credentials', 'no AllowedOrigins, for a page with cookies', ...cors('')),
    wrong('credentials-not-allowed', 'AllowCredentials left out', ...cors('AllowedOrigins: []string{"{ORIGIN}"}')),
    wrong('preflight-not-handled', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong(
      'preflight-needs-auth',
      'authentication around the middleware',
      rsCors,
      aroundPrivate(
        `private := ${wrap('AllowedOrigins: []string{"{ORIGIN}"}, AllowedMethods: []string{"PUT"}, AllowedHeaders: []string{"*"}')}(http.HandlerFunc(users))`,
      ),
    ),
    wrong('preflight-redirected', 'a redirect of every method', allow('{ORIGIN}')),
    wrong(
      'method-not-allowed',
      'OPTIONS handled by hand, without PUT',
      byHand(set('Access-Control-Allow-Methods', 'GET, POST'), set('Access-Control-Allow-Headers', 'Content-Type')),
    ),
    wrong(
      'header-not-allowed',
      'OPTIONS handled by hand, without the page’s header',
      byHand(set('Access-Control-Allow-Headers', 'Content-Type')),
    ),
    wrong(
      'malformed-allow-list',
      'methods with semicolons between them, by hand',
      byHand(set('Access-Control-Allow-Methods', 'GET; PUT'), set('Access-Control-Allow-Headers', 'Content-Type')),
    ),
    wrong(
      'origin-not-allowed',
      'https in the list, and a page on http',
      ...cors('AllowedOrigins: []string{"https://{HOST}"}'),
    ),
    {
      ...wrong('response-without-headers-on-error', 'the header set by hand in the handler', allow('{ORIGIN}')),
      request: { path: '/private/users' },
    },
    wrong('response-redirected', 'the header set by hand in the handler', allow('{ORIGIN}')),
    wrong('header-not-exposed', 'ExposedHeaders left out', ...cors('AllowedOrigins: []string{"{ORIGIN}"}')),
  ],
};
