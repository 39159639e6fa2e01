import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXPOSITION_TYPE, METRICS, prometheusInstruments } from '@corsmith/monitor';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, MAIN } from '../../packages/cli/test/built-cli.js';
import { freePort } from '../src/browsers/free-port.js';
import { type OwnedProcess, own } from '../src/browsers/owned-process.js';
import { type Service, startService, until } from '../src/monitor/service.js';
import { contractOf, RIGHT, type WatchedServer, watchedServer } from '../src/monitor/watched-server.js';
import { needs } from '../src/needs.js';

const docs = fileURLToPath(new URL('../../docs/monitor/', import.meta.url));
const promtool = (args: readonly string[], input = '') =>
  execFileSync('promtool', args, { cwd: docs, encoding: 'utf8', stdio: 'pipe', input });

const dashboardQueries = (): readonly string[] => {
  const { panels } = JSON.parse(readFileSync(join(docs, 'grafana-dashboard.json'), 'utf8'));
  return panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr.replaceAll('$job', '.*').replaceAll('$__rate_interval', '5m')),
  );
};

/** A server that counts a preflight, a request and a duration whenever its metrics are scraped. */
async function countingApp() {
  const instruments = prometheusInstruments();
  const labels = { outcome: 'denied', reason: 'no-allow-origin', status_class: '2xx', route: '/users/:id' } as const;
  const server = createServer((_, response) => {
    instruments.countPreflight(labels);
    instruments.countRequest(labels);
    instruments.recordPreflightSeconds(0.02, labels);
    response.setHeader('Content-Type', EXPOSITION_TYPE).end(instruments.text());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, port: (server.address() as AddressInfo).port };
}

/** In milliseconds. */
const INTERVAL = 3000;

describe.runIf(needs('prometheus'))('with Prometheus', () => {
  test('promtool accepts the rules and passes their tests', () => {
    expect(promtool(['check', 'rules', 'prometheus-rules.yml'])).toContain('SUCCESS: 8 rules found');
    expect(promtool(['test', 'rules', 'prometheus-rules.test.yml'])).toContain('SUCCESS');
  });

  test("the dashboard's queries are valid and use existing metrics", () => {
    const queries = dashboardQueries();
    const folder = mkdtempSync(join(tmpdir(), 'corsmith-dashboard-'));
    const rules = queries.map((expr, i) => ({ record: `q${i}`, expr }));
    writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    expect(promtool(['check', 'rules', join(folder, 'rules.yml')])).toContain(`${queries.length} rules found`);
    rmSync(folder, { recursive: true });

    const documented = readFileSync(join(docs, 'watch.md'), 'utf8');
    const rulesText = readFileSync(join(docs, 'prometheus-rules.yml'), 'utf8');
    const used = new Set(`${queries.join('\n')}\n${rulesText}`.match(/\bcors(?:mith_watch)?_[a-z_]+/g));
    const app = [METRICS.preflights.name, METRICS.requests.name] as readonly string[];
    for (const name of used) expect(app.includes(name) || documented.includes(`\`${name}`), name).toBe(true);
  });

  describe('scraping a watch', () => {
    let folder: string;
    let api: WatchedServer;
    let app: Awaited<ReturnType<typeof countingApp>>;
    let watching: OwnedProcess;
    let metrics: string;
    let prometheus: Service;
    let alertmanager: Service;

    beforeAll(async () => {
      await build();
      folder = mkdtempSync(join(tmpdir(), 'corsmith-prometheus-'));
      api = await watchedServer();
      app = await countingApp();
      const [watchPort, prometheusPort, alertPort] = [await freePort(), await freePort(), await freePort()];
      const at = (name: string, data: object) => {
        writeFileSync(join(folder, name), JSON.stringify(data));
        return join(folder, name);
      };
      metrics = `http://127.0.0.1:${watchPort}/metrics`;
      writeFileSync(join(folder, 'cors.yaml'), contractOf(api.url));
      const watch = [
        '--interval',
        `${INTERVAL}ms`,
        '--retries',
        '0',
        '--port',
        `${watchPort}`,
        '--state',
        'state.json',
      ];
      watching = await own(process.execPath, [MAIN, 'watch', ...watch], { cwd: folder, stdio: 'ignore' });
      const alerting = at('alertmanager.yml', {
        route: { receiver: 'test', group_wait: '50ms', group_interval: '100ms', repeat_interval: '1h' },
        receivers: [{ name: 'test', webhook_configs: [{ url: `${api.url}/alertmanager`, send_resolved: true }] }],
      });
      alertmanager = await startService(
        'prometheus-alertmanager',
        [
          `--config.file=${alerting}`,
          `--storage.path=${join(folder, 'alerts')}`,
          `--web.listen-address=127.0.0.1:${alertPort}`,
          '--cluster.listen-address=',
        ],
        { port: alertPort, readyPath: '/-/ready' },
      );
      const scraping = at('prometheus.yml', {
        global: { scrape_interval: '100ms', scrape_timeout: '100ms', evaluation_interval: '100ms' },
        rule_files: [join(docs, 'prometheus-rules.yml')],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertPort}`] }] }] },
        scrape_configs: [
          { job_name: 'corsmith', static_configs: [{ targets: [`127.0.0.1:${watchPort}`] }] },
          { job_name: 'app', static_configs: [{ targets: [`127.0.0.1:${app.port}`] }] },
        ],
      });
      prometheus = await startService(
        'prometheus',
        [
          `--config.file=${scraping}`,
          `--storage.tsdb.path=${join(folder, 'series')}`,
          `--web.listen-address=127.0.0.1:${prometheusPort}`,
        ],
        { port: prometheusPort, readyPath: '/-/ready' },
      );
    });
    afterAll(async () => {
      for (const one of [prometheus, alertmanager, watching]) await one?.end();
      api?.close();
      app?.server.close().closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    });

    const query = async (
      text: string,
    ): Promise<readonly { metric: Record<string, string>; value: [number, string] }[]> => {
      const response = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(text)}`);
      return ((await response.json()) as { data: { result: [] } }).data.result;
    };
    interface Firing {
      readonly state: string;
      readonly activeAt: string;
      readonly labels: Readonly<Record<string, string>>;
    }
    const firing = async (): Promise<readonly Firing[]> => {
      const response = await fetch(`${prometheus.url}/api/v1/alerts`);
      const { data } = (await response.json()) as { data: { alerts: readonly Firing[] } };
      return data.alerts.filter(({ state, labels }) => state === 'firing' && labels.alertname === 'CorsBroken');
    };
    /** The notifications of Alertmanager. */
    const notified = () => api.posted.map(({ body }) => JSON.parse(body) as { status: string; alerts: Firing[] });

    test('the rule fires within two intervals after CORS breaks, and resolves after it is fixed', async () => {
      await until(async () => (await query('corsmith_watch_status{status="holds"} == 1')).length === 1);
      expect(await firing()).toEqual([]);
      const broken = Date.now();
      const { 'Access-Control-Allow-Methods': _, ...rest } = RIGHT;
      api.headers = rest;
      await until(async () => (await firing()).length > 0);
      const [alert] = await firing();
      expect(alert?.labels).toMatchObject({ endpoint: 'users', rule: 'blocked', cause: 'method-not-allowed' });
      expect((Date.parse(alert?.activeAt ?? '') - broken) / INTERVAL).toBeLessThan(2);
      await until(async () => notified().some(({ status }) => status === 'firing'));

      api.headers = RIGHT;
      await until(async () => (await firing()).length === 0);
      await until(async () => notified().some(({ status }) => status === 'resolved'));
      expect(notified().map(({ status }) => status)).toEqual(['firing', 'resolved']);
      await until(async () => (await query('up == 0')).length === 0);
    });

    test('every panel of the dashboard has data while CORS is broken, and promtool accepts the metrics', async () => {
      const { 'Access-Control-Allow-Methods': _, ...rest } = RIGHT;
      api.headers = rest;
      await until(async () => (await query('corsmith_watch_problem')).length > 0);
      for (const text of dashboardQueries()) {
        const shown = await query(text);
        expect(shown.length, text).toBeGreaterThan(0);
        for (const { value } of shown) expect(Number(value[1]), text).not.toBeNaN();
      }
      expect(await query('sum by (reason) (rate(cors_preflights_total[5m])) > 0')).toHaveLength(1);
      for (const address of [metrics, `http://127.0.0.1:${app.port}/`])
        expect(promtool(['check', 'metrics'], await (await fetch(address)).text())).toBe('');
    });
  });
});

describe.runIf(needs('blackbox'))('with blackbox_exporter', () => {
  let folder: string;
  let api: WatchedServer;
  let exporter: Service;
  let modules: readonly string[];

  beforeAll(async () => {
    await build();
    folder = mkdtempSync(join(tmpdir(), 'corsmith-blackbox-'));
    api = await watchedServer();
    writeFileSync(join(folder, 'cors.yaml'), contractOf(api.url));
    const printed = execFileSync(process.execPath, [MAIN, 'watch', '--print', 'blackbox', '--show-secrets'], {
      cwd: folder,
      encoding: 'utf8',
    });
    writeFileSync(join(folder, 'blackbox.yml'), printed);
    modules = [...printed.matchAll(/^ {2}(\S+):$/gm)].map(([, name = '']) => name);
    const port = await freePort();
    exporter = await startService(
      'prometheus-blackbox-exporter',
      [`--config.file=${join(folder, 'blackbox.yml')}`, `--web.listen-address=127.0.0.1:${port}`],
      { port, readyPath: '/-/healthy' },
    );
  });
  afterAll(async () => {
    await exporter?.end();
    api?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The failing modules. */
  async function failing(): Promise<readonly string[]> {
    const results = await Promise.all(
      modules.map(async (module) => {
        const path = module.includes('error') ? '/none' : '/users';
        const search = new URLSearchParams({ module, target: `${api.url}${path}` });
        const text = await (await fetch(`${exporter.url}/probe?${search}`)).text();
        return /^probe_success 1$/m.test(text) ? [] : [module];
      }),
    );
    return results.flat();
  }

  test('its modules pass for a correct server', async () => {
    expect(modules.length).toBeGreaterThan(5);
    api.headers = RIGHT;
    expect(await failing()).toEqual([]);
  });

  test.each([
    ['no methods', { 'Access-Control-Allow-Methods': 'GET' }, /^preflight_PUT.*app.test/],
    [
      'a header that is missing',
      { 'Access-Control-Allow-Headers': 'content-type, x-api-key-2' },
      /^preflight_.*app.test/,
    ],
    ['no credentials', { 'Access-Control-Allow-Credentials': 'True' }, /app.test/],
    ['a star with credentials', { 'Access-Control-Allow-Origin': '*' }, /app.test/],
    ['a slash', { 'Access-Control-Allow-Origin': 'https://app.test/' }, /app.test/],
    ['nothing exposed', { 'Access-Control-Expose-Headers': 'X-Total-2' }, /^GET_users.*app.test/],
  ])('they detect %s', async (_, wrong, expected) => {
    api.headers = { ...RIGHT, ...wrong };
    const found = await failing();
    expect(found.length).toBeGreaterThan(0);
    for (const name of found) expect(name).toMatch(expected);
  });
});

test('the job for blackbox_exporter has a target for each module', async () => {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-scrape-'));
  writeFileSync(join(folder, 'cors.yaml'), contractOf('https://api.test'));
  const print = (what: string) =>
    execFileSync(process.execPath, [MAIN, 'watch', '--print', what], { cwd: folder, encoding: 'utf8' });
  const modules = [...print('blackbox').matchAll(/^ {2}(\S+):$/gm)].map(([, name]) => name);
  const jobs = [...print('blackbox-scrape').matchAll(/^ +module: (\S+)$/gm)].map(([, name]) => name);
  expect(jobs).toEqual(modules);
  rmSync(folder, { recursive: true });
});
