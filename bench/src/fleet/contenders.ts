import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALLOWED, DENIED, type Fleet } from './fleet.js';

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

/** As scanners ask: a connection for each URL and origin. Requests a second. */
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

/** What the servers can answer at all: wrk on all of them at once, half of it preflights. Requests a second. */
export async function wrk({ urls }: Fleet, folder: string, seconds: number): Promise<number> {
  const script = join(folder, 'requests.lua');
  writeFileSync(script, LUA);
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

const LUA = `local turn = 0
request = function()
  turn = turn + 1
  if turn % 2 == 0 then
    return wrk.format("OPTIONS", nil, { Origin = "${ALLOWED[0]}", ["Access-Control-Request-Method"] = "PUT" })
  end
  return wrk.format("GET", nil, { Origin = "${ALLOWED[0]}" })
end
`;
