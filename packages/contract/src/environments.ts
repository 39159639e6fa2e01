import { nearest } from '@corsmith/server';
import type { Report } from './contract-error.js';
import { anyRecord, textOf } from './shape.js';
import { type Expansion, expandedTexts, type Variables } from './variables.js';

/** Looks up a variable of the shell. */
export type Shell = (name: string) => string | undefined;

/** The environments by name; their values may refer to variables of the shell. */
export function environmentsOf(value: unknown, shell: Shell, report: Report): ReadonlyMap<string, Variables> {
  if (value === undefined) return new Map();
  const message = 'Must be an object: the name of each environment, and its variables.';
  const ofShell: Expansion = { value: shell, environments: new Map(), report };
  return new Map(
    Object.entries(anyRecord(value, ['environments'], message, report) ?? {}).map(([name, given]) => {
      const path = ['environments', name];
      const record = anyRecord(given, path, 'Must be an object of variables.', report) ?? {};
      const texts = Object.entries(record).flatMap(([variable, one]) => {
        const isPlain = typeof one === 'number' || typeof one === 'boolean';
        const text = isPlain ? String(one) : textOf(one, [...path, variable], report);
        return text === undefined ? [] : [[variable, text] as const];
      });
      return [name, expandedTexts(texts, path, ofShell)];
    }),
  );
}

/** How many environments a message lists. */
const LISTED = 100;

/** A variable's value: the shell's, else that of the chosen environment. */
export function valuesOf(
  environments: ReadonlyMap<string, Variables>,
  chosen: string | undefined,
  shell: Shell,
  report: Report,
): Expansion {
  const variables = chosen === undefined ? {} : environments.get(chosen);
  if (chosen !== undefined && !variables) {
    const names = [...environments.keys()];
    const known = names.length > 0 ? `There are ${names.slice(0, LISTED).join(', ')}.` : 'This contract has none.';
    report(
      'unknown-environment',
      ['environments'],
      chosen,
      `There is no such environment. ${known}`,
      nearest(chosen, names.slice(0, LISTED)),
    );
  }
  return { value: (name) => shell(name) ?? ownValue(variables ?? {}, name), environments, report };
}

export const ownValue = (variables: Variables, name: string): string | undefined =>
  Object.hasOwn(variables, name) ? variables[name] : undefined;
