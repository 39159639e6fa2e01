import type { PolicyConfig } from '@corsmith/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Recipe, render, type StackId, stacks } from '../src/index.js';

const ids = stacks.map(({ id }) => id);

/** A name with whatever a method or header may have in it. */
const name = fc
  .string({ unit: fc.constantFrom(..."ab1-_.!#$%&'*+^`|~"), minLength: 1, maxLength: 12 })
  .map((text) => `X-${text}`);

const ORIGINS = [
  'https://app.example.com',
  'http://localhost:5173',
  'http://[::1]:3000',
  'capacitor://localhost',
  'https://with_underscore.example.com',
  'https://*.example.org',
  'http://localhost:*',
];

const policies: fc.Arbitrary<PolicyConfig> = fc.record(
  {
    origins: fc.subarray(ORIGINS, { minLength: 1 }),
    credentials: fc.boolean(),
    methods: fc.uniqueArray(fc.oneof(fc.constantFrom('PUT', 'PATCH'), name), { maxLength: 3 }),
    requestHeaders: fc.oneof(fc.constant('*' as const), fc.uniqueArray(name, { maxLength: 3 })),
    responseHeaders: fc.uniqueArray(name, { maxLength: 3 }),
    maxAge: fc.integer({ min: 0, max: 86_400 }),
  },
  { requiredKeys: ['origins'] },
);

