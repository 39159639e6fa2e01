import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { originsOf } from './policies.js';
import { median } from './race.js';

const NAMES = ['no CORS', 'hand-written', 'corsmith', 'cors'] as const;
const CONNECTIONS = 32;

/** Requests a second over real sockets: the median of rounds in which the servers take turns. */
export async function httpRates(options: {
  readonly rounds: number;
  readonly seconds: number;
}): Promise<Map<string, number>> {
  const { rounds, seconds } = options;
  const servers = await Promise.all(
    NAMES.map(async (name) => {
      const child = fork(new URL('http-server.js', import.meta.url), [name]);
      const [port] = (await once(child, 'message')) as [number];
      return { name, child, port, rates: [] as number[] };
    }),
  );
  try {
    for (let round = 0; round <= rounds; round++)
      for (const { port, rates } of servers) {
        const rate = await wrk(port, round === 0 ? 1 : seconds);
        if (round > 0) rates.push(rate);
      }
    return new Map(servers.map(({ name, rates }) => [name, median(rates)]));
  } finally {
    for (const { child } of servers) child.disconnect();
  }
}

async function wrk(port: number, seconds: number): Promise<number> {
  const origin = `Origin: ${originsOf(100).at(-1)}`;
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-H', origin, `http://127.0.0.1:${port}/items`];
  const { stdout } = await promisify(execFile)('wrk', args);
  const rate = /^Requests\/sec:\s+([\d.]+)$/m.exec(stdout)?.[1];
  if (rate === undefined || /Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  return Number(rate);
}
