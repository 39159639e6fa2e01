import { describe, expect, it } from 'vitest';
import type { OracleCase } from '../src/oracle/case.js';
import { generate } from '../src/oracle/generator/generate.js';

const cases = Array.from({ length: 6000 }, (_, index) => generate('coverage', index));
const steps = cases.flatMap((one) => one.steps);
const responses = cases.flatMap((one) =>
  Object.values(one.script).flatMap(({ preflight, actual }) => [preflight, actual]),
);
const some = (predicate: (one: OracleCase) => boolean) => cases.some(predicate);
const distinct = (values: readonly unknown[]) => new Set(values);
const values = (name: string) =>
  distinct(
    responses.flatMap((response) =>
      response.kind === 'drop'
        ? []
        : [JSON.stringify(response.headers.filter(([n]) => n.toLowerCase() === name).map(([, v]) => v))],
    ),
  );

describe('the generator', () => {
  it('makes the same case from the same seed and index, and others from others', () => {
    expect(generate('a', 17)).toEqual(generate('a', 17));
    const made = Array.from({ length: 200 }, (_, i) => JSON.stringify(generate(i % 2 ? 'a' : 'b', i)));
    expect(distinct(made).size).toBe(200);
  });

  it('makes plain data', () => {
    for (const one of cases.slice(0, 200)) expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  it('breaks an exchange in zero to three places, and at times redirects it once too often', () => {
    const places = cases.map(({ broken }) => broken.filter((what) => what !== 'one redirect too many').length);
    expect(distinct(places)).toEqual(new Set([0, 1, 2, 3]));
    expect(some(({ broken }) => broken.includes('one redirect too many'))).toBe(true);
  });

  it('reaches every side of a page request', () => {
    expect(distinct(steps.map(({ initiator }) => initiator)).size).toBe(7);
    expect(distinct(steps.map(({ credentials }) => credentials))).toEqual(new Set(['omit', 'same-origin', 'include']));
    expect(distinct(steps.map(({ mode }) => mode))).toEqual(new Set(['cors', 'no-cors', 'same-origin']));
    expect(distinct(steps.map(({ redirect }) => redirect))).toEqual(new Set([undefined, 'error', 'manual']));
    expect(distinct(steps.map(({ cache }) => cache)).size).toBe(7);
    expect(distinct(steps.flatMap(({ body }) => body?.kind ?? [])).size).toBe(6);
    expect(distinct(steps.map(({ method }) => method)).size).toBeGreaterThan(20);
    expect(steps.some(({ uploadListener }) => uploadListener)).toBe(true);
    expect(some(({ page }) => page === 'sandbox')).toBe(true);
    expect(distinct(cases.map((one) => one.steps.length))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('reaches every status class on both legs, drops, and each kind of redirect', () => {
    for (const leg of ['preflight', 'actual'] as const) {
      const statuses = cases.flatMap((one) =>
        Object.values(one.script).map(({ [leg]: response }) =>
          response.kind === 'drop' ? 'drop' : `${Math.floor(response.status / 100)}xx`,
        ),
      );
      expect(distinct(statuses)).toEqual(new Set(['1xx', '2xx', '3xx', '4xx', '5xx', 'drop']));
    }
    const locations = [...values('location')].join(' ');
    for (const kind of ['data:', 'u:p@', 'two', '//', '?x', 'blob:', '["",']) {
      expect(locations.replaceAll('[""]', '["",')).toContain(kind);
    }
  });

  it('gives every CORS header right, wrong, twice and not at all', () => {
    const names = ['allow-origin', 'allow-credentials', 'allow-methods', 'allow-headers', 'expose-headers', 'max-age'];
    for (const name of names) {
      const seen = values(`access-control-${name}`);
      expect(seen.size, name).toBeGreaterThan(12);
      expect(seen).toContain('[]');
      expect([...seen].some((lines) => JSON.parse(lines as string).length === 2)).toBe(true);
    }
  });
});
