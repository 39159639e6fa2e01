/**
 * One part of the race, in a process of its own, as a server with one policy has one: what ran before would decide how an
 * engine compiles what runs next. Sends its rows to the parent.
 */
import { frameworkContenders, nodeContenders } from './contenders.js';
import type { Row } from './page.js';
import { originsOf, patternsOf } from './policies.js';
import { race } from './race.js';
import { hostileRequestsOf, requestsOf } from './requests.js';

const MILLISECONDS = Number(process.env.BENCH_MILLISECONDS ?? 1500);

/** Each part is a name of this table and the number of origins or patterns. */
const PARTS = {
  exact: (size: number) => {
    const origins = originsOf(size);
    return rowsOf(origins, requestsOf(origins.at(-1)!));
  },
  patterns: (size: number) => {
    const patterns = patternsOf(size);
    return rowsOf(patterns, requestsOf(patterns.at(-1)!.replace('*', 'a.b')).slice(0, 2));
  },
  hostile: (size: number) => {
    const origins = [...originsOf(size - 1), 'https://*.example.org'];
    return rowsOf(origins, hostileRequestsOf(origins[0]!));
  },
  frameworks: async (size: number) => {
    const origins = originsOf(size);
    const rows: Row[] = [];
    for (const [framework, contenders] of Object.entries(await frameworkContenders(origins)))
      for (const request of requestsOf(origins.at(-1)!))
        rows.push({ size, framework, request: request.name, times: await race(contenders, request, MILLISECONDS) });
    return rows;
  },
};

export type Part = keyof typeof PARTS;

async function rowsOf(origins: readonly string[], requests: ReturnType<typeof requestsOf>): Promise<Row[]> {
  const contenders = nodeContenders(origins);
  const rows: Row[] = [];
  for (const request of requests)
    rows.push({ size: origins.length, request: request.name, times: await race(contenders, request, MILLISECONDS) });
  return rows;
}

const [part, size] = process.argv.slice(2);
process.send?.(await PARTS[part as Part](Number(size)), () => process.exit());
