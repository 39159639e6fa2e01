import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { originsOf } from './policies.js';
import { median } from './race.js';

const NAMES = ['no CORS', 'hand-written', 'corsmith', 'cors'] as const;
const CONNECTIONS = 32;

export interface Rate {
  /** Requests a second, the median of all rounds. */
  readonly rate: number;
  /** The median of what it did in a round for each request of the hand-written server in the same round. */
  readonly ofHandwritten: number;
}

/** Rates over real sockets, in short rounds in which the servers take turns, each time in another order. */
export async function httpRates(options: {
  readonly rounds: number;
  readonly seconds: number;
}): Promise<Map<string, Rate>> {
  const servers = await Promise.all(
    NAMES.map(async (name) => {
      const child = fork(new URL('http-server.js', import.meta.url), [name]);
      const [port] = (await once(child, 'message')) as [number];
      return { name, child, port, rates: [] as number[] };
    }),
  );
  try {
    for (const { port } of servers) await wrk(port, 2);
    const order = [...servers];
    for (let round = 0; round < options.rounds; round++) {
      order.push(order.shift()!);
      for (const { port, rates } of order) rates.push(await wrk(port, options.seconds));
    }
    const { rates: handwritten } = servers.find(({ name }) => name === 'hand-written')!;
    return new Map(
      servers.map(({ name, rates }) => [
        name,
        { rate: median(rates), ofHandwritten: median(rates.map((rate, round) => rate / handwritten[round]!)) },
      ]),
    );
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
