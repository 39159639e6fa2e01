import { describe, expect, it } from 'vitest';
import {
  changesOf,
  type EngineName,
  isTestedVersion,
  type PageRequest,
  ProtocolError,
  type Send,
  simulate,
  testedVersions,
} from '../src/index.js';

const ENGINES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];

/** Allows the origin, and nothing that needs a preflight. */
const send: Send = async () => ({ status: 200, headers: [['Access-Control-Allow-Origin', '*']] });
const request: PageRequest = {
  origin: 'https://app.example.com',
  url: 'https://api.example.com/',
  headers: [['Range', 'Bytes=0-10']],
};
const allowed = async (version?: string): Promise<boolean> =>
  (await simulate(request, send, version === undefined ? { engine: 'chromium' } : { engine: 'chromium', version }))
    .allowed;

describe('a version of an engine', () => {
  it('is by default the newest that is tested', async () => {
    expect(await allowed()).toBe(false);
    expect(await allowed(testedVersions('chromium').at(-1))).toBe(false);
  });

  it.each([
    ['120', true],
    ['150', true],
    ['150.0.7871.100', true],
    ['155.9', true],
    ['156', false],
    ['156.0.8078.114', false],
    ['1000', false],
  ])('%s has the rules of the tested version before it', async (version, expected) => {
    expect(await allowed(version)).toBe(expected);
  });

  it.each([
    ['150', true],
    ['150.0.7871.100', true],
    ['156.0.8078.114', true],
    ['15', false],
    ['1500', false],
    ['155', false],
  ])('%s is tested: %s', (version, expected) => {
    expect(isTestedVersion('chromium', version)).toBe(expected);
  });

  it.each(['', 'latest', '15o', '1.', '-1', '150 ', '1'.repeat(20)])(
    "'%s' is an error, and nothing is sent",
    async (version) => {
      const sent: Send = () => expect.unreachable();
      const simulated = simulate(request, sent, { engine: 'firefox', version });
      await expect(simulated).rejects.toThrow(`'${version}' is not a version`);
      await expect(simulated).rejects.toBeInstanceOf(ProtocolError);
    },
  );

  it('of the standard is an error: it has none', async () => {
    await expect(simulate(request, send, { version: '156' })).rejects.toThrow('The Fetch standard has no versions.');
  });
});

describe.each(ENGINES)('the changes of %s', (engine) => {
  it('belong to tested versions, the newest first, each with a name of its own', () => {
    const changes = changesOf(engine);
    const [, ...later] = testedVersions(engine);
    for (const { since } of changes) expect(later).toContain(since);
    const order = changes.map(({ since }) => later.indexOf(since));
    expect(order).toEqual([...order].sort((a, b) => b - a));
    expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
  });
});
