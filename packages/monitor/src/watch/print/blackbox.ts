import { type Contract, type Expectation, plan } from '@corsmith/contract';
import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod } from '@corsmith/protocol';
import { COLLECTION_STYLE, dump, visit } from 'js-yaml';

/** One module of blackbox_exporter and its target. */
interface Probe {
  readonly module: string;
  readonly target: string;
  readonly endpoint: string;
  readonly origin: string;
  readonly http: HttpProbe;
}

interface HttpProbe {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly follow_redirects: false;
  readonly valid_status_codes?: readonly number[];
  readonly fail_if_header_not_matches?: readonly HeaderMatch[];
  readonly fail_if_header_matches?: readonly HeaderMatch[];
}

interface HeaderMatch {
  readonly header: string;
  readonly regexp: string;
  readonly allow_missing?: true;
}

/** A larger file could not be loaded. */
export const MAX_PROBES = 5000;

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const ERRORS = [400, 401, 403, 404, 405, 409, 410, 415, 422, 429, 500, 501, 502, 503, 504];
/** Any of these is fine for an origin that must be denied. */
const ANY = [200, 201, 202, 204, 301, 302, 303, 304, 307, 308, ...ERRORS];

/** The modules for blackbox.yml. */
export const blackboxText = (contract: Contract): string =>
  HEAD +
  yamlText({
    modules: Object.fromEntries(probesOf(contract).map(({ module, http }) => [module, { prober: 'http', http }])),
  });

const HEAD = '# The expectations of a CORS contract for blackbox_exporter: corsmith watch --print blackbox\n';

/** The job for prometheus.yml that uses those modules. */
export const blackboxScrapeText = (contract: Contract): string =>
  SCRAPE_HEAD +
  yamlText({
    scrape_configs: [
      {
        job_name: 'corsmith-blackbox',
        metrics_path: '/probe',
        static_configs: probesOf(contract).map(({ module, target, endpoint, origin }) => ({
          targets: [target],
          labels: { module, endpoint, origin },
        })),
        relabel_configs: [
          { source_labels: ['module'], target_label: '__param_module' },
          { source_labels: ['__address__'], target_label: '__param_target' },
          { source_labels: ['__param_target'], target_label: 'instance' },
          { target_label: '__address__', replacement: '127.0.0.1:9115' },
        ],
      },
    ],
  });

const SCRAPE_HEAD =
  "# Uses the modules of: corsmith watch --print blackbox. The exporter's address is in the last line.\n";

/** Lists of scalars stay on one line. */
const yamlText = (data: object): string =>
  dump(data, {
    lineWidth: -1,
    noRefs: true,
    transform: (documents) =>
      visit(documents, (node) => {
        if (node.kind === 'sequence' && node.items.every(({ kind }) => kind === 'scalar'))
          node.style = COLLECTION_STYLE.FLOW;
      }),
  });

function probesOf(contract: Contract): readonly Probe[] {
  const names = new Set<string>();
  const probes: Probe[] = [];
  for (const { expectations } of plan(contract))
    for (const expectation of expectations) {
      if (expectation.server) continue;
      for (const http of httpProbes(expectation)) {
        const { endpoint, request } = expectation;
        const module = moduleName([http.method === 'OPTIONS' ? 'preflight' : '', expectation.title], names);
        probes.push({ module, target: request.url, endpoint: endpoint.name, origin: request.origin, http });
        if (probes.length >= MAX_PROBES) return probes;
      }
    }
  return probes;
}

function moduleName(parts: readonly string[], names: Set<string>): string {
  const plain = parts
    .filter((part) => part !== '')
    .join(' ')
    .replace(/[^\w.-]+/g, '_')
    .replace(/^_+|_+$/g, '');
  let name = plain;
  for (let number = 2; names.has(name); number++) name = `${plain}_${number}`;
  names.add(name);
  return name;
}

/** The preflight if a browser sends one, and the request itself if its method is safe. */
function httpProbes(expectation: Expectation): readonly HttpProbe[] {
  const { request, expected } = expectation;
  const { method = 'GET', headers = [], origin } = request;
  const unsafe = corsUnsafeRequestHeaderNames(headers);
  const hasPreflight = !isCorsSafelistedMethod(method) || unsafe.length > 0;
  const assertions = expected === 'allowed' ? allowed(expectation) : denied(expectation);
  const preflight: HttpProbe = {
    method: 'OPTIONS',
    follow_redirects: false,
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      ...(unsafe.length > 0 && { 'Access-Control-Request-Headers': unsafe.join(',') }),
    },
    ...assertions.preflight,
  };
  const actual: HttpProbe = {
    method,
    follow_redirects: false,
    headers: { Origin: origin, ...Object.fromEntries(headers) },
    ...assertions.actual,
  };
  const isSafe = method === 'GET' || method === 'HEAD';
  return [...(hasPreflight ? [preflight] : []), ...(isSafe ? [actual] : [])];
}

type Assertions = Pick<HttpProbe, 'valid_status_codes' | 'fail_if_header_not_matches' | 'fail_if_header_matches'>;

function allowed({ request, read, subject }: Expectation): {
  readonly preflight: Assertions;
  readonly actual: Assertions;
} {
  const { method = 'GET', headers = [], origin, credentials } = request;
  const sends = credentials === 'include';
  const star = sends ? '' : '\\*|';
  const both = [
    { header: ALLOW_ORIGIN, regexp: `^(?:${star}${literal(origin)})$` },
    ...(sends ? [{ header: 'Access-Control-Allow-Credentials', regexp: '^true$' }] : []),
  ];
  const listed = (header: string, name: string, mayBeStar: boolean) => ({
    header,
    regexp: `${header.endsWith('Methods') ? '' : '(?i)'}^(?:${mayBeStar ? '\\*|' : ''}(?:.*,)?\\s*${literal(name)}\\s*(?:,.*)?)$`,
  });
  const methods = isCorsSafelistedMethod(method) ? [] : [listed('Access-Control-Allow-Methods', method, !sends)];
  const names = corsUnsafeRequestHeaderNames(headers).map((name) =>
    listed('Access-Control-Allow-Headers', name, !sends && name !== 'authorization'),
  );
  const exposed = read.map((name) => listed('Access-Control-Expose-Headers', name, !sends));
  return {
    preflight: { fail_if_header_not_matches: [...both, ...methods, ...names] },
    actual: {
      ...(subject === 'error-path' && { valid_status_codes: ERRORS }),
      fail_if_header_not_matches: [...both, ...exposed],
    },
  };
}

function denied({ request }: Expectation): { readonly preflight: Assertions; readonly actual: Assertions } {
  const regexp = `^(?:\\*|${literal(request.origin)})$`;
  const assertions: Assertions = {
    valid_status_codes: ANY,
    fail_if_header_matches: [{ header: ALLOW_ORIGIN, regexp, allow_missing: true }],
  };
  return { preflight: assertions, actual: assertions };
}

/** In the syntax of RE2. */
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
