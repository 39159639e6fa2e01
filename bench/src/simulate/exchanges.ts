import type { HeaderList, PageRequest } from '@corsmith/protocol';
import type { OracleCase } from '@corsmith/testbed/dist/oracle/case.js';
import { generate } from '@corsmith/testbed/dist/oracle/generator/generate.js';
import type { Staged } from '@corsmith/testbed/dist/servers/world.js';

/** Requests of one page, one after the other, as all contenders can make them. */
export type PageRequests = readonly (PageRequest & { readonly body?: string })[];

/**
 * Cases of the oracle's generator that `fetch()` and XHR can both make, and whose responses are complete; without users and
 * passwords in redirects and without 304, at which happy-dom ends the process.
 */
export function casesOf(seed: string, count: number): OracleCase[] {
  const cases: OracleCase[] = [];
  for (let index = 0; cases.length < count; index++) {
    const candidate = generate(seed, index);
    if (isCommon(candidate)) cases.push(candidate);
  }
  return cases;
}

function isCommon({ page, steps, script }: OracleCase): boolean {
  const scripted = Object.values(script).flatMap(({ preflight, actual }) => [preflight, actual]);
  return (
    page === 'app' &&
    scripted.every(
      (step) => step.kind === 'response' && step.status >= 200 && step.status !== 304 && !hasUser(step.headers),
    ) &&
    steps.every(
      ({ initiator, mode, redirect, cache, uploadListener, body, url }) =>
        (initiator === 'fetch' || initiator === 'xhr') &&
        mode === 'cors' &&
        (redirect ?? cache ?? uploadListener) === undefined &&
        (body === undefined || body.kind === 'text') &&
        /^\{\w+\}\/c\/\{ID\}\/main$/.test(url),
    )
  );
}

const hasUser = (headers: HeaderList): boolean => headers.some(([, value]) => /\/\/[^/]*@/.test(value));

/** The requests of a case that the servers know. */
export function requestsOf({ steps }: OracleCase, staged: Staged, origin: string): PageRequests {
  return steps.map(({ url, method, headers, body, credentials }) => ({
    origin,
    url: staged.fill(url),
    ...(method === undefined ? {} : { method }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body: body.text }),
    ...(credentials === undefined ? {} : { credentials }),
  }));
}
