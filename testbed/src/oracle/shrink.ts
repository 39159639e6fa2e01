import type { PageStep } from '../browsers/browser.js';
import type { Leg, ScriptedResponse } from '../servers/scripted-response.js';
import type { OracleCase } from './case.js';

/**
 * Removes what it can from a case while `fails` stays true, and returns the smallest case found. At most
 * `tries` cases are tried.
 */
export async function shrink(
  start: OracleCase,
  fails: (candidate: OracleCase) => Promise<boolean>,
  tries = 400,
): Promise<OracleCase> {
  let smallest = start;
  let left = tries;
  for (let shrunk = true; shrunk && left > 0; ) {
    shrunk = false;
    for (const candidate of smallerCases(smallest)) {
      if (left-- <= 0) break;
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      shrunk = true;
      break;
    }
  }
  return smallest;
}

/** The size that shrinking lessens: characters of the case as JSON. */
export const sizeOf = ({ page, steps, script }: OracleCase): number => JSON.stringify({ page, steps, script }).length;

function* smallerCases(from: OracleCase): Iterable<OracleCase> {
  for (const candidate of changes(from)) if (sizeOf(candidate) < sizeOf(from)) yield candidate;
}

function* changes(from: OracleCase): Iterable<OracleCase> {
  const { steps, script } = from;
  if (from.page === 'sandbox') yield { ...from, page: 'app' };
  if (steps.length > 1) {
    for (const index of steps.keys()) yield { ...from, steps: without(steps, index) };
  }
  for (const leg of Object.keys(script)) {
    const { [leg]: _, ...others } = script;
    yield { ...from, script: others };
  }
  for (const [index, step] of steps.entries()) {
    for (const smaller of smallerSteps(step)) yield { ...from, steps: steps.with(index, smaller) };
  }
  for (const [name, leg] of Object.entries(script)) {
    for (const smaller of smallerLegs(leg)) yield { ...from, script: { ...script, [name]: smaller } };
  }
}

const OPTIONAL = ['body', 'headers', 'method', 'mode', 'redirect', 'cache', 'credentials', 'uploadListener'] as const;

function* smallerSteps(step: PageStep): Iterable<PageStep> {
  for (const name of OPTIONAL) {
    if (step[name] === undefined) continue;
    const { [name]: _, ...others } = step;
    yield others;
  }
  if (step.initiator !== undefined) {
    const { initiator: _, ...others } = step;
    yield others;
  }
  for (const index of step.headers?.keys() ?? []) yield { ...step, headers: without(step.headers ?? [], index) };
  for (const [index, [name, value]] of (step.headers ?? []).entries()) {
    for (const shorter of shorterTexts(value)) {
      yield { ...step, headers: (step.headers ?? []).with(index, [name, shorter]) };
    }
  }
  if (step.body && step.body.text.length > 1) yield { ...step, body: { ...step.body, text: 'x' } };
}

function* smallerLegs(leg: Leg): Iterable<Leg> {
  for (const part of ['preflight', 'actual'] as const) {
    for (const response of smallerResponses(leg[part])) yield { ...leg, [part]: response };
  }
}

function* smallerResponses(response: ScriptedResponse): Iterable<ScriptedResponse> {
  if (response.kind === 'drop') return;
  if (response.headers.length > 0) yield { ...response, headers: [] };
  for (const index of response.headers.keys()) yield { ...response, headers: without(response.headers, index) };
  for (const [index, [name, value]] of response.headers.entries()) {
    for (const shorter of shorterTexts(value)) {
      yield { ...response, headers: response.headers.with(index, [name, shorter]) };
    }
  }
}

function* shorterTexts(text: string): Iterable<string> {
  if (text.includes(',')) yield text.slice(0, text.lastIndexOf(',')).trim();
  if (text.startsWith('{') && text !== '*') yield '*';
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.toSpliced(index, 1);
}
