import { fileURLToPath } from 'node:url';
import { type Diagnosis, diagnose } from '@corsmith/doctor';
import { get, type PageRequest, simulate } from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, responsesOf } from '@corsmith/server';
import { describe, expect, test } from 'vitest';
import { diagnosisLines, paint } from '../../packages/cli/src/index.js';
import { policyApplied, recipeApplied } from './reported/applied.js';
import { credentials } from './reported/cases/credentials.js';
import { errors } from './reported/cases/errors.js';
import { lists } from './reported/cases/lists.js';
import { origins } from './reported/cases/origins.js';
import { preflights } from './reported/cases/preflights.js';
import { redirects } from './reported/cases/redirects.js';
import { responders } from './reported/cases/responders.js';
import type { Page, ReportedCase } from './reported/reported-case.js';
import { type Row, reportedPage } from './reported/reported-page.js';
import { type Listening, listen } from './reported/servers.js';

const groups = { origins, credentials, lists, errors, preflights, redirects, responders };
const cases = Object.values(groups).flat();
const rows: Row[] = [];

async function check(url: string, { path = '/users', read = [], ...page }: Page): Promise<Diagnosis> {
  return diagnose({ origin: 'https://app.example.com', ...page, url: url + path }, { send: true, read });
}

const textOf = (diagnosis: Diagnosis) =>
  paint(diagnosisLines(diagnosis, { width: 200, detail: 'short' }), 'plain').replace(/\s+/g, ' ');

const isAllowed = ({ verdict, causes }: Diagnosis) =>
  verdict.chromium.allowed && verdict.firefox.allowed && verdict.webkit.allowed && causes.length === 0;

/** The server with the fix as printed: the recipe on its framework, else the policy. */
async function fixedServer({ policy, causes: [first] }: Diagnosis): Promise<readonly [Row['applied'], Listening]> {
  const app = first?.fix && (await recipeApplied(first.fix));
  if (app) return [`the recipe, on ${first!.fix!.title}`, app];
  return [
    first?.fix ? `the policy of the recipe for ${first.fix.title}` : 'the policy',
    await listen(policyApplied(policy!)),
  ];
}

/** Whoever was allowed before is allowed after, as far as the exchanges show. */
async function expectNotNarrowed({ request, exchanges }: Diagnosis, after: PolicyConfig): Promise<void> {
  for (const exchange of exchanges) {
    const origin = get(exchange.request.headers, 'origin');
    const allowed = exchange.response && get(exchange.response.headers, 'access-control-allow-origin');
    if (!origin || exchange.layer !== 'front' || !(allowed === '*' || allowed === origin)) continue;
    // Browsers force these: with credentials, neither * nor an echo of every origin is safe.
    if (origin !== request.origin && (request.credentials === 'include' || origin.endsWith('corsmith.example')))
      continue;
    const page: PageRequest = { origin, url: exchange.request.url };
    expect((await simulate(page, responsesOf(createPolicy(after)))).allowed, `${origin} stays allowed`).toBe(true);
  }
}

describe.each(Object.entries(groups))('%s', (group, list) => {
  test.each(list.map((one) => [one.id, one] as const))('%s', async (_, reported) => {
    const { page, server, cause, says = [], never = [] } = reported as ReportedCase;
    const broken = await listen(server);
    try {
      const diagnosis = await check(broken.url, page);
      const text = textOf(diagnosis);
      const [first] = diagnosis.causes;
      expect([cause].flat(), text).toContain(first?.id);
      for (const pattern of says) expect(text).toMatch(pattern);
      for (const pattern of never) expect(text).not.toMatch(pattern);
      if (first?.fixedIn !== 'server' && first?.fixedIn !== 'proxy') expect(first?.fix).toBeUndefined();
      rows.push({ group, reported, cause: first!.id, applied: await solve(diagnosis, broken, reported) });
    } finally {
      await broken.close();
    }
  });
});

/** Does what is printed, and runs the request again. */
async function solve(diagnosis: Diagnosis, broken: Listening, { page, solved }: ReportedCase): Promise<string> {
  if (solved === 'fix') {
    expect(diagnosis.causes[0]?.change, textOf(diagnosis)).toBeTruthy();
    expect(diagnosis.policy).toBeDefined();
    await expectNotNarrowed(diagnosis, diagnosis.policy!);
    const [applied, fixed] = await fixedServer(diagnosis);
    try {
      const after = await check(fixed.url, page);
      expect(isAllowed(after), textOf(after)).toBe(true);
    } finally {
      await fixed.close();
    }
    return applied;
  }
  if ('page' in solved) {
    const after = await check(broken.url, { ...page, ...solved.page });
    expect(isAllowed(after), textOf(after)).toBe(true);
    return 'the page’s request';
  }
  if ('server' in solved) {
    expect(textOf(diagnosis)).toMatch(solved.by);
    const fixed = await listen(solved.server);
    const after = await check(fixed.url, page);
    await fixed.close();
    expect(isAllowed(after), textOf(after)).toBe(true);
    return 'the setting';
  }
  expect(textOf(diagnosis)).toMatch(solved.said);
  return '';
}

test('at least a hundred, each once, and the fix of at least sixty was applied', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(100);
  expect(cases.filter(({ solved }) => typeof solved === 'string' || !('said' in solved)).length).toBeGreaterThanOrEqual(
    60,
  );
});

test('docs/reported.md is what a real run shows', async () => {
  expect(rows.length, 'run all').toBe(cases.length);
  const file = fileURLToPath(new URL('../../docs/reported.md', import.meta.url));
  await expect(reportedPage(rows)).toMatchFileSnapshot(file);
});