/** Wherever a stack lists origins, in any language: a `*` there, alone in its quotes or brackets. */
const ANY_ORIGIN = /(allow|cors|access|web)[-_. a-z]*origin[^\n]{0,20}[=:>({[\s]["'[ ]*\*["'\]]*[,\s)}<]/i;

/** Code that allows any origin: an option that is just true, a function that always returns true, a pattern that fits all. */
const ANYONE = [
  /\borigins?['"]?\s*[:=]\s*(true|True)\b/,
  /\borigin\w*\s*[:=]\s*\(?\w*\)?\s*=>\s*(true|origin\b(?!\s*[.)=?!]))/i,
  /\(?origin\)?\s*=>\s*(true|origin)\s*[,;)}]/i,
  /origin[^\n]{0,40}["'`/~ ]\^?\(?\.[*+]\)?\$?["'`/ ,)]/i,
  /AllowAnyOrigin\(\)|allow_?all_?origins\W{1,3}true|AllowedOriginPatterns\([^\n]{0,20}"\*"/i,
];

/** Advice that disables the browser's protection, or hides the response from the page. */
const BAD_ADVICE =
  /no-cors|disable-web-security|disable-site-isolation|security\.fileuri|(unblock|browser extension|cors[- ]anywhere)/i;

/** Some stacks refuse what they cannot say, with a RangeError: no other error, and nothing wider. */
function rendered(policy: PolicyConfig, id: StackId): Recipe | undefined {
  try {
    return render(policy, id);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return undefined;
  }
}

test.each(ids)('%s: a policy of named origins never allows every origin, whatever else it says', (id) => {
  fc.assert(
    fc.property(policies, (policy) => {
      const recipe = rendered(policy, id);
      if (!recipe) return;
      const { files, steps, pitfalls, leftOut = [] } = recipe;
      expect(files.length).toBeGreaterThan(0);
      for (const { path, where, code, language } of files) {
        expect([path, where, code].every((text) => text.trim() !== '')).toBe(true);
        expect(code).not.toMatch(ANY_ORIGIN);
        for (const pattern of ANYONE) expect(code).not.toMatch(pattern);
        if (language === 'json') expect(() => JSON.parse(code)).not.toThrow();
      }
      const text = [...leftOut, ...files.map(({ code }) => code), ...steps, ...pitfalls].join('\n');
      expect(text).not.toMatch(BAD_ADVICE);
      const plain = text.replace(/\[([.[])\]/g, '$1');
      for (const origin of policy.origins as string[]) {
        if (!origin.includes('*')) expect(plain).toContain(origin.split('://')[1]);
      }
    }),
    { numRuns: 20 },
  );
});

test.each([
  [{ origins: '*', credentials: true } as unknown as PolicyConfig],
  [{ origins: ['https://a.example";\nsudo'] }],
  [{ origins: ['https://a$HOME.example'] }],
  [{ origins: ['null'] }],
  [{ origins: ['https://a.example'], methods: ['PUT"; }'] }],
  [{ origins: ['https://a.example'], requestHeaders: ['X\r\nSet-Cookie: a'] }],
  [{ origins: ['https://a.example'], responseHeaders: ['*'] }],
  [{ origins: ['https://a.example'], maxAge: 1.5 }],
] satisfies [PolicyConfig][])('what would do harm in a configuration is refused: %j', (policy) => {
  for (const id of ids) expect(() => render(policy, id)).toThrow(RangeError);
});

test('a stack that cannot say everything says so, and allows less rather than more', () => {
  const policy: PolicyConfig = { origins: ['https://*.example.org'], methods: ['PURGE'], credentials: true };
  const { files, leftOut } = render(policy, 'gcs');
  expect(JSON.parse(files[0]!.code)[0].origin).toEqual(['https://nobody.invalid']);
  expect(leftOut).toEqual([
    'Cloud Storage cannot allow credentials.',
    'Cloud Storage cannot express the origin https://*.example.org.',
  ]);
  const methods = render(policy, 'aws-s3');
  expect(JSON.parse(methods.files[0]!.code).CORSRules[0].AllowedMethods).toEqual(['GET', 'HEAD', 'POST']);
  expect(methods.leftOut).toEqual(['S3 cannot express the method PURGE.']);
  const age = render({ origins: ['https://app.example.com'], maxAge: 600 }, 'azure-app-service');
  expect(age.leftOut).toBeUndefined();
  expect(age.pitfalls[0]).toContain('max age of 600 s');
});

const codeOf = ({ files }: Recipe): string => files.map(({ code }) => code).join('\n');

test.each(ids)('%s: a policy without request headers allows none, and * is something else', (id) => {
  fc.assert(
    fc.property(policies, ({ requestHeaders: _, ...policy }) => {
      const [none, any] = [[] as string[], '*' as const].map((requestHeaders) =>
        rendered({ ...policy, requestHeaders }, id),
      );
      if (!none || !any || any.leftOut?.some((sentence) => sentence.includes('every request header'))) return;
      // This one allows every request header whatever the policy says, and says so.
      if (id === 'azure-app-service')
        expect(none.pitfalls.join()).toMatch(/allows every method and every request header/);
      else expect(codeOf(none)).not.toBe(codeOf(any));
    }),
    { numRuns: 20 },
  );
});

/** Without it, or empty, these allow whatever a preflight requests, or several headers. */
const ALLOWING_BY_DEFAULT: readonly StackId[] = [
  'express',
  'nestjs',
  'firebase',
  'fastify',
  'koa',
  'hono',
  'h3',
  'flask',
  'quarkus',
  'go-rs-cors',
];

test.each(ALLOWING_BY_DEFAULT)('%s: the list of request headers is always written', (id) => {
  const code = codeOf(render({ origins: ['https://app.example.com'] }, id));
  expect(code).toMatch(/allow(?:ed)?_?headers['"]?\s*[:=]\s*(?:\[\]string\{"Accept"|\[)|cors\.headers=Accept/i);
});

test('a policy for everyone is said in most of these languages in a way that the check above would see', () => {
  const open = ids.filter((id) => render({ origins: '*' }, id).files.some(({ code }) => ANY_ORIGIN.test(code)));
  expect(open.length).toBeGreaterThan(ids.length / 2);
});

test.each([
  'app.use(cors({ origin: true }));',
  'app.use(cors({ origin: (origin) => origin }));',
  'cors({ origin: (origin, done) => done(null, true), origins: True })',
  'builder.SetIsOriginAllowed(origin => true);',
  "allow_origin_regex='.*',",
  'map $http_origin $cors_origin { "~^.*$" $http_origin; }',
  'policy.AllowAnyOrigin()',
  'CORS_ALLOW_ALL_ORIGINS = True',
  'cors.setAllowedOriginPatterns(List.of("*"));',
])('code that allows any origin is found: %s', (code) => {
  expect(ANYONE.some((pattern) => pattern.test(code))).toBe(true);
});
