import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageRequest } from '@corsmith/protocol';
import { describe, expect, test } from 'vitest';
import type { CauseRule } from '../src/cause.js';
import { diagnose } from '../src/index.js';
import { type Case, causeServers } from './cause-servers.js';
import { ids, ORIGIN, serve } from './scripted-server.js';

/** Shown by two servers, one behind the other: in layers.test.ts. */
const BY_LAYERS = ['stripped-by-proxy', 'overwritten-by-proxy', 'added-twice-by-proxy'];

/** Shown by sockets alone: any other server is a near miss. */
const NO_RESPONSE = [
  'dns-failure',
  'connection-refused',
  'connection-reset',
  'timeout',
  'tls-failure',
  'protocol-failure',
];

const pageOf = (url: string, page: Case[2] = {}): PageRequest => ({
  origin: ORIGIN,
  url: `${url}/users`,
  ...(typeof page === 'function' ? page(url) : page),
});

/** Drafts too. */
const folder = fileURLToPath(new URL('../src/causes/', import.meta.url));
const rules = await Promise.all(
  readdirSync(folder).map(async (file): Promise<CauseRule> => {
    const [rule] = Object.values(await import(/* @vite-ignore */ folder + file)).filter(isRule);
    if (!rule) throw new Error(`${file} exports no cause.`);
    return rule;
  }),
);

function isRule(value: unknown): value is CauseRule {
  return typeof value === 'object' && value !== null && 'match' in value && 'stage' in value;
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { title, fixSentence, prevention, draft }) => {
  const { shown = [], nearly = [] } = causeServers.get(id) ?? {};

  test('is finished', () => {
    expect([title, fixSentence, prevention], 'fill in the texts').not.toContain('');
    expect(title, 'fill in the title').not.toBe(id);
    if (!BY_LAYERS.includes(id)) {
      expect(shown, `fill in \`shown\` of packages/doctor/test/causes/${id}.ts`).not.toEqual([]);
      if (!NO_RESPONSE.includes(id)) expect(nearly, 'fill in `nearly`').not.toEqual([]);
    }
    expect(draft, 'remove `draft`, then run npm run lists and npm run docs').toBeUndefined();
  });

  for (const [what, script, page, options] of shown)
    test(`comes first: ${what}`, async () => {
      const { url } = await serve(script);
      const diagnosis = await diagnose(pageOf(url, page), options);
      expect(ids(diagnosis)[0], 'fill in match').toBe(id);
      const { title, explanation, evidence } = diagnosis.causes[0]!;
      expect(evidence.length).toBeGreaterThan(0);
      if (id !== 'invalid-allow-origin')
        expect(`${title} ${explanation} ${evidence.map(({ text }) => text).join()}`).not.toMatch(
          /undefined|NaN|\[object/,
        );
    });

  for (const [what, script, page, options] of nearly)
    test(`is not named: ${what}`, async () => {
      const { url } = await serve(script);
      expect(ids(await diagnose(pageOf(url, page), options))).not.toContain(id);
    });
});

test('servers are those of a cause', () => {
  expect([...causeServers.keys()].filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});
