import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../packages/cli/test/built-cli.js';
import { freshSeed } from '../../setup/fresh-seed.mjs';
import { needs } from '../src/needs.js';
import { modules } from '../src/stacks/modules.js';
import { fixCell } from './partly-right/cell.js';
import { partlyRightPage, type Row } from './partly-right/partly-right-page.js';
import { partlyRight } from './partly-right/setups.js';

/** All of them but those of Next.js, whose builds take a minute each, with `CELLS=all`, ten minutes; else one of each server that starts fast, another one with each commit. */
const isWhole = process.env.CELLS === 'all';
const SLOW = ['nestjs', 'rails', 'go-rs-cors'];

const all = modules
  .filter(({ id }) => id !== 'nextjs' && (isWhole || !SLOW.includes(id)))
  .flatMap((module) => {
    const setups = partlyRight(module);
    const chosen = isWhole ? setups : [setups[freshSeed() % setups.length]!];
    return chosen.map((partly) => ({ name: `${module.id}: ${partly.kind}`, module, partly }));
  });

const rows: Row[] = [];

describe('a server that is partly right', () => {
  beforeAll(build);

  for (const { name, module, partly } of all) {
    test.runIf(needs(...module.needs))(`${name}: fixed, nothing lost, strangers out`, async () => {
      const fixed = await fixCell(module, partly);
      expect(fixed).toMatchObject({ problems: [] });
      rows.push({ stack: module.id, version: await module.version(), kind: partly.kind });
    });
  }

  test.runIf(isWhole)('docs/partly-right.md is what a whole run shows', async () => {
    expect(rows.length, 'run all').toBe(all.length);
    expect(new Set(rows.map(({ stack }) => stack)).size).toBeGreaterThanOrEqual(15);
    const file = fileURLToPath(new URL('../../docs/partly-right.md', import.meta.url));
    await expect(partlyRightPage(rows)).toMatchFileSnapshot(file);
  });
});
