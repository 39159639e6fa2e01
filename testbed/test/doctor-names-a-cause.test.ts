import { type Diagnosis, diagnose } from '@corsmith/doctor';
import { get, type ProbedExchange } from '@corsmith/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OracleCase, stagedPage } from '../src/oracle/case.js';
import { generate } from '../src/oracle/generator/generate.js';
import { pageRequest } from '../src/oracle/predict.js';
import { startWorld, type World } from '../src/servers/world.js';

/** `CASES=10000` is the long run, `SEED=other` another one. */
const CASES = Number(process.env.CASES ?? 600);
const SEED = process.env.SEED ?? 'doctor';
const TOGETHER = 20;

/** Whether a cause is right for what was broken, judged by the response at which the request failed. */
type Causes = readonly string[] | ((judged: ProbedExchange | undefined, diagnosis: Diagnosis) => readonly string[]);

const values = (judged: ProbedExchange | undefined, name: string): string[] =>
  (judged?.response?.headers ?? []).filter(([n]) => n.toLowerCase() === name).map(([, value]) => value.trim());

/** Where the header is missing, it counts who else has it. */
const ABSENT = [
  'no-allow-origin',
  'origin-not-allowed',
  'headers-only-on-preflight',
  'headers-only-on-response',
  'preflight-not-handled',
  'response-redirected',
];

