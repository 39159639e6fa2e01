import type { Rules } from '../rules.js';

/** Something that an engine does since a version, and did otherwise before. */
export interface EngineChange {
  readonly id: string;
  /** The first tested version that does so. */
  readonly since: string;
  /** What it does since then, and what it did before. */
  readonly what: string;
}

/** An engine, and the versions on which its rules are tested. */
export interface Engine {
  /** Oldest first; `150` stands for every 150.x. The standard has none. */
  readonly tested: readonly string[];
  /** What changed between them. */
  readonly changes: readonly EngineChange[];
  /** The rules of a version, by default of the newest tested. An untested version has those of the tested one before it. */
  rulesOf(version?: string): Rules;
}

/** `Traits` are the data in which the versions of an engine differ. */
interface Definition<Traits> {
  readonly tested: readonly string[];
  /** Those of the newest tested version. */
  readonly traits: Traits;
  /** Newest first. */
  readonly changes: readonly (EngineChange & { readonly before: Partial<Traits> })[];
  rules(traits: Traits): Rules;
}

export function defineEngine<Traits>({ tested, traits, changes, rules }: Definition<Traits>): Engine {
  // The rules after each number of changes undone, from the newest version back.
  const known: Rules[] = [];
  const undoing = (count: number): Rules => {
    known[count] ??= rules(Object.assign({}, traits, ...changes.slice(0, count).map(({ before }) => before)));
    return known[count];
  };
  return {
    tested,
    changes,
    rulesOf: (version) =>
      undoing(version === undefined ? 0 : changes.filter(({ since }) => isBefore(version, since)).length),
  };
}

export const isVersion = (text: unknown): boolean => typeof text === 'string' && /^\d{1,9}(\.\d{1,9})*$/.test(text);

const partsOf = (version: string): number[] => version.split('.').map(Number);

export function isBefore(version: string, other: string): boolean {
  const [parts, others] = [partsOf(version), partsOf(other)];
  const at = others.findIndex((part, i) => part !== (parts[i] ?? 0));
  return (parts[at] ?? 0) < (others[at] ?? 0);
}

/** Whether `version` is one of those that `tested` stands for. */
export const isAmong = (tested: readonly string[], version: string): boolean =>
  tested.some((one) => version === one || version.startsWith(`${one}.`));
