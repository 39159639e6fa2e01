import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { weaknesses } from '@corsmith/audit';
import { causes } from '@corsmith/doctor';
import { printableJson } from '@corsmith/evidence';
import { BROWSER_NAMES, changesOf, PREFLIGHT_LIFETIMES, testedVersions } from '@corsmith/protocol';
import { beforeAll, expect, test } from 'vitest';
import { commands } from '../../packages/cli/src/index.js';
import { build, corsmith } from '../../packages/cli/test/built-cli.js';
import { accessLog } from './pages/access-log.js';
import { auditExamples, auditOf } from './pages/audit-examples.js';
import { auditIndex, auditPage, auditScreen } from './pages/audit-page.js';
import { type Makers, withBlocks } from './pages/blocks.js';
import { browserExample } from './pages/browser-example.js';
import { exampleOf } from './pages/cause-examples.js';
import { causeIndex, causePage, screenOf } from './pages/cause-page.js';
import { contractExample } from './pages/contract-example.js';
import { flagTable } from './pages/flag-table.js';
import { matcherFailure } from './pages/matcher-example.js';
import { proxyExample } from './pages/proxy-example.js';
import { settledText } from './pages/settled.js';

// `npm run docs` writes what these tests compare.

const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (path: string) => `${root}${path}`;

beforeAll(build);

const messages = new Map<string, string>();
for (const rule of causes)
  test(`docs/causes/${rule.id}.md is what a real run shows`, async () => {
    const example = await exampleOf(rule.id);
    expect(example.diagnosis.causes[0]?.id).toBe(rule.id);
    messages.set(rule.id, example.diagnosis.verdict.chromium.messages[0] ?? '');
    await expect(causePage(rule, example)).toMatchFileSnapshot(at(`docs/causes/${rule.id}.md`));
  });

test('docs/causes has a page for each cause, and no other', async () => {
  await expect(causeIndex(causes, messages)).toMatchFileSnapshot(at('docs/causes/README.md'));
  const ids = causes.map(({ id }) => id).sort();
  const known = ['README.md', ...ids.map((id) => `${id}.md`)];
  expect(readdirSync(at('docs/causes')).filter((file) => !known.includes(file))).toEqual([]);
});

const titles = new Map<string, string>();
for (const [id, example] of Object.entries(auditExamples))
  test(`docs/audit/${id}.md is what a real run shows`, async () => {
    const audit = await auditOf(id);
    titles.set(id, audit.findings.find((one) => one.id === id)?.title ?? '');
    await expect(auditPage(id, example, audit)).toMatchFileSnapshot(at(`docs/audit/${id}.md`));
  });

test('docs/audit has a page for each finding, and no other', async () => {
  await expect(auditIndex([...titles])).toMatchFileSnapshot(at('docs/audit/README.md'));
  const known = ['README.md', ...Object.keys(auditExamples).map((id) => `${id}.md`)];
  expect(Object.keys(auditExamples)).toEqual(expect.arrayContaining(weaknesses.map(({ id }) => id)));
  expect(readdirSync(at('docs/audit')).filter((file) => !known.includes(file))).toEqual([]);
});

const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

/** What the rules of each engine are tested on. */
const TESTED = { chromium: 'Chromium', firefox: 'Firefox ESR', webkit: 'WebKitGTK' };

const SMALL_APP = `import express from 'express';

const app = express();
app.get('/users', (request, response) => response.json([]));
app.listen(3000);
`;

