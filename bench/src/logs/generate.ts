import { closeSync, openSync, writeSync } from 'node:fs';

/** The share of visits that begin with a preflight. */
const PREFLIGHTS = 0.01;
/** The shares of preflights that are refused, and that pass without a request following. */
const REFUSED = 0.2;
const ABANDONED = 0.02;
const REQUESTS_PER_SECOND = 120;

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'curl/8.12.1',
];
const REFUSALS = [405, 404, 401, 403, 502];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Writes an nginx log (combined) of about this size; the content only depends on the size. */
export function writeLog(path: string, bytes: number): void {
  const random = generator(20_260_302);
  const file = openSync(path, 'w');
  const buffer = Buffer.allocUnsafe(1 << 22);
  let filled = 0;
  const write = (line: string) => {
    if (filled + line.length > buffer.length) {
      writeSync(file, buffer, 0, filled);
      filled = 0;
    }
    filled += buffer.write(line, filled, 'latin1');
    written += line.length;
  };
  let written = 0;
  let second = Date.UTC(2026, 2, 2) / 1000;
  let stamp = clf(second);
  /** Requests that follow within the next seconds. */
  const later: { readonly at: number; readonly line: (stamp: string) => string }[] = [];
  for (let visit = 0; written < bytes; visit++) {
    if (visit % REQUESTS_PER_SECOND === 0) {
      stamp = clf(++second);
      while (later[0] && later[0].at <= second) write(later.shift()!.line(stamp));
    }
    const number = (below: number) => Math.floor(random() * below);
    const client = `10.${number(8)}.${number(250)}.${number(250)}`;
    const agent = AGENTS[number(AGENTS.length)]!;
    const path = `/api/v1/${['users', 'items', 'orders'][number(3)]}/${number(700)}`;
    const lineOf =
      (method: string, status: number, target = path) =>
      (time: string) =>
        `${client} - - [${time}] "${method} ${target} HTTP/1.1" ${status} ${number(20_000)} "https://app${number(3)}.example.com/" "${agent}"\n`;
    if (random() >= PREFLIGHTS) {
      write(lineOf('GET', random() < 0.02 ? 404 : 200, `${path}?page=${number(40)}`)(stamp));
      continue;
    }
    if (random() < REFUSED) write(lineOf('OPTIONS', REFUSALS[number(REFUSALS.length)]!)(stamp));
    else {
      write(lineOf('OPTIONS', 204)(stamp));
      if (random() >= ABANDONED) later.push({ at: second + (random() < 0.8 ? 0 : 1), line: lineOf('PUT', 200) });
    }
  }
  writeSync(file, buffer, 0, filled);
  closeSync(file);
}

function clf(second: number): string {
  const date = new Date(second * 1000);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
