import { parseArgs } from 'node:util';
import type { EngineName } from '@corsmith/protocol';
import { fits, readExpectations } from './expectations.js';
import { runTests } from './run.js';
import { FOLDERS, findTests } from './tests.js';

const ENGINES: readonly EngineName[] = ['standard', 'chromium', 'firefox', 'webkit'];

const HELP = `Runs the Web Platform Tests of a checkout against the fetch of @corsmith/fetch, and so against simulate.

  npm run wpt -- --root DIR [--folder fetch/api/cors]... [--engine standard|chromium|firefox|webkit|all]

  --root          a checkout of web-platform-tests/wpt, whose own server runs: cd DIR && ./wpt serve
  --server        where that server listens                 http://web-platform.test:8000
  --folder        folders of it, once for each              ${FOLDERS.join(', ')}
  --engine        whose rules                               all
  --expectations  known deviations, each with its reason    testbed/wpt-expectations.json

The hosts of the tests need no entry in /etc/hosts. Exit code: 0 all pass or fail for a known reason, 1 a failure without
one, 2 wrong usage, 3 the server does not respond.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      root: { type: 'string' },
      server: { type: 'string', default: 'http://web-platform.test:8000' },
      folder: { type: 'string', multiple: true, default: FOLDERS },
      engine: { type: 'string', default: 'all' },
      expectations: { type: 'string', default: 'testbed/wpt-expectations.json' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const engines = ENGINES.filter((name) => values.engine === 'all' || values.engine === name);
  if (values.help || values.root === undefined || engines.length === 0) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const tests = findTests(values.root, values.folder);
  const expectations = readExpectations(values.expectations);
  const met = new Set<object>();
  let isRight = true;
  for (const engine of engines) {
    const page = new URL('page.js', import.meta.url);
    const tally = await runTests(tests, { server: values.server, engine, expectations, page });
    const { passed, expected, unexpected, silent } = tally;
    for (const line of unexpected) console.log(`${engine}: ${line}`);
    for (const path of silent) console.log(`${engine}: ${path} reports nothing`);
    console.log(
      `${engine}: ${tests.length} files, ${passed} subtests pass, ${expected} fail for a known reason, ${unexpected.length} without one, ${silent.length} files report nothing`,
    );
    for (const one of tally.met) met.add(one);
    if (passed + expected + unexpected.length === 0) return 3;
    if (unexpected.length + silent.length > 0) isRight = false;
  }
  for (const one of expectations)
    if (!met.has(one) && tests.some(({ path }) => fits(one.test, path)))
      console.log(`not met: ${one.test} › ${one.subtest ?? '*'} (${one.reason})`);
  return isRight ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`wpt: ${(error as Error).message}`);
  process.exitCode = 2;
}