const makers: Makers = {
  /** What a command prints. */
  async run(argument) {
    const { stdout } = await corsmith(argument.split(' ').slice(1));
    return `\`\`\`text\n$ ${argument}\n${settledText(stdout).trimEnd()}\n\`\`\``;
  },
  /** The same beside a small app. */
  async write(argument) {
    const folder = mkdtempSync(join(tmpdir(), 'corsmith-page-'));
    try {
      writeFileSync(join(folder, 'app.js'), SMALL_APP);
      const { stdout } = await corsmith(argument.split(' ').slice(1), { cwd: folder });
      return `\`\`\`text\n$ ${argument}\n${stdout.trimEnd()}\n\`\`\``;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  /** The same beside an access log. */
  async logs(argument) {
    const folder = mkdtempSync(join(tmpdir(), 'corsmith-page-'));
    try {
      writeFileSync(join(folder, 'access.log'), accessLog());
      writeFileSync(join(folder, 'unknown.log'), 'access 2026-03-02T10:00:00Z 203.0.113.7 OPTIONS /orders/7 404\n');
      const { stdout, stderr } = await corsmith(argument.split(' ').slice(1), { cwd: folder });
      return `\`\`\`${argument.includes('--sql') ? 'sql' : 'text'}\n${argument.includes('--sql') ? '--' : '$'} ${argument}\n${(stdout + stderr).trimEnd()}\n\`\`\``;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  /** A command and its screen, on a server that shows that cause. */
  check: async (cause) => screenOf(await exampleOf(cause)),
  /** The same as JSON, of which the longest parts are left out. */
  async json(cause) {
    const { diagnosis } = await exampleOf(cause);
    const { request, verdict, stack } = diagnosis;
    const causes = diagnosis.causes.map(({ fix: _, ...one }) => one);
    return `\`\`\`json\n${printableJson({ request, verdict, causes, stack })}\n\`\`\``;
  },
  /** What Chrome says of that cause, explained. */
  async explain(cause) {
    const { diagnosis } = await exampleOf(cause);
    const [message = ''] = diagnosis.verdict.chromium.messages;
    const { stdout } = await corsmith(['explain', message]);
    return `\`\`\`text\n$ corsmith explain "${message}"\n\n${stdout.trimEnd()}\n\`\`\``;
  },
  /** An audit of a server that has that weakness. */
  audit: async (id) => auditScreen(await auditOf(id)),
  /** The same as JSON, of which the longest parts are left out. */
  async auditJson(id) {
    const { exchanges: _, fix, ...rest } = await auditOf(id);
    return `\`\`\`json\n${printableJson(rest)}\n\`\`\``;
  },
  /** How long each browser caches a preflight. */
  lifetimes: () =>
    [
      '| | without `maxAge` | at most |',
      '| --- | --- | --- |',
      ...ENGINES.map((engine) => {
        const { default: seconds, cap } = PREFLIGHT_LIFETIMES[engine];
        return `| ${BROWSER_NAMES[engine]} | ${seconds} s | ${cap} s |`;
      }),
    ].join('\n'),
  /** On which versions the rules of each engine are tested. */
  versions: () =>
    [
      '| | tested |',
      '| --- | --- |',
      ...ENGINES.map((engine) => `| ${TESTED[engine]} | ${testedVersions(engine).join(', ')} |`),
    ].join('\n'),
  /** What changed between them. */
  changes: () =>
    [
      '| | since | change | name |',
      '| --- | --- | --- | --- |',
      ...ENGINES.flatMap((engine) =>
        changesOf(engine).map(({ id, since, what }) => `| ${TESTED[engine]} | ${since} | ${what} | \`${id}\` |`),
      ),
    ].join('\n'),
  flags: flagTable,
  /** What a matcher of @corsmith/fetch says where it fails. */
  matcher: matcherFailure,
  /** The contract of the pages, and what commands print where it lies. */
  contract: contractExample,
  /** What the proxy says while a page uses it. */
  proxied: proxyExample,
  /** What is said of a browser without web security. */
  browsed: browserExample,
};

const commandPages = commands.map(({ name }) => `docs/commands/${name}.md`);
const pages = [
  'README.md',
  'docs/contract.md',
  'docs/engines.md',
  'docs/server/policy.md',
  ...commandPages,
  'docs/fetch/matchers.md',
];
for (const path of pages)
  test(`${path} shows what the commands print`, async () => {
    await expect(await withBlocks(readFileSync(at(path), 'utf8'), makers)).toMatchFileSnapshot(at(path));
  });

const printed = { rules: 'prometheus-rules.yml', dashboard: 'grafana-dashboard.json' };
for (const [what, file] of Object.entries(printed))
  test(`docs/monitor/${file} is what corsmith watch prints`, async () => {
    const { stdout } = await corsmith(['watch', '--print', what]);
    await expect(stdout).toMatchFileSnapshot(at(`docs/monitor/${file}`));
  });
