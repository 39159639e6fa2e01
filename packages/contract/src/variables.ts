import { nearest } from '@corsmith/server';
import { type Report, TooManyProblems } from './contract-error.js';
import type { Path } from './path.js';
import { MOST_CHARACTERS } from './source.js';

/** Values by name, as the shell has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Expansion {
  /** Undefined where it is not set. */
  value(name: string): string | undefined;
  /** The environments of the contract that name a variable; none has `name` where another could be meant. */
  readonly environments: ReadonlyMap<string, Variables>;
  readonly report: Report;
}

/** `${NAME}`, `${NAME:-default}`, and `$${` for `${` itself. */
const REFERENCE = /\$(\$\{|\{([^{}]{0,200})\})/g;
const PARTS = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** That a misspelt one is compared with. */
const MOST_CANDIDATES = 1000;

/** The same data with the variables in its texts filled in. What they hold is not looked into again. */
export function expanded(data: unknown, path: Path, expansion: Expansion): unknown {
  const { report } = expansion;
  const place = [...path];
  let characters = 0;
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return value.includes('${') ? fill(value) : value;
    if (Array.isArray(value)) return value.map((item, index) => below(index, item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, below(key, inner)]));
  };
  const below = (part: string | number, value: unknown): unknown => {
    place.push(part);
    const filled = walk(value);
    place.pop();
    return filled;
  };
  const fill = (text: string): string =>
    text.replace(REFERENCE, (whole, body: string, inner: string | undefined) => {
      const filled = inner === undefined ? body : variable(inner, whole, [...place], expansion);
      characters += filled.length;
      if (characters <= MOST_CHARACTERS) return filled;
      report('too-large', [...place], '', 'The variables of this contract hold more than any contract has.');
      throw new TooManyProblems();
    });
  return walk(data);
}

function variable(inner: string, whole: string, place: Path, { value, environments, report }: Expansion): string {
  const [, name, fallback] = PARTS.exec(inner) ?? [];
  if (name === undefined) {
    report('unknown-variable', place, whole, 'A variable is a name in braces, with :- before what it is by default.');
    return '';
  }
  // As in a shell, `:-` stands in for what is empty too.
  const held = value(name);
  if (held !== undefined && (held !== '' || fallback === undefined)) return held;
  if (fallback !== undefined) return fallback;
  const having = [...environments].filter(([, variables]) => Object.hasOwn(variables, name)).map(([one]) => one);
  if (having.length > 0)
    report(
      'unknown-variable',
      place,
      whole,
      `${name} depends on the environment: choose ${having.join(' or ')} with --env.`,
    );
  else {
    const near = nearest(name, [...environments.values()].flatMap(Object.keys).slice(0, MOST_CANDIDATES));
    const message = `${name} is not set, neither in the environment of the contract nor in the shell's.`;
    report('unknown-variable', place, whole, message, near === undefined ? undefined : `\${${near}}`);
  }
  return '';
}
