import { type Diagnosis, diagnose } from '@corsmith/doctor';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OracleCase, stagedPage } from '../src/oracle/case.js';
import { generate } from '../src/oracle/generator/generate.js';
import { pageRequest } from '../src/oracle/predict.js';
import { startWorld, type World } from '../src/servers/world.js';

const CASES = 600;
const TOGETHER = 20;

const ORIGIN = [
  'no-allow-origin',
  'origin-not-allowed',
  'origin-mismatch',
  'invalid-allow-origin',
  'multiple-origins-in-header',
  'duplicate-allow-origin',
  'wildcard-with-credentials',
  'null-origin',
  'headers-only-on-preflight',
  'headers-only-on-response',
  'response-redirected',
];
const STATUS = [
  'preflight-not-handled',
  'preflight-needs-auth',
  'preflight-redirected',
  'gateway-error',
  'route-missing',
  'protocol-failure',
  'connection-reset',
];
const REDIRECT = [
  'response-redirected',
  'redirect-with-userinfo',
  'unsupported-scheme',
  'protocol-failure',
  'not-cors',
];
const HEADERS = ['header-not-allowed', 'malformed-allow-list'];

/** What the generator may have broken, and the causes that say so. */
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  'Access-Control-Allow-Origin': ORIGIN,
  'Access-Control-Allow-Credentials': ['credentials-not-allowed'],
  'Access-Control-Allow-Methods': ['method-not-allowed', 'malformed-allow-list'],
  'Access-Control-Allow-Headers': HEADERS,
  status: [...STATUS, ...REDIRECT],
  'no CORS headers': [...ORIGIN, 'preflight-not-handled'],
  'connection dropped': ['connection-reset'],
  'preflight not handled': ['preflight-not-handled', 'preflight-needs-auth'],
  'preflight redirected': ['preflight-redirected'],
  method: ['method-not-allowed', 'not-cors'],
  'custom header': HEADERS,
  'safelisted header': HEADERS,
  'just unsafe header': HEADERS,
  'header that engines differ on': HEADERS,
  'the same header twice': HEADERS,
  'over 1024 safelisted bytes': HEADERS,
  'invalid header': ['not-cors'],
  credentials: ['credentials-not-allowed', 'wildcard-with-credentials', ...HEADERS, 'method-not-allowed'],
  mode: ['not-cors', 'opaque-response'],
  'redirect mode': ['response-redirected', 'not-cors'],
  'cache mode': ['not-cors'],
  body: [...HEADERS, 'not-cors'],
  url: ['not-cors', 'unsupported-scheme'],
  'odd Location': [...REDIRECT, ...ORIGIN],
  'Location with user and password': [...REDIRECT, ...ORIGIN],
  'redirect loop': [...REDIRECT, ...ORIGIN],
  'relative Location': [...REDIRECT, ...ORIGIN],
  'redirect status': [...REDIRECT, ...ORIGIN],
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** The diagnosis of the case's first request, over sockets; none for what no HTTP/1.1 server is asked. */
async function diagnosed(oracleCase: OracleCase): Promise<Diagnosis | undefined> {
  const staged = world.stage(oracleCase.script);
  try {
    const { page, steps } = stagedPage(oracleCase, staged);
    const origin = page === 'sandbox' ? 'null' : world.origins.app;
    const request = pageRequest(steps[0]!, origin, 'chromium');
    if (request.duplex) return undefined;
    return await diagnose(request, { send: true, timeoutMs: 5000 });
  } finally {
    staged.remove();
  }
}

it('names a cause for every block, and first what alone was broken', async () => {
  const wrong: string[] = [];
  let blocked = 0;
  for (let first = 0; first < CASES; first += TOGETHER) {
    const together = Array.from({ length: TOGETHER }, (_, i) => generate('doctor', first + i));
    await Promise.all(
      together.map(async (oracleCase, i) => {
        const diagnosis = await diagnosed(oracleCase);
        if (!diagnosis || diagnosis.verdict.chromium.allowed) return;
        blocked++;
        const { broken } = oracleCase;
        const cause = diagnosis.causes[0]?.id;
        const fits = broken.length !== 1 || CAUSES[broken[0]!]?.includes(cause ?? '');
        if (cause === undefined || !fits)
          wrong.push(`${first + i}: ${broken.join(' + ')} (${diagnosis.verdict.chromium.code}) is ${cause}`);
      }),
    );
  }
  expect(wrong).toEqual([]);
  expect(blocked).toBeGreaterThan(CASES / 4);
});
