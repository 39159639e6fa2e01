import { allowedMethods, neverEmptyHeaders } from '../cors-headers.js';
import { originRegex, splitOrigins } from '../origin-pattern.js';
import { bodyMark, type RenderedPolicy, type Stack } from '../stack.js';

export const quarkus: Stack = {
  id: 'quarkus',
  title: 'Quarkus',
  role: 'application',
  before: ['aspnet-core'],
  place: { kind: 'properties', prefix: 'quarkus.http.cors' },
  detect: (exchange) => bodyMark(exchange, /CORS Rejected - Invalid (origin|method|headers)/),
  render: (policy) => ({
    files: [
      {
        path: 'src/main/resources/application.properties',
        language: 'properties',
        where: 'anywhere',
        code: ['quarkus.http.cors.enabled=true', ...settings(policy)].join('\n'),
      },
    ],
    steps: ['Remove every filter and every header with an Access-Control-… name.', 'Build and restart the app.'],
    pitfalls: [
      'Before Quarkus 3.20 the first line is quarkus.http.cors=true.',
      'Without quarkus.http.cors.headers it allows every request header.',
      'Without quarkus.http.cors.origins it allows only the server’s own origin.',
      'Regular expressions are enclosed in slashes, with backslashes doubled.',
    ],
    verified: 'documented',
  }),
};

const PREFIX = 'quarkus.http.cors.';

function settings(policy: RenderedPolicy): string[] {
  const { origins, credentials, responseHeaders, maxAge } = policy;
  const { exact, patterns } = splitOrigins(origins);
  const allowed = origins === '*' ? ['*'] : [...exact, ...patterns.map((pattern) => `/${originRegex(pattern)}/`)];
  return [
    `${PREFIX}origins=${allowed.join(',')}`,
    `${PREFIX}methods=${allowedMethods(policy).join(',')}`,
    `${PREFIX}headers=${neverEmptyHeaders(policy)?.join(',') ?? '*'}`,
    ...(responseHeaders.length > 0 ? [`${PREFIX}exposed-headers=${responseHeaders.join(',')}`] : []),
    // Without this line, every origin that is named may send credentials.
    `${PREFIX}access-control-allow-credentials=${credentials}`,
    ...(maxAge === undefined ? [] : [`${PREFIX}access-control-max-age=${maxAge}S`]),
  ];
}
