import { stacks } from '@corsmith/stacks';
import { expect, test } from 'vitest';
import { causes } from '../src/causes.js';
import type { FixedIn } from '../src/diagnosis.js';
import { plan } from '../src/examine/planned.js';
import type { Explained } from '../src/explain.js';
import type { Seen } from '../src/facts/seen.js';
import { fixedInOf, fixer } from '../src/policy/server-fix.js';
import { ORIGIN } from './scripted-server.js';

const request = { origin: ORIGIN, url: 'http://127.0.0.1:8080/users', method: 'PUT' };

/** The server responds to the preflight without any CORS header. */
async function seen(): Promise<Seen> {
  const planned = await plan(request);
  const response = { status: 200, headers: [], httpVersion: '1.1', bodyStart: '', bodyTruncated: false } as const;
  const exchanges = [{ request: planned.preflight!, response, durationMs: 1, layer: 'front' }] as const;
  return { request, planned, observed: exchanges, exchanges, outcomes: [], layers: [], read: [], key: 'k' };
}

const PLACES: readonly (FixedIn | undefined)[] = [undefined, 'server', 'headers', 'proxy', 'page', 'elsewhere'];

test.each(causes.map((rule) => [rule.id, rule] as const))(
  '%s has no recipe of a server where it is fixed elsewhere, whatever the stack',
  async (_, rule) => {
    const { id, title } = rule;
    const observed = await seen();
    for (const { id: stack, role, canProxy } of stacks) {
      const fixOf = await fixer(observed, { named: stack, detected: stack });
      for (const fixedIn of PLACES) {
        const plain = { rule, id, title, explanation: '', certainty: 'certain', evidence: [], judged: 0 } as const;
        const explained: Explained = { ...plain, ...(fixedIn && { fixedIn }) };
        const { fix, change } = fixOf(explained);
        const place = fixedInOf(explained);
        if (place !== 'server') expect(fix, `${place}, ${stack}`).toBeUndefined();
        if (place !== 'server' && place !== 'proxy') expect(change, `${place}, ${stack}`).toBeUndefined();
        const responder = { kind: 'wall', name: 'A wall', marks: [], wayOut: '', mark: {}, exchange: 0 } as const;
        expect(fixOf({ ...explained, responder }).fix, `a wall responds, ${stack}`).toBeUndefined();
        const behind = fixOf({ ...explained, proxy: { outer: 0 } }).fix;
        if (!(role === 'proxy' || canProxy)) expect(behind, `in front of ${stack}`).toBeUndefined();
      }
    }
  },
);
