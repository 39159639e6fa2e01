/** The process of one test: a page of the test's URL whose `fetch` is that of @corsmith/fetch. Its parent sends what to run. */
import dns from 'node:dns';
import vm from 'node:vm';
import { createFetch } from '@corsmith/fetch';
import type { EngineName } from '@corsmith/protocol';
import type { WptTest } from './tests.js';

export interface PageJob {
  readonly test: WptTest;
  /** Where the checkout's server is. */
  readonly server: string;
  readonly engine: EngineName;
}

export interface SubtestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

/** The hosts of the tests are this machine, whatever its /etc/hosts says. */
function servedHere(): void {
  const lookup = dns.lookup as (host: string, ...rest: unknown[]) => void;
  const here = (host: string, ...rest: unknown[]) =>
    lookup(/(^|\.)(not-)?web-platform\.test$/.test(host) ? '127.0.0.1' : host, ...rest);
  Object.assign(dns, { lookup: here });
}

async function run({ test, server, engine }: PageJob): Promise<void> {
  servedHere();
  const url = new URL(test.path, server);
  const load = async (path: string) => (await fetch(new URL(path, server))).text();
  const sources = await Promise.all(['/resources/testharness.js', ...test.scripts, url.pathname].map(load));
  Object.assign(globalThis, pageGlobals(url, engine));
  // In one turn: the harness takes what comes later for nothing.
  const [harness = '', ...scripts] = sources;
  vm.runInThisContext(harness, { filename: 'testharness.js' });
  vm.runInThisContext(`add_completion_callback((tests, status) => self.corsmithDone(tests, status));`);
  for (const source of scripts) vm.runInThisContext(source, { filename: url.pathname });
}

function pageGlobals(url: URL, engine: EngineName) {
  const NodeRequest = globalThis.Request;
  return {
    self: globalThis,
    location: url,
    GLOBAL: { isWindow: () => true, isWorker: () => false, isShadowRealm: () => false },
    fetch: createFetch({ url, engine }),
    /** With the page's URL to start from. */
    Request: class Request extends NodeRequest {
      constructor(input: RequestInfo | URL, init?: RequestInit) {
        super(typeof input === 'string' ? new URL(input, url) : input, init);
      }
    },
    corsmithDone(tests: readonly HarnessTest[], { status, message }: HarnessStatus) {
      const results = tests.map((one) => ({ name: one.name, passed: one.status === 0, message: one.message ?? '' }));
      const harness = status === 0 ? [] : [{ name: 'the harness', passed: false, message: message ?? '' }];
      process.send?.([...results, ...harness], () => process.exit());
    },
  };
}

interface HarnessTest {
  readonly name: string;
  readonly status: number;
  readonly message?: string;
}

type HarnessStatus = Pick<HarnessTest, 'status' | 'message'>;

process.once('message', (job) => void run(job as PageJob));
