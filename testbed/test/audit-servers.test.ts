import { audit } from '@corsmith/audit';
import { describe, expect, it } from 'vitest';
import { serve } from '../../packages/doctor/test/scripted-server.js';
import { APP, type AuditedServer } from './audits/audited-server.js';
import { MISTAKES } from './audits/mistakes.js';
import { SOUND } from './audits/sound.js';

const ADDRESSES = { public: ['203.0.113.7'], private: ['192.168.0.10'] };

async function audited({
  script,
  url = 'https://api.example.com/me',
  trusted = [APP],
  network,
  request,
}: AuditedServer) {
  const { port } = await serve(script);
  return audit(
    { url, trusted, ...request },
    {
      direct: { host: '127.0.0.1', port, scheme: 'http' },
      resolve: async () => ADDRESSES[network ?? 'public'],
    },
  );
}

describe('mistakes that were reported in public', () => {
  it.each(MISTAKES)('$source: $finds, $severity', async (mistake) => {
    const { findings } = await audited(mistake);
    const worst = findings.filter(({ severity }) => severity === findings[0]?.severity).map(({ id }) => id);
    expect({ worst, severity: findings[0]?.severity }).toEqual({
      worst: expect.toSatisfy((ids: string[]) => ids.some((id) => mistake.finds.split('|').includes(id))),
      severity: mistake.severity,
    });
  });
});

describe('servers that are right', () => {
  it.each(Object.entries(SOUND))('%s: nothing is found', async (_name, server) => {
    expect((await audited(server)).findings.map(({ id, origins }) => ({ id, origins }))).toEqual([]);
  });

  it('are audited to the end with about 120 requests', async () => {
    const counts = [];
    for (const [name, server] of Object.entries(SOUND).filter(([, { trusted, request }]) => !trusted && !request)) {
      const { unfinished, exchanges } = await audited(server);
      expect({ name, unfinished }).toEqual({ name, unfinished: [] });
      counts.push(exchanges.length);
    }
    expect(counts.sort((a, b) => a - b)[counts.length >> 1]).toBeLessThanOrEqual(120);
  }, 60_000);
  it('are audited to the end although every 37th response is an error, whichever that is', async () => {
    for (let first = 1; first <= 37; first++) {
      let count = first;
      const { script } = SOUND['one origin']!;
      const { findings, unfinished } = await audited({
        script: (request) => (++count % 37 === 0 ? { status: 503, headers: [] } : script(request)),
      });
      expect({ first, findings, unfinished }).toEqual({ first, findings: [], unfinished: [] });
    }
  });
});
