import { nearest } from '@corsmith/server';
import { type Report, TooManyProblems } from './contract-error.js';
import type { Path } from './path.js';
import { MAX_CHARACTERS } from './source.js';

/** Values by name, as in the shell. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Expansion {
  /** Undefined if it is not set. */
  value(name: string): string | undefined;
  /** The contract's environments with their variables. */
  readonly environments: ReadonlyMap<string, Variables>;
  readonly report: Report;
}

/** `${NAME}`, `${NAME:-default}`, and `$${` for `${` itself. */
const REFERENCE = /\$(\$\{|\{([^{}]{0,200})\})/g;
const PARTS = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** How many names a misspelt one is compared with. */
const MAX_CANDIDATES = 1000;

/** Expands the variables in all texts. Their values are not expanded again. */
export function expanded(data: unknown, path: Path, expansion: Expansion): unknown {
  const place = [...path];
  const fill = filling(expansion);
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value, place);
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
  return walk(data);
}

/** The same for texts by name. */
export function expandedTexts(
  texts: readonly (readonly [name: string, text: string])[],
  path: Path,
  expansion: Expansion,
): Variables {
  const fill = filling(expansion);
  return Object.fromEntries(texts.map(([name, text]) => [name, fill(text, [...path, name])]));
}

/** Expands one text after the other, up to a limit for all of them. */
function filling(expansion: Expansion): (text: string, place: Path) => string {
  let characters = 0;
  const fill = (text: string, place: Path): string =>
    text.replace(REFERENCE, (whole, body: string, inner: string | undefined) => {
      const filled = inner === undefined ? body : variable(inner, whole, [...place], expansion);
      characters += filled.length;
      if (characters <= MAX_CHARACTERS) return filled;
      expansion.report('too-large', [...place], '', 'The variables of this contract expand to too much text.');
      throw new TooManyProblems();
    });
  return (text, place) => (text.includes('${') ? fill(text, place) : text);
}

function variable(inner: string, whole: string, place: Path, { value, environments, report }: Expansion): string {
  const [, name, fallback] = PARTS.exec(inner) ?? [];
  if (name === undefined) {
    report('unknown-variable', place, whole, 'A variable is a name in braces, with :- before what it is by default.');
    return '';
  }
  // As in a shell, `:-` also replaces an empty value.
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
    const near = nearest(name, [...environments.values()].flatMap(Object.keys).slice(0, MAX_CANDIDATES));
    const message = `${name} is not set, neither in the environment of the contract nor in the shell's.`;
    report('unknown-variable', place, whole, message, near === undefined ? undefined : `\${${near}}`);
  }
  return '';
}
