import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  followLogStream,
  followLogs,
  type LogReport,
  LogsError,
  readLogStream,
  readLogs,
} from '../../src/logs/index.js';
import { GROUND_TRUTH } from './ground-truth.js';
import { NOON, type Request, writers } from './log-lines.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-damaged-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const options = { filter: { window: 60 }, threads: 1 };

const preflight = (time: number, rest: Partial<Request> = {}): string =>
  `${writers.combined!({ time, client: '192.0.2.1', method: 'OPTIONS', host: '', target: '/users', status: 404, origin: '', ...rest })}\n`;
const lines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, i) => preflight(NOON + from + i)).join('');

describe('damaged parts are counted and reported, and the rest is read', () => {
  test('binary junk, truncated lines, lines that are too long', async () => {
    const junk = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256));
    const cut = preflight(NOON).slice(0, 60);
    const long = `${'x'.repeat(600_000)}\n`;
    writeFileSync(
      at('junk.log'),
      Buffer.concat([Buffer.from(lines(10)), junk, Buffer.from(`\n${cut}\n${long}`), Buffer.from(lines(10))]),
    );
    const { total, lines: counted } = await readLogs([at('junk.log')], options);
    expect(total).toMatchObject({ preflights: 20, refused: 20 });
    expect(counted.unreadable).toBeGreaterThan(1);
    expect(counted.tooLong).toBe(1);
  });

  test('any bytes between complete lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        writeFileSync(at('any.log'), Buffer.concat([Buffer.from(`${lines(3)}`), bytes, Buffer.from(`\n${lines(3)}`)]));
        expect((await readLogs([at('any.log')], options)).total.preflights).toBe(6);
      }),
      { numRuns: 30 },
    );
  });

  test('a truncated or damaged gzip file', async () => {
    const whole = gzipSync(lines(5000));
    writeFileSync(at('whole.log.gz'), whole);
    writeFileSync(at('cut.log.gz'), whole.subarray(0, -2000));
    writeFileSync(at('bad.log.gz'), Buffer.from(whole).fill(0xff, whole.length / 2, whole.length / 2 + 50));
    expect(await readLogs([at('whole.log.gz')], options)).toMatchObject({ problems: [], total: { preflights: 5000 } });
    const cut = await readLogs([at('cut.log.gz')], options);
    expect(cut.problems).toEqual([{ path: at('cut.log.gz'), message: 'the gzip file is truncated' }]);
    expect(cut.total.preflights).toBeGreaterThan(2000);
    const bad = await readLogs([at('bad.log.gz')], options);
    expect(bad.problems[0]?.message).toMatch(/damaged/);
    expect(bad.total.preflights).toBeGreaterThan(500);
  });

  test('an empty file, and one without a final line feed', async () => {
    writeFileSync(at('empty.log'), '');
    writeFileSync(at('open.log'), lines(3).trimEnd());
    expect(await readLogs([at('empty.log'), at('open.log')], options)).toMatchObject({
      problems: [{ path: at('empty.log'), message: 'the file is empty' }],
      total: { preflights: 3 },
    });
  });

  test('every file that is missing or not a log is reported', async () => {
    writeFileSync(at('letter.txt'), 'Dear all,\nthis is not a log.\n');
    const error = await readLogs([at('letter.txt'), at('missing.log')], options).catch((reason) => reason);
    expect(error).toBeInstanceOf(LogsError);
    expect((error as LogsError).problems.map(({ code }) => code)).toEqual(['unknown-format', 'unreadable-file']);
  });
});

test('a stream is read as it arrives, compressed or not', async () => {
  const text = Buffer.from(lines(400));
  for (const bytes of [text, gzipSync(text)]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / 999) }, (_, i) =>
      bytes.subarray(i * 999, (i + 1) * 999),
    );
    expect((await readLogStream(Readable.from(pieces), 'it', options)).total.preflights).toBe(400);
  }
});

test('the request may be in the next file, compressed or not, in any order of the arguments', async () => {
  writeFileSync(at('app.log.1'), preflight(NOON, { status: 204 }));
  const later = preflight(NOON + 5, { method: 'PUT' }) + preflight(NOON + 500);
  writeFileSync(at('app.log'), later);
  writeFileSync(at('app.log.gz'), gzipSync(later));
  for (const next of ['app.log', 'app.log.gz'])
    expect((await readLogs([at(next), at('app.log.1')], options)).total).toMatchObject({
      preflights: 2,
      unfollowed: 0,
      undecided: 0,
    });
  expect((await readLogs([at('app.log.1')], options)).total).toMatchObject({ unfollowed: 0, undecided: 1 });
});

