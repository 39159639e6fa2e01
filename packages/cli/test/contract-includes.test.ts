import { expect, test } from 'vitest';
import { includesOf } from '../src/contract/includes.js';

const include = includesOf({ path: 'cors.yaml', text: '' });

test.runIf(process.platform !== 'win32')('a device or a pipe, which may never end, is not included', () => {
  expect(include('/dev/zero')).toBe('/dev/zero is not a file.');
});

test('a folder and a path without a file are named', () => {
  expect(include('.')).toBe('. is a folder, not a file.');
  expect(include('none/*.yaml')).toBe('No file matches none/*.yaml.');
});
