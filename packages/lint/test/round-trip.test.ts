import { createPolicy, type PolicyConfig } from '@corsmith/server';
import { type Recipe, render, renderingProblem, type StackId, stacks } from '@corsmith/stacks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Aspect,
  compare,
  type Difference,
  read,
  sideOfPolicy,
  sideOfReading,
  writtenFiles,
} from '../src/index.js';

// RUNS=1000 npx vitest run --project unit packages/lint/test/round-trip.test.ts
const numRuns = Number(process.env.RUNS ?? 2);

const origins = fc.constantFrom(
  ...['https://app.example.com', 'https://admin.example.com:8443', 'http://localhost:3000', 'http://127.0.0.1:5173'],
  ...['http://[::1]:3000', 'https://xn--bcher-kva.example', 'https://a-b.c.example', 'https://x_y.example.com'],
  ...['https://*.example.org', 'https://*.a-b.example.net', 'https://*.example.org:8443', 'http://localhost:*'],
  ...['https://*.example.com:*', 'capacitor://localhost'],
);
const some = (...names: readonly string[]) => fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 });

const policies: fc.Arbitrary<PolicyConfig> = fc
  .record(
    {
      origins: fc.oneof(
        { weight: 1, arbitrary: fc.constant('*' as const) },
        { weight: 5, arbitrary: fc.uniqueArray(origins, { minLength: 1, maxLength: 4 }) },
      ),
      credentials: fc.boolean(),
      methods: some('PUT', 'PATCH', 'DELETE', 'PROPFIND', 'QUERY', 'PURGE'),
      requestHeaders: fc.oneof(
        { weight: 1, arbitrary: fc.constant('*' as const) },
        { weight: 4, arbitrary: some('X-Id', 'Authorization', 'Content-Type', 'X_Under', 'X-A-B-C', 'X.Y') },
      ),
      responseHeaders: some('X-Total', 'ETag', 'Link', 'X_Rate'),
      maxAge: fc.integer({ min: 0, max: 86_400 }),
    },
    { requiredKeys: ['origins'] },
  )
  .map((config) => ({ ...config, ...(config.origins === '*' && { credentials: false }) }) as PolicyConfig)
  .filter((config) => {
    try {
      createPolicy(config);
      return renderingProblem(config) === undefined;
    } catch {
      return false;
    }
  });

/** What a recipe says is missing, as the kinds of requests that stay blocked. */
const MISSING: readonly (readonly [RegExp, Aspect])[] = [
  [/cannot express the origin|\* is one label/, 'origin'],
  [/cannot allow credentials/, 'credentials'],
  [/cannot express the method/, 'method'],
  [/cannot express the request header|cannot allow every request header/, 'request-header'],
  [/cannot express the exposed header|cannot expose/, 'response-header'],
];

/** Stacks that decide by a function for patterns: readers don't run functions. */
const BY_FUNCTION: ReadonlySet<StackId> = new Set(['koa', 'hono', 'aspnet-core', 'go-rs-cors']);

/** What a stack allows whatever is written, and its recipe says. */
function isKnown(
  { stack, pitfalls }: Recipe,
  { kind, aspect, request, reads }: Difference,
  config: PolicyConfig,
): boolean {
  const says = (pattern: RegExp) => pitfalls.some((one) => pattern.test(one));
  if (kind === 'widened' && aspect === 'credentials' && says(/always allow credentials/)) return true;
  const names = (list: '*' | readonly string[] = []) => (list === '*' ? [] : list.map((one) => one.toLowerCase()));
  const header = request.headers?.[0]?.[0] ?? '';
  const always = stacks.find(({ id }) => id === stack)?.alwaysAllows ?? [];
  if (kind === 'widened' && aspect === 'request-header' && names(always).includes(header)) return true;
  // The stack's own client sends these.
  const sentByClient = pitfalls.filter((one) => /the list contains them/.test(one)).join(' ');
  if (kind === 'widened' && aspect === 'request-header' && header !== '' && sentByClient.includes(header)) return true;
  // What stands for an empty list: no page has it.
  if (request.origin === 'https://nobody.invalid') return true;
  // An error that nothing handles: the recipe has another form for it.
  if (aspect === 'error-response') return stack === 'starlette' || stack === 'fastapi';
  // One list for both directions.
  if (stack !== 'gcs' || kind !== 'widened') return false;
  return aspect === 'request-header'
    ? names(config.responseHeaders).includes(header)
    : aspect === 'response-header' && names(config.requestHeaders).includes(reads ?? '');
}

/** Undefined if there is no reader of what the recipe writes. */
async function roundTrip(config: PolicyConfig, recipe: Recipe) {
  const readings = read({ files: writtenFiles(recipe) }).policies;
  if (readings.length === 0) return undefined;
  return compare(
    { kind: 'whole', sides: [sideOfPolicy(config, 'policy')] },
    { kind: 'parts', sides: [sideOfReading(readings[0]!)] },
  );
}

const SAMPLE: PolicyConfig = { origins: ['https://app.example.com'], requestHeaders: ['X-Id'] };
const readable = stacks
  .map(({ id }) => id)
  .filter((id) => read({ files: writtenFiles(render(SAMPLE, id)) }).policies.length > 0);

test('most stacks with a recipe are read back', () => {
  expect(readable.length).toBeGreaterThanOrEqual(28);
});

test.each(readable)(
  '%s: what is rendered is read back as the same policy, and what is left out is missing',
  async (id) => {
    await fc.assert(
      fc.asyncProperty(policies, async (config) => {
        const recipe = render(config, id);
        const result = await roundTrip(config, recipe);
        const why = JSON.stringify(
          { config, leftOut: recipe.leftOut, files: recipe.files.map(({ code }) => code) },
          null,
          1,
        );
        // Without any origin that the stack can express, there may be nothing to read.
        if (!result) return expect(recipe.leftOut, why).toBeDefined();
        if (BY_FUNCTION.has(id) && result.unknown.some(({ what }) => what === 'origins')) return;
        const left = result.differences.filter((one) => !isKnown(recipe, one, config));
        const missing = MISSING.filter(([says]) => recipe.leftOut?.some((one) => says.test(one))).map(
          ([, aspect]) => aspect,
        );
        expect(result.unknown, why).toEqual([]);
        expect(left.filter(({ kind }) => kind === 'widened').map(shown), why).toEqual([]);
        expect(left.filter(({ aspect }) => !missing.includes(aspect)).map(shown), why).toEqual([]);
      }),
      { numRuns },
    );
  },
);

const shown = ({ kind, aspect, request: { origin, method, headers, credentials }, reads }: Difference) =>
  [kind, aspect, origin, method, headers?.[0]?.[0], credentials, reads].filter(Boolean).join(' ');
