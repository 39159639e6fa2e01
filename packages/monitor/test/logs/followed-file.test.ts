import { appendFileSync, fstatSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FileIdentity, type FollowedFile, followFile } from '../../src/logs/files/followed-file.js';
import { createBuffers } from '../../src/logs/lines/blocks.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corsmith-followed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As on NTFS, whose inodes are beyond what a number can represent: neighbours are equal as numbers. */
const large = (identity: FileIdentity): FileIdentity => ({ ...identity, ino: 2n ** 62n + identity.ino });
const windows = {
  ofPath: (path: string) => {
    const identity = statSync(path, { bigint: true, throwIfNoEntry: false });
    return identity && large(identity);
  },
  ofDescriptor: (descriptor: number) => large(fstatSync(descriptor, { bigint: true })),
};

const textOf = (followed: FollowedFile): string =>
  followed
    .read(1 << 20)
    .map(({ bytes, length }) => bytes.toString('latin1', 0, length))
    .join('');

test.each([
  ['by its inode', {}],
  ['by an inode of Windows', windows],
])('a rotation is noticed %s, and the renamed file is read until nothing is written to it', (_, system) => {
  const path = join(folder, 'access.log');
  let time = 0;
  writeFileSync(path, 'one\n');
  const followed = followFile(path, createBuffers(), { now: () => time, ...system });
  expect(textOf(followed)).toBe('one\n');
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'two\n');
  appendFileSync(`${path}.1`, 'late\n');
  expect(textOf(followed)).toBe('late\ntwo\n');
  expect(followed.rotations()).toBe(1);
  time += 20_000;
  textOf(followed);
  appendFileSync(`${path}.1`, 'too late\n');
  appendFileSync(path, 'three\n');
  expect(textOf(followed)).toBe('three\n');
  followed.close();
});

test('a truncated file is read from its start', () => {
  const path = join(folder, 'access.log');
  writeFileSync(path, 'one\ntwo\n');
  const followed = followFile(path, createBuffers());
  expect(textOf(followed)).toBe('one\ntwo\n');
  writeFileSync(path, 'new\n');
  expect(textOf(followed)).toBe('new\n');
  expect(followed.rotations()).toBe(1);
  followed.close();
});
