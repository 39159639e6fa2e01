import { type Diagnosis, diagnose } from '@corsmith/doctor';
import { get, type PageRequest } from '@corsmith/protocol';
import { neededPolicy, type Recipe, type Removal, render } from '@corsmith/stacks';
import type { Browser, PageStep } from '../browsers/browser.js';
import { applyRemovals, compose } from './compose.js';
import { requestFor } from './requests.js';
import type { BrokenSetup, CellRequest, RunningStack, Setup, StackModule } from './stack-module.js';

/** One square of the matrix: a stack that was broken in one way, and fixed by its recipe. */
export interface Cell {
  readonly module: StackModule;
  readonly broken: BrokenSetup;
  /** The page's origin, at which the browsers stand. */
  readonly origin: string;
  /** The first of them judges the broken server too. */
  readonly browsers: readonly Browser[];
  /** Also shows how the stack responds outside its routes, and the marks that only those responses have. */
  readonly thorough: boolean;
}

export interface CellResult {
  readonly stack: string;
  readonly cause: string;
  readonly mistake: string;
  /** What went otherwise than it should; none where the cell is green. */
  readonly problems: readonly string[];
  readonly durationMs: number;
}

const STRANGER = 'https://stranger.example';

/** Breaks the server, diagnoses it, applies the fix, diagnoses it again and runs the request in browsers. */
export async function runCell(cell: Cell): Promise<CellResult> {
  const { module, broken } = cell;
  const began = performance.now();
  const problems: string[] = [];
  try {
    const { files, removals = [] } = await showBroken(cell, problems);
    // Removals apply to the broken set-up, which otherwise gives way to the recipe's.
    const fixed = removals.length > 0 ? [...broken.setup, ...files] : files;
    await showFixed(cell, { setup: fixed, removals }, problems);
  } catch (error) {
    problems.push((error as Error).message);
  }
  const durationMs = performance.now() - began;
  return { stack: module.id, cause: broken.cause, mistake: broken.mistake, problems, durationMs };
}

/** The recipe that the diagnosis of the broken server gives. */
async function showBroken(cell: Cell, problems: string[]): Promise<Recipe> {
  const { module, broken, browsers } = cell;
  const { id, marks } = module;
  return serving(cell, { setup: broken.setup, removals: [] }, async ({ url, behind }) => {
    const { page, read } = pageRequest(cell, url);
    const direct = broken.behind && behind ? { direct: [behind], ...(marks === 'never' && { stack: id }) } : {};
    const diagnosis = await diagnose(page, { send: true, read, ...direct });
    const [first] = diagnosis.causes;
    if (first?.id !== broken.cause) problems.push(`first cause: ${listCauses(diagnosis)}`);
    if (await getsIt(browsers[0]!, page, read)) problems.push(`${browsers[0]!.engine} allows the broken one`);
    const detected = diagnosis.stack.map((one) => one.id);
    if (marks === 'always' && !detected.includes(id)) problems.push(`detected: ${detected.join(', ') || 'nothing'}`);
    if (broken.behind && first?.fix?.stack !== id) problems.push(`fix: ${first?.fix?.title ?? 'none'}`);
    return first?.fix?.stack === id ? first.fix : render(neededPolicy(page, read), id);
  });
}

async function showFixed(cell: Cell, change: Change, problems: string[]): Promise<void> {
  const { browsers, module, thorough } = cell;
  await serving(cell, change, async ({ url }) => {
    const { page, read } = pageRequest(cell, url);
    const diagnosis = await diagnose(page, { send: true, read });
    if (diagnosis.causes.length > 0 || !diagnosis.verdict.standard.allowed)
      problems.push(`fixed, but: ${listCauses(diagnosis)}`);
    const stranger = await diagnose({ ...page, origin: STRANGER }, { send: true });
    if (stranger.verdict.chromium.allowed) problems.push('fixed, it allows every origin');
    for (const browser of browsers) {
      if (!(await getsIt(browser, page, read))) problems.push(`fixed, but ${browser.engine} blocks it`);
    }
    if (thorough) await showErrors(module, { ...page, url }, problems);
  });
}

/** CORS of the responses outside the routes; `page.url` is the server's. */
async function showErrors({ id, covered, marks }: StackModule, page: PageRequest, problems: string[]): Promise<void> {
  const get = (path: string): PageRequest => ({
    ...page,
    method: 'GET',
    body: null,
    headers: [],
    url: page.url + path,
  });
  const missing = await diagnose(get('/missing'));
  const thrown = await diagnose(get('/error'));
  for (const [name, diagnosis, expected] of [
    ['404', missing, covered.missing],
    ['exception', thrown, covered.thrown],
  ] as const) {
    if (diagnosis.verdict.chromium.allowed !== expected)
      problems.push(`fixed, the ${name} ${expected ? 'lacks the headers' : 'has the headers, which was not said'}`);
  }
  const detected = [...missing.stack, ...thrown.stack].map((one) => one.id);
  if ((marks !== 'never') !== detected.includes(id))
    problems.push(`by its errors it is ${detected.join(', ') || 'nothing'}`);
}

/** What is put into a stack's files, and what is then taken out of them. */
interface Change {
  readonly setup: Setup;
  readonly removals: readonly Removal[];
}

/** Runs the stack with a set-up in it for as long as `use` takes. */
async function serving<T>(
  cell: Cell,
  { setup, removals }: Change,
  use: (running: RunningStack) => Promise<T>,
): Promise<T> {
  const { module, broken, origin } = cell;
  const fill = (code: string) => code.replaceAll('{ORIGIN}', origin).replaceAll('{HOST}', new URL(origin).host);
  const composed = compose(
    module,
    [...setup, ...(broken.behind ?? [])].map((placed) => ({ ...placed, code: fill(placed.code) })),
  );
  try {
    applyRemovals(composed.folder, removals);
    const running = await module.start(composed.folder);
    try {
      if (broken.visited) await (await fetch(pageRequest(cell, running.url).page.url)).arrayBuffer();
      return await use(running);
    } finally {
      await running.stop();
    }
  } finally {
    composed.remove();
  }
}

/** A query of the cell's own keeps the browsers' preflight caches out of it. */
function pageRequest({ module, broken, origin }: Cell, url: string): Wanted {
  const wanted: CellRequest = requestFor(broken.cause, broken.request);
  const { path = '/users', headers = [], read = [], ...request } = wanted;
  const query = `?cell=${module.id}.${broken.cause}`;
  return { page: { origin, url: `${url}${path}${query}`, headers, ...request }, read };
}

interface Wanted {
  readonly page: PageRequest;
  /** Names of response headers. */
  readonly read: readonly string[];
}

/** Whether a real page gets the response, with the headers that it wants to read. */
async function getsIt(browser: Browser, { origin: _, body, ...request }: PageRequest, read: readonly string[]) {
  const step = { ...request, ...(body && { body: { kind: 'text', text: String(body) } }) } as PageStep;
  const [seen] = await browser.run({ page: 'app', steps: [step] });
  if (seen?.result.kind === 'timeout') throw new Error(`${browser.engine} got no response`);
  if (seen?.result.kind !== 'response') return false;
  const { headers } = seen.result;
  return read.every((name) => get(headers, name) !== undefined);
}

const listCauses = ({ causes, verdict }: Diagnosis): string =>
  causes.map(({ id, explanation }) => `${id} (${explanation})`).join(', ') ||
  `none; ${verdict.chromium.code ?? verdict.standard.code ?? 'allowed'}`;