const isUrl = (value: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/./i.test(value) && URL.canParse(value);

const allowOrigin: Causes = (judged, { request }) => {
  const lines = values(judged, 'access-control-allow-origin');
  const [value = ''] = lines;
  if (lines.length === 0) return ABSENT;
  if (lines.length > 1) return ['duplicate-allow-origin'];
  if (value === '*') return ['wildcard-with-credentials'];
  if (/[ ,]/.test(value) && value !== '[object Object]') return ['multiple-origins-in-header'];
  const origin = get(judged?.request.headers ?? [], 'origin');
  if (isUrl(value) && !/[*\t]/.test(value)) {
    if (request.origin === 'null') return ['null-origin'];
    return origin === 'null' ? ['response-redirected', 'origin-mismatch'] : ['origin-mismatch'];
  }
  if (value === 'null') return ['origin-mismatch'];
  return ['invalid-allow-origin', 'origin-mismatch'];
};

/** What a preflight's status says; a browser reads an actual response of such a status, except these. */
const status: Causes = (judged) => {
  const code = judged?.response?.status ?? 0;
  if (judged?.failure || code < 200) return ['connection-reset', 'protocol-failure'];
  if ([301, 302, 303, 307, 308].includes(code))
    return [judged?.request.kind === 'preflight' ? 'preflight-redirected' : 'response-redirected'];
  if (code === 407) return ['preflight-needs-auth', 'protocol-failure'];
  if (code === 401) return ['preflight-needs-auth'];
  if (code === 403) return ['preflight-refused'];
  if (code === 429) return ['rate-limited'];
  if (code === 421) return ['host-not-allowed'];
  return [502, 504].includes(code) ? ['gateway-error'] : ['preflight-not-handled'];
};

const REDIRECT = [
  'response-redirected',
  'redirect-with-userinfo',
  'unsupported-scheme',
  'protocol-failure',
  'not-cors',
  'blocked-port',
  'connection-refused',
];
const HEADERS = ['header-not-allowed'];

/** What the generator may have broken, and the causes that say so. */
const CAUSES: Readonly<Record<string, Causes>> = {
  'Access-Control-Allow-Origin': allowOrigin,
  'Access-Control-Allow-Credentials': ['credentials-not-allowed'],
  'Access-Control-Allow-Methods': (_, { verdict }) =>
    verdict.chromium.code?.startsWith('Invalid') ? ['malformed-allow-list'] : ['method-not-allowed'],
  'Access-Control-Allow-Headers': (_, { verdict }) =>
    verdict.chromium.code?.startsWith('Invalid') ? ['malformed-allow-list'] : HEADERS,
  status,
  'Cross-Origin-Resource-Policy': ['cross-origin-resource-policy'],
  'data: URL': ['not-cors'],
  'relative URL': ['not-cors', 'same-origin', ...ABSENT],
  port: ['blocked-port', 'connection-refused', 'not-cors'],
  'no CORS headers': ABSENT,
  'connection dropped': ['connection-reset'],
  'preflight not handled': (judged) => {
    const code = judged?.response?.status ?? 0;
    return [code === 401 ? 'preflight-needs-auth' : code === 403 ? 'preflight-refused' : 'preflight-not-handled'];
  },
  'preflight redirected': ['preflight-redirected'],
  method: (_, { verdict }) => (verdict.chromium.stage === 'request' ? ['not-cors'] : ['method-not-allowed']),
  'custom header': HEADERS,
  'safelisted header': HEADERS,
  'just unsafe header': HEADERS,
  'header that engines differ on': HEADERS,
  'the same header twice': HEADERS,
  'over 1024 safelisted bytes': HEADERS,
  'invalid header': (_, { verdict }) => (verdict.chromium.stage === 'request' ? ['not-cors'] : HEADERS),
  credentials: ['credentials-not-allowed', 'wildcard-with-credentials', ...HEADERS, 'method-not-allowed'],
  mode: ['not-cors', 'opaque-response'],
  'redirect mode': ['response-redirected', 'not-cors'],
  'cache mode': ['not-cors'],
  body: [...HEADERS, 'not-cors'],
  url: ['not-cors', 'unsupported-scheme'],
  // It may lead to a server that names the origin which the right Location would have brought.
  'odd Location': (judged, diagnosis) =>
    diagnosis.verdict.chromium.code === 'AllowOriginMismatch' ? causesOf(allowOrigin, judged, diagnosis) : REDIRECT,
  'Location with user and password': REDIRECT,
  'redirect loop': REDIRECT,
  'one redirect too many': REDIRECT,
  'relative Location': REDIRECT,
  'redirect status': [...REDIRECT, 'null-origin'],
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** The diagnosis of the case's first request, over sockets; none if no HTTP/1.1 server gets it. */
async function diagnosed(oracleCase: OracleCase): Promise<Diagnosis | undefined> {
  const staged = world.stage(oracleCase.script);
  try {
    const { page, steps } = stagedPage(oracleCase, staged);
    const origin = page === 'sandbox' ? 'null' : world.origins.app;
    const request = pageRequest(steps[0]!, origin, 'chromium');
    if (request.duplex) return undefined;
    return await diagnose(request, { send: true, timeoutMs: 60_000 });
  } finally {
    staged.remove();
  }
}

function rightCauses(broken: string, diagnosis: Diagnosis): readonly string[] {
  const judged = diagnosis.exchanges[diagnosis.verdict.chromium.exchange ?? -1];
  return causesOf(CAUSES[broken] ?? [], judged, diagnosis);
}

function causesOf(causes: Causes, judged: ProbedExchange | undefined, diagnosis: Diagnosis): readonly string[] {
  return typeof causes === 'function' ? causes(judged, diagnosis) : causes;
}

it('names a cause for every block, and first what alone was broken', async () => {
  const wrong: string[] = [];
  let blocked = 0;
  let alone = 0;
  for (let first = 0; first < CASES; first += TOGETHER) {
    const together = Array.from({ length: TOGETHER }, (_, i) => generate(SEED, first + i));
    await Promise.all(
      together.map(async (oracleCase, i) => {
        const diagnosis = await diagnosed(oracleCase);
        if (!diagnosis || diagnosis.verdict.chromium.allowed) return;
        blocked++;
        const { broken } = oracleCase;
        const cause = diagnosis.causes[0]?.id ?? 'nothing';
        const right = broken.length === 1 ? rightCauses(broken[0]!, diagnosis) : undefined;
        if (right) alone++;
        if (cause === 'nothing' || (right && !right.includes(cause)))
          wrong.push(
            `${first + i}: ${broken.join(' + ')} (${diagnosis.verdict.chromium.code}) is ${cause}, not ${right}`,
          );
      }),
    );
  }
  expect(wrong).toEqual([]);
  expect(blocked).toBeGreaterThan(CASES / 4);
  expect(alone).toBeGreaterThan(CASES / 8);
}, 3_600_000);
