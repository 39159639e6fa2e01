import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type LogFormat, LogsError, namedFormat, readLogs } from '../../src/logs/index.js';
import { suggestedFormat } from '../../src/logs/suggested-format.js';
import { GROUND_TRUTH, TRUTH } from './ground-truth.js';
import { KINDS_OF_LINE } from './kinds-of-line.js';
import type { Request } from './log-lines.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-suggested-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'it.log');
const filter = { window: 30 };

/** The counts with the suggested format. */
async function countedAsSuggested(write: (request: Request) => string) {
  const lines = GROUND_TRUTH.map(write);
  const format = suggestedFormat(lines);
  if (format === undefined) return undefined;
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const read = await readLogs([path], { format: namedFormat(format) as LogFormat, filter, threads: 1 });
  const { refusedShare: _, ...counts } = read.total;
  return { ...counts, unreadable: read.lines.unreadable };
}

/** Lines with two addresses, of which either may be the client's. */
const AMBIGUOUS = ['Caddy', 'Caddy, with spaces', 'Caddy, in Docker', 'Istio', 'IIS, W3C'];
/** A format needs the time, in one field or as `$date_utc $time_utc`. */
const WITHOUT_A_TIME = ['AWS CloudFront, JSON', 'uvicorn, in Docker', 'uvicorn, through journalctl'];

describe('a format is generated from a line and matches the log', () => {
  test.each(Object.entries(KINDS_OF_LINE))('%s', async (name, { write, lacks }) => {
    const counted = await countedAsSuggested(write);
    if (lacks !== undefined || WITHOUT_A_TIME.includes(name)) expect(counted).toBeUndefined();
    else if (AMBIGUOUS.includes(name)) expect(counted).toMatchObject({ preflights: 80, refused: 30, unreadable: 0 });
    else expect(counted).toEqual({ ...TRUTH, unreadable: 0 });
  });

  const day = (time: number) => new Date(time * 1000).toISOString();
  test.each<[string, (request: Request) => string]>([
    [
      'bars',
      ({ time, client, method, target, status }) =>
        `${day(time)} | ${status} | 1.3ms | ${client} | ${method} | ${target}`,
    ],
    [
      'pairs in brackets',
      ({ time, client, method, target, status }) =>
        `[${day(time)}] [INFO] ip=${client} req="${method} ${target} HTTP/1.1" res=${status} len=12`,
    ],
    [
      'names of its own in JSON',
      ({ time, client, method, target, status }) =>
        JSON.stringify({ wann: day(time), wer: client, was: { wie: method, wo: target }, ergebnis: status }),
    ],
    [
      'semicolons',
      ({ time, client, method, target, status }) => `${time};${client};-;${method};${target};${status};0.1`,
    ],
    [
      'tabs',
      ({ time, client, method, target, status }) => `${time}.123\t${client}\t${method}\t${target}\t${status}\t12`,
    ],
    [
      'a word before, and its own order',
      ({ time, client, method, target, status }) =>
        `access: ${method} ${target} -> ${status} (3 ms) from ${client} at ${day(time)}`,
    ],
  ])('%s', async (_, write) => {
    expect(await countedAsSuggested(write)).toEqual({ ...TRUTH, unreadable: 0 });
  });
});

describe('the error for an unknown format', () => {
  const problem = async (text: string) => {
    writeFileSync(path, text);
    const error = await readLogs([path], { filter, threads: 1 }).catch((reason) => reason);
    expect(error).toBeInstanceOf(LogsError);
    return (error as LogsError).problems[0]!;
  };

  test('suggests a format if the lines have all required fields', async () => {
    expect(await problem('2026-03-02T12:00:00Z|203.0.113.1|OPTIONS|/a|404\n')).toMatchObject({
      code: 'unknown-format',
      format: '$time_iso8601|$remote_addr|$request_method|$request_uri|$status',
    });
  });

  test('says what to do about Rails logs', async () => {
    const { format, hint } = await problem(
      'I, [2026-03-02T12:00:00.1 #4]  INFO -- : [5f2a] Started OPTIONS "/a" for 203.0.113.1 at 2026-03-02 12:00:00 +0000\nI, [2026-03-02T12:00:00.2 #4]  INFO -- : [5f2a] Completed 204 No Content in 1ms\n',
    );
    expect(format).toBeUndefined();
    expect(hint).toContain('lograge');
  });

  test('names the required fields if the time is missing', async () => {
    expect(await problem('203.0.113.1 sent OPTIONS to /a and got 404\n')).toMatchObject({
      hint: expect.stringContaining('must have the method, path, status and time'),
    });
    // There is a time here, in a form of its own.
    expect(await problem('203.0.113.1 - - [02/Mar/2026 12:00:00] "OPTIONS /a HTTP/1.1" 404 -\n')).toMatchObject({
      hint: expect.stringContaining('in ISO 8601'),
    });
  });
});
