import { allowedMethods, neverEmptyHeaders } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { bodyMark, headerMark, type RenderedPolicy, type Stack } from '../stack.js';

const PATH = 'main.go';

export const goRsCors: Stack = {
  id: 'go-rs-cors',
  title: 'Go with rs/cors',
  role: 'application',
  before: ['go-jub0bs'],
  detect: (exchange) =>
    headerMark(exchange, 'x-content-type-options', /^nosniff$/).length > 0
      ? bodyMark(exchange, /^404 page not found\n$/)
      : [],
  limits: { name: 'rs/cors', names: /^[\w-]+$/ },
  render(policy) {
    return {
      files: [
        { path: PATH, language: 'go', where: 'among the imports', code: imports(policy) },
        {
          path: PATH,
          language: 'go',
          where: 'right before the server is started',
          code: `server.Handler = cors.New(cors.Options{\n${settings(policy)
            .map((line) => `\t${line},\n`)
            .join('')}}).Handler(server.Handler)`,
        },
      ],
      steps: [
        'go get github.com/rs/cors',
        'Remove every w.Header().Set() of an Access-Control-… header, and what responds to OPTIONS.',
        'Build and restart the server.',
      ],
      pitfalls: [
        'With http.ListenAndServe(addr, mux), replace mux with cors.New(…).Handler(mux): around everything, including 404s and middleware.',
        'A denied preflight gets a 2xx with only Vary, whether the origin, the method or a header is not allowed.',
        'Without AllowedOrigins it allows every origin.',
        'A * in an origin matches any characters.',
        'A panic that nobody recovers closes the connection without a response: put the recovering middleware inside.',
      ],
      verified: 'real-server',
      version: 'go 1.19, rs/cors 1.7',
    };
  },
};

const quoted = (text: string): string => JSON.stringify(text);
const list = (values: readonly string[]): string => `[]string{${values.map(quoted).join(', ')}}`;

const hasPatterns = ({ origins }: RenderedPolicy): boolean => splitOrigins(origins).patterns.length > 0;

const imports = (policy: RenderedPolicy): string =>
  ['"github.com/rs/cors"', ...(hasPatterns(policy) ? ['"regexp"'] : [])].join('\n');

function settings(policy: RenderedPolicy): string[] {
  const { credentials, methods, responseHeaders, maxAge } = policy;
  return [
    origins(policy),
    ...(credentials ? ['AllowCredentials: true'] : []),
    ...(methods.length > 0 ? [`AllowedMethods: ${list(allowedMethods(policy))}`] : []),
    // The default allows several headers.
    `AllowedHeaders: ${list(neverEmptyHeaders(policy) ?? ['*'])}`,
    ...(responseHeaders.length > 0 ? [`ExposedHeaders: ${list(responseHeaders)}`] : []),
    ...(maxAge === undefined ? [] : [`MaxAge: ${maxAge}`]),
  ];
}

function origins(policy: RenderedPolicy): string {
  if (policy.origins === '*') return `AllowedOrigins: ${list(['*'])}`;
  if (!hasPatterns(policy)) return `AllowedOrigins: ${list(policy.origins)}`;
  return `AllowOriginFunc: regexp.MustCompile(\`${policy.origins.map(originRegex).join('|')}\`).MatchString`;
}
