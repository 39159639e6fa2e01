import { beforeAll, expect, test } from 'vitest';
import { scenarios } from '../../packages/cli/src/index.js';
import { build, corsmith } from '../../packages/cli/test/built-cli.js';

beforeAll(build);

test('corsmith demo finds, fixes and verifies all six, and shows what changed', async () => {
  const { code, stdout, stderr } = await corsmith(['demo']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`✓ ${scenarios.length} of ${scenarios.length} found, fixed and verified`);
  expect(stdout.match(/^✗ Blocked in Chrome, Firefox and Safari$/gm)).toHaveLength(scenarios.length);
  expect(stdout.match(/^✓ Allowed in Chrome, Firefox and Safari$/gm)).toHaveLength(scenarios.length);
});
