import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { WEBKITGTK_DEVIATIONS } from '@corsmith/protocol';
import { exitOnSignals } from '../browsers/owned-process.js';
import { COOKIE_BROWSERS, type CookieBrowserName, startCookieBrowser } from './browsers.js';
import { agrees, describeCookieTrial, tryCookies } from './trial.js';

const HELP = `Compares which cookies real browsers store and send with what \`judgeCookie\` says, on generated cases.

  npm run cookies -- [--browser ${COOKIE_BROWSERS.join('|')}|all] [--cases N] [--seed S] [--index I]

  --browser  which browser, or several with commas   all
  --cases    how many cases                          400
  --seed     any text; the same seed, the same cases a fresh one, printed
  --index    one case alone, printed in full

Exit code: 0 all agree, 1 a disagreement, 2 wrong usage, 3 a browser that does not start or respond.
`;

function options() {
  const { values } = parseArgs({
    options: {
      browser: { type: 'string', default: 'all' },
      cases: { type: 'string', default: '400' },
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      index: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const names = (values.browser === 'all' ? COOKIE_BROWSERS : values.browser.split(',')) as CookieBrowserName[];
  for (const name of names) {
    if (!COOKIE_BROWSERS.includes(name))
      throw new RangeError(`--browser ${name}: not one of ${COOKIE_BROWSERS.join(', ')}, all`);
  }
  for (const [name, text] of [
    ['cases', values.cases],
    ['index', values.index ?? '0'],
  ] as const) {
    if (!/^\d{1,6}$/.test(text)) throw new RangeError(`--${name} ${text}: not a whole number from 0`);
  }
  return { ...values, names };
}

async function main(): Promise<number> {
  const { help, names, seed, cases, index } = options();
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  console.log(`seed ${seed}`);
  let disagreeing = 0;
  for (const name of names) {
    const browser = await startCookieBrowser(name);
    try {
      const [first, count] = index === undefined ? [0, Number(cases)] : [Number(index), 1];
      const trials = await tryCookies(browser, seed, count, first);
      const wrong = trials.filter((trial) => !agrees(trial));
      disagreeing += wrong.length;
      for (const trial of index === undefined ? wrong : trials) console.log(describeCookieTrial(trial));
      const stored = trials.filter(({ seen }) => seen.stored).length;
      const sent = trials.filter(({ seen }) => seen.sent).length;
      console.log(
        `${name} ${browser.version}: ${trials.length} cases, ${stored} stored, ${sent} sent, ${wrong.length} disagree`,
      );
    } finally {
      await browser.close();
    }
  }
  if (names.includes('webkit')) for (const { what } of WEBKITGTK_DEVIATIONS) console.log(`named: ${what}`);
  return disagreeing > 0 ? 1 : 0;
}

exitOnSignals();
try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(`cookies: ${(error as Error).message}`);
  process.exitCode = usage ? 2 : 3;
}
