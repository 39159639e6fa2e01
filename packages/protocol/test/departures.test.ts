import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesOf } from '../src/engines/engines.js';
import { standard } from '../src/engines/standard.js';
import type { Rules } from '../src/rules.js';

const docs = readFileSync(new URL('../../../docs/engines.md', import.meta.url), 'utf8');
const cells = new Map(
  docs
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, rule = '', ...engines]) => [rule.replaceAll('`', ''), engines]),
);

const isRule = (name: string): name is keyof Rules => name in standard && name !== 'name' && name !== 'console';

test.each([
  ['chromium', 0],
  ['firefox', 1],
  ['webkit', 2],
] as const)('docs/engines.md says where each departure of %s from the standard shows', (engine, column) => {
  const rules = rulesOf(engine);
  for (const name of Object.keys(rules).filter(isRule))
    expect(cells.get(name)?.[column] ?? '', name)[rules[name] === standard[name] ? 'toBe' : 'toMatch'](
      rules[name] === standard[name] ? '' : /^(?:\d+|rare|`[\w-]+`)$/,
    );
});
