import type { PageRequest } from '@corsmith/protocol';
import { expect, test } from 'vitest';
import { causes } from '../src/causes.js';
import { diagnose } from '../src/index.js';
import { positive } from './broken-servers.js';
import { nearMisses } from './nearly-broken-servers.js';
import { ids, ORIGIN, serve } from './scripted-server.js';
import type { Case } from './wrong-servers.js';

/** Shown by sockets alone: any other server is a near miss. */
const NO_RESPONSE = [
  'dns-failure',
  'connection-refused',
  'connection-reset',
  'timeout',
  'tls-failure',
  'protocol-failure',
];

const pageOf = (url: string, page: Case[3] = {}): PageRequest => ({
  origin: ORIGIN,
  url: `${url}/users`,
  ...(typeof page === 'function' ? page(url) : page),
});

for (const [id, what, script, page, options] of positive)
  test(`${id} comes first: ${what}`, async () => {
    const { url } = await serve(script);
    const diagnosis = await diagnose(pageOf(url, page), options);
    expect(ids(diagnosis)[0]).toBe(id);
    const { title, explanation, evidence } = diagnosis.causes[0]!;
    expect(evidence.length).toBeGreaterThan(0);
    if (id !== 'invalid-allow-origin')
      expect(`${title} ${explanation} ${evidence.map(({ text }) => text).join()}`).not.toMatch(
        /undefined|NaN|\[object/,
      );
  });

for (const [id, what, script, page, options] of nearMisses)
  test(`it is not ${id}: ${what}`, async () => {
    const { url } = await serve(script);
    expect(ids(await diagnose(pageOf(url, page), options))).not.toContain(id);
  });

test('every cause of the catalogue has a server that shows it, and one that nearly does', () => {
  const byLayers = ['stripped-by-proxy', 'overwritten-by-proxy', 'added-twice-by-proxy'];
  const named = new Set(positive.map(([id]) => id));
  expect(causes.map(({ id }) => id).filter((id) => !named.has(id) && !byLayers.includes(id))).toEqual([]);
  const missed = new Set([...nearMisses.map(([id]) => id), ...NO_RESPONSE]);
  expect(causes.map(({ id }) => id).filter((id) => !missed.has(id) && !byLayers.includes(id))).toEqual([]);
});
