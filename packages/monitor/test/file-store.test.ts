import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileStore } from '../src/watch/file-store.js';
import { afterRun } from '../src/watch/state.js';
import { checks, reportOf } from './watched.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsmith-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const [one, two] = checks(2) as [ReturnType<typeof checks>[number], ReturnType<typeof checks>[number]];
const open = (path: string, ids = [one.id, two.id], onProblem = (error: Error) => expect(error).toBeUndefined()) =>
  fileStore(path, { ids: new Set(ids), onProblem });

const NOTIFIED = {
  incident: 'gone-1',
  name: 'gone',
  url: 'https://api.test/gone',
  status: 'broken',
  symptom: 'broken',
  signature: 'broken',
  since: 1,
  isFlapping: false,
  isCertain: true,
} as const;

test('the state is restored for the checks that still exist', async () => {
  const path = join(folder, 'below', 'state.json');
  const store = await open(path);
  const states = [one, two].map((check) => afterRun(undefined, check, reportOf('broken'), 1000));
  for (const state of states) await store.write(state);
  await store.setNotified('slack-1', new Map([['gone', NOTIFIED]]));
  await store.close();
  expect(readdirSync(join(folder, 'below'))).toEqual(['state.json']);
  expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);

  const again = await open(path);
  expect(await again.states()).toEqual(states);
  // Also of a check that is gone: its incident is still open.
  expect(await again.notified('slack-1')).toEqual(new Map([['gone', NOTIFIED]]));
  expect(await again.notifiedOf('slack-1', 'gone')).toEqual(NOTIFIED);
  expect(await again.notified('webhook-1')).toEqual(new Map());
  await again.close();

  const fewer = await open(path, [two.id]);
  expect((await fewer.states()).map(({ id }) => id)).toEqual([two.id]);
  await fewer.close();
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"version":1,"checks":[],"notified":{}}',
  '{"version":2,"checks":[{}],"notified":{}}',
])('a file that is not a state (%s) is not overwritten', async (text) => {
  const path = join(folder, 'cors.yaml');
  writeFileSync(path, text);
  await expect(open(path)).rejects.toThrow('is not a valid state file');
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('the state of a newer version is not to be deleted', async () => {
  const path = join(folder, 'state.json');
  writeFileSync(path, '{"version":3,"checks":[]}');
  await expect(open(path)).rejects.toThrow('is the state of a newer corsmith. Update corsmith');
});

test('a write error is reported, and the watch goes on', async () => {
  const problems: Error[] = [];
  writeFileSync(join(folder, 'file'), '');
  const store = await open(join(folder, 'absent', 'state.json'), undefined, (error) => problems.push(error));
  writeFileSync(join(folder, 'absent'), '');
  await store.write(afterRun(undefined, one, reportOf('holds'), 1));
  await store.close();
  expect(problems).toHaveLength(1);
  expect(store.failures).toEqual({ count: 1, problem: expect.stringContaining('Could not save the state: ') });
  expect(await store.states()).toHaveLength(1);
});
