import type { RenderedPolicy, Stack } from '../stack.js';

const PATH = 'main.go';

export const goJub0bs: Stack = {
  id: 'go-jub0bs',
  title: 'Go with jub0bs/cors',
  role: 'application',
  before: ['cloudflare-worker'],
  // Its responses look like those of any other Go server.
  detect: () => [],
  render: (policy) => ({
    files: [
      { path: PATH, language: 'go', where: 'among the imports', code: '"github.com/jub0bs/cors"' },
      {
        path: PATH,
        language: 'go',
        where: 'right before the server is started',
        code: `withCORS, err := cors.NewMiddleware(cors.Config{
${settings(policy)
  .map((line) => `\t${line},\n`)
  .join('')}})
if err != nil {
	log.Fatal(err)
}
server.Handler = withCORS.Wrap(server.Handler)`,
      },
    ],
    steps: [
      'go get github.com/jub0bs/cors',
      'Remove every w.Header().Set() of an Access-Control-… header, and what responds to OPTIONS.',
      'Build and restart the server.',
    ],
    pitfalls: [
      'With http.ListenAndServe(addr, mux), replace mux with withCORS.Wrap(mux).',
      'It rejects a configuration that can’t work or is unsafe, with the reason in err.',
      'A hand-made preflight must name its headers in lower case, sorted, without spaces, as browsers do.',
    ],
    verified: 'documented',
  }),
};

const list = (values: readonly string[]): string => `[]string{${values.map((one) => JSON.stringify(one)).join(', ')}}`;

const settings = ({ origins, credentials, methods, requestHeaders, responseHeaders, maxAge }: RenderedPolicy) => [
  `Origins: ${list(origins === '*' ? ['*'] : origins)}`,
  ...(credentials ? ['Credentialed: true'] : []),
  ...(methods.length > 0 ? [`Methods: ${list(methods)}`] : []),
  ...(requestHeaders.length > 0 ? [`RequestHeaders: ${list(requestHeaders === '*' ? ['*'] : requestHeaders)}`] : []),
  ...(responseHeaders.length > 0 ? [`ResponseHeaders: ${list(responseHeaders)}`] : []),
  ...(maxAge === undefined ? [] : [`MaxAgeInSeconds: ${maxAge}`]),
];
