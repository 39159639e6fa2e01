import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Browser, EngineWithBrowser } from '../browsers/browser.js';
import { BROWSERS } from '../browsers/browsers.js';
import { startWorld, type World } from '../servers/world.js';
import { describeTrial, disagreement, knownDrift, table } from './report.js';
import { runSpan, type Span, shrinkGroup } from './run.js';
import { THROUGH, type Through, type ThroughName } from './through.js';
import { isFailure, type Verdict } from './verdict.js';

const HELP = `Compares what real browsers do with what \`simulate\` says they do, on generated exchanges.

  npm run oracle -- [--engine chromium|firefox|webkit|all] [--cases N] [--seed S] [--index I] [--shrink N]
                       [--through simulate|fetch]

  --engine   which browser, or several with commas        all
  --cases    how many cases                               1000
  --seed     any text; the same seed, the same cases      a fresh one, printed
  --index    one case alone: replayed, printed in full
  --shrink   how many kinds of disagreement to shrink     1
  --through  what is held against the browser: simulate,  simulate
             or fetch of @corsmith/fetch in Node, over the
             same servers (cases of fetch() only)

Exit code: 0 all agree, 1 a disagreement (with a version that nobody has tested: in more than 1 % of the cases), 2 wrong usage, 3 a browser that does not start or respond.
`;

class UsageError extends Error {}

function options(): { engines: EngineWithBrowser[]; span: Span; shrinks: number; through: Through } | undefined {
  const { values } = parseOptions();
  if (values.help) return undefined;
  const names = (values.engine === 'all' ? Object.keys(BROWSERS) : values.engine.split(',')) as EngineWithBrowser[];
  for (const name of names) {
    if (!Object.hasOwn(BROWSERS, name))
      throw new UsageError(`--engine ${name}: not one of chromium, firefox, webkit, all`);
  }
  if (!Object.hasOwn(THROUGH, values.through))
    throw new UsageError(`--through ${values.through}: not one of ${Object.keys(THROUGH).join(', ')}`);
  const one = values.index !== undefined;
  const first = one ? whole('index', values.index ?? '') : 0;
  const count = one ? 1 : whole('cases', values.cases);
  if (count === 0) throw new UsageError('--cases 0: nothing to compare');
  const seed = values.seed ?? String(randomInt(2 ** 31));
  return {
    engines: names,
    span: { seed, first, count },
    shrinks: whole('shrink', values.shrink),
    through: THROUGH[values.through as ThroughName],
  };
}

function parseOptions() {
  try {
    return parseArgs({
      options: {
        engine: { type: 'string', default: 'all' },
        cases: { type: 'string', default: '1000' },
        seed: { type: 'string' },
        index: { type: 'string' },
        shrink: { type: 'string', default: '1' },
        through: { type: 'string', default: 'simulate' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} ${text}: not a whole number from 0`);
  return Number(text);
}

async function judge(engine: EngineWithBrowser, span: Span, shrinks: number, through: Through): Promise<Verdict> {
  const world = await startWorld();
  try {
    const browser = await BROWSERS[engine](world);
    try {
      return await judgeWith(world, browser, span, shrinks, through);
    } finally {
      await browser.close();
    }
  } finally {
    world.close();
  }
}

async function judgeWith(
  world: World,
  browser: Browser,
  span: Span,
  shrinks: number,
  through: Through,
): Promise<Verdict> {
  const verdict = await runSpan(world, browser, span, through);
  for (const said of [disagreement(verdict, span.seed), knownDrift(verdict, span.seed)])
    if (said !== undefined) console.log(`\n${said}`);
  for (const group of verdict.groups.slice(0, shrinks)) {
    console.log(`\nsmallest case of "${group.kind}" (from --seed ${span.seed} --index ${group.index})`);
    console.log(describeTrial(await shrinkGroup(world, browser, group, through)));
  }
  return verdict;
}

async function main(): Promise<number> {
  const chosen = options();
  if (!chosen) {
    console.log(HELP);
    return 0;
  }
  const { engines, span, shrinks, through } = chosen;
  console.log(`seed ${span.seed}`);
  const verdicts: Verdict[] = [];
  for (const engine of engines) verdicts.push(await judge(engine, span, shrinks, through));
  console.log(`\n${table(verdicts)}`);
  return verdicts.some(isFailure) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`oracle: ${(error as Error).message}`);
  process.exitCode = error instanceof UsageError ? 2 : 3;
}
