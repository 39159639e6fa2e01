import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALLOWED, contractOf, DENIED, type Fleet } from './fleet.js';

const MAIN = fileURLToPath(new URL('../../../packages/cli/bundle/main.js', import.meta.url));

export interface Run {
  /** From the start of the process to its end, in seconds. */
  readonly seconds: number;
  /** The most memory that it held, in MB. */
  readonly megabytes: number;
}

/** `corsmith test`, a whole process. */
export async function corsmithTest(contract: string): Promise<Run> {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, 'test', contract], { stdio: ['ignore', 'pipe', 'inherit'] });
  let kilobytes = 0;
  const watch = setInterval(() => {
    kilobytes = Math.max(kilobytes, peakOf(child.pid));
  }, 20);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code !== 0) throw new Error(`corsmith test exited with ${code}: ${printed.slice(0, 2000)}`);
  return { seconds: (performance.now() - began) / 1000, megabytes: kilobytes / 1024 };
}

/** The kernel keeps the highest. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** As scanners do: a connection for each URL and origin. Requests a second. */
export async function curls(endpoints: readonly string[], parallel: number): Promise<number> {
  const pairs = endpoints.flatMap((url) => [...ALLOWED, DENIED].map((origin) => `Origin: ${origin}\0${url}\0`));
  const began = performance.now();
  const arguments_ = ['-0', '-n', '2', '-P', `${parallel}`, 'curl', '-s', '-o', '/dev/null', '-H'];
  const child = spawn('xargs', arguments_, { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(pairs.join(''));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`xargs exited with ${code}`);
  return pairs.length / ((performance.now() - began) / 1000);
}

/** A request as it came over the wire. */
export interface Sent {
  readonly method: string;
  /** Its header lines but `Host`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** A GET and a preflight of `corsmith test`, for wrk to send the same: a server takes longer to read more lines. */
export async function sentByCorsmith(folder: string): Promise<readonly Sent[]> {
  const sent = new Map<string, Sent>();
  const server = createServer(({ method = '', rawHeaders }, response) => {
    const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1]!] as const] : []));
    sent.set(method, { method, headers: lines.filter(([name]) => name !== 'Host') });
    response.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const contract = join(folder, 'cors-one.yaml');
  writeFileSync(contract, contractOf([`http://127.0.0.1:${(server.address() as AddressInfo).port}/items/1`]));
  // Its responses allow no origin; the bench does not need the diagnosis.
  const child = spawn(process.execPath, [MAIN, 'test', contract, '--diagnose', '0'], { stdio: 'ignore' });
  await once(child, 'close');
  server.close();
  return ['GET', 'OPTIONS'].map((method) => sent.get(method)!);
}

/** The servers' limit: wrk on all of them at once, with these requests in turn. Requests a second. */
export async function wrk(
  { urls }: Fleet,
  requests: readonly Sent[],
  folder: string,
  seconds: number,
): Promise<number> {
  const script = join(folder, 'requests.lua');
  writeFileSync(script, luaOf(requests));
  const rates = urls.map(async (url) => {
    const child = spawn('wrk', ['-t1', '-c6', `-d${seconds}s`, '-s', script, `${url}/items/1`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    await once(child, 'close');
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(printed)?.[1] ?? Number.NaN);
  });
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0);
}

/** Worked out before the first is sent; wrk adds the host. */
const luaOf = (requests: readonly Sent[]): string => `local requests = {}
local turn = 0
function init()
${requests.map((sent) => `  table.insert(requests, ${formatOf(sent)})\n`).join('')}end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
`;

const formatOf = ({ method, headers }: Sent): string =>
  `wrk.format("${method}", nil, { ${headers.map(([name, value]) => `[${JSON.stringify(name)}] = ${JSON.stringify(value)}`).join(', ')} })`;
