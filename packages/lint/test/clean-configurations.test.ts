import { expect, test } from 'vitest';
import { nodeApps } from './clean/node-apps.js';
import { otherApps } from './clean/other-apps.js';
import { proxiesAndPlatforms } from './clean/proxies-and-platforms.js';
import { hardOf, linted } from './linted.js';

/** As people write them, and right. */
const CLEAN = Object.entries({ ...nodeApps, ...otherApps, ...proxiesAndPlatforms });

test('fifty of many stacks', () => {
  expect(CLEAN.length).toBeGreaterThanOrEqual(50);
});

test.each(CLEAN)('%s: nothing broken or insecure', async (_name, files) => {
  expect(hardOf(await linted(files))).toEqual([]);
});
