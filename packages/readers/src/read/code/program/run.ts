import type { Span } from '../../source-file.js';
import { type Datum, type Text, truth, type Unknown } from './datum.js';

/** Something about the Origin that a program compared. */
export interface Compared {
  readonly part: 'origin' | 'host';
  readonly test: 'equals' | 'prefix' | 'suffix' | 'contains' | 'regex';
  readonly text: string;
  readonly flags?: string;
  readonly at: Span;
  readonly held: boolean;
}

/** What was taken for granted where a condition isn't known. */
export interface Assumption {
  readonly because: string;
  readonly variable?: string;
  readonly holds: boolean;
  /** The condition, as it is written. */
  readonly text: string;
}

/** A program takes more steps than any real configuration does. */
export class TooLong extends Error {}

/** The program's own exception. */
export class Thrown extends Error {
  constructor(
    readonly value: Datum,
    readonly at: Span,
  ) {
    super('thrown');
  }
}

const MOST_STEPS = 20_000;
const MOST_PATHS = 48;

/** One way through a program. */
export class Run {
  readonly compared: Compared[] = [];
  readonly assumptions: Assumption[] = [];
  readonly #known = new Map<string | Unknown, boolean>();
  #steps = 0;

  constructor(private readonly choices: readonly boolean[]) {}

  step(): void {
    if (++this.#steps > MOST_STEPS) throw new TooLong();
  }

  /** Whether a condition holds; the same unknown one is assumed the same on the whole way. */
  decide(datum: Datum, key: string): boolean {
    if (datum.kind === 'unknown') return this.#assume(datum, key);
    return truth(datum);
  }

  #assume(datum: Unknown, key: string): boolean {
    const { because, variable } = datum;
    const name = variable === undefined ? `${because} ${key}` : `variable ${variable}`;
    const before = this.#known.get(datum) ?? this.#known.get(name);
    if (before !== undefined) return before;
    const holds = this.choices[this.assumptions.length] ?? false;
    this.#known.set(name, holds);
    this.#known.set(datum, holds);
    this.assumptions.push({ because, holds, text: key, ...(variable !== undefined && { variable }) });
    return holds;
  }

  compare(subject: Text, test: Compared['test'], text: string, at: Span, held: boolean, flags?: string): boolean {
    if (subject.part)
      this.compared.push({ part: subject.part, test, text, at, held, ...(flags !== undefined && { flags }) });
    return held;
  }
}

/** What calls functions of the program. */
export interface Follower {
  readonly run: Run;
  call(callee: Datum, args: readonly Datum[], at: Span): Datum;
}

/** Every way through a program, each condition that isn't known taken both ways; undefined if there are too many. */
export function everyWay<T>(follow: (run: Run) => T): readonly { readonly run: Run; readonly result: T }[] | undefined {
  const found: { run: Run; result: T }[] = [];
  const open: boolean[][] = [[]];
  for (let choices = open.pop(); choices; choices = open.pop()) {
    if (found.length >= MOST_PATHS) return undefined;
    const run = new Run(choices);
    try {
      found.push({ run, result: follow(run) });
    } catch (error) {
      if (error instanceof TooLong || error instanceof RangeError) return undefined;
      throw error;
    }
    const taken = run.assumptions.map(({ holds }) => holds);
    for (let i = choices.length; i < taken.length; i++) open.push([...taken.slice(0, i), true]);
  }
  return found;
}