describe('a followed log', () => {
  /** Follows a log; `until` waits for this number of refused preflights. */
  async function following(name: string) {
    writeFileSync(at(name), lines(2));
    const interruption = new AbortController();
    let refused = 0;
    let reported = () => {};
    let caughtUp = () => {};
    const ready = new Promise<void>((resolve) => {
      caughtUp = resolve;
    });
    const report = followLogs([at(name)], {
      ...options,
      signal: interruption.signal,
      onCaughtUp: ({ total }) => {
        refused = total.refused;
        caughtUp();
      },
      onRefused: (findings) => {
        for (const { counts } of findings) refused += counts.refused;
        reported();
      },
    });
    await ready;
    const until = async (count: number) => {
      while (refused < count)
        await new Promise<void>((resolve) => {
          reported = resolve;
        });
    };
    const end = (): Promise<LogReport> => {
      interruption.abort();
      return report;
    };
    return { until, end };
  }

  test('is read through a rotation by renaming, without losing lines', async () => {
    const { until, end } = await following('moved.log');
    appendFileSync(at('moved.log'), lines(3, 10));
    await until(5);
    renameSync(at('moved.log'), at('moved.log.1'));
    // The server writes to the old file until it opens the new one.
    appendFileSync(at('moved.log.1'), lines(4, 20));
    writeFileSync(at('moved.log'), lines(5, 30));
    appendFileSync(at('moved.log.1'), lines(1, 25));
    await until(15);
    appendFileSync(at('moved.log'), `${lines(1, 40)}${preflight(NOON + 50).trimEnd()}`);
    await until(16);
    expect((await end()).total).toMatchObject({ preflights: 17, refused: 17 });
  });

  test('is read through a rotation by truncation', async () => {
    const { until, end } = await following('emptied.log');
    appendFileSync(at('emptied.log'), lines(8, 10));
    await until(10);
    truncateSync(at('emptied.log'));
    appendFileSync(at('emptied.log'), lines(3, 30));
    await until(13);
    expect((await end()).total.preflights).toBe(13);
  });

  test('a line written in two pieces counts as one line', async () => {
    const { until, end } = await following('pieces.log');
    const line = preflight(NOON + 10);
    appendFileSync(at('pieces.log'), lines(1, 5) + line.slice(0, 40));
    await until(3);
    appendFileSync(at('pieces.log'), line.slice(40));
    await until(4);
    expect(await end()).toMatchObject({ total: { preflights: 4 }, lines: { unreadable: 0 } });
  });
});

test('the first report of a followed log covers the existing lines', async () => {
  const path = at('so-far.log');
  writeFileSync(path, GROUND_TRUTH.map((one) => `${writers.combined!(one)}\n`).join(''));
  const interruption = new AbortController();
  const filter = { window: 30 };
  const first = await new Promise<LogReport>((resolve) => {
    const following = { ...options, filter, signal: interruption.signal, onCaughtUp: resolve, onRefused: () => {} };
    void followLogs([path], following);
  });
  interruption.abort();
  expect(first.total).toEqual((await readLogs([path], { ...options, filter })).total);
  expect(first.findings.map(({ kind, path }) => `${kind} ${path}`)).toContain('unfollowed /stock');
});

test('a followed stream is reported while it is written, until the signal', async () => {
  const stream = new PassThrough();
  const interruption = new AbortController();
  const reported: string[] = [];
  const report = followLogStream(stream, 'it', {
    ...options,
    signal: interruption.signal,
    onCaughtUp: ({ total }) => {
      reported.push(`${total.refused} before`);
      stream.write(lines(3, 10));
    },
    onRefused: (findings) => {
      reported.push(`${findings[0]?.counts.refused} more`);
      if (reported.length === 3) interruption.abort();
      else stream.write(lines(4, 20));
    },
  });
  stream.write(lines(2));
  expect((await report).total.refused).toBe(9);
  expect(reported).toEqual(['2 before', '3 more', '4 more']);
});
