import { nearest } from '@corsmith/server';
import { isStackId, type StackId, stacks } from '@corsmith/stacks';
import type { UsageProblem } from './usage-error.js';

/** The stack that `--stack` names, whatever the case of its letters, or what is wrong with the name. */
export type NamedStack = { readonly stack?: StackId } | { readonly problem: UsageProblem };

export function namedStack(text: string | undefined): NamedStack {
  if (text === undefined) return {};
  const id = text.toLowerCase();
  return isStackId(id) ? { stack: id } : { problem: stackProblem(text) };
}

/** Says which stacks may be meant. */
function stackProblem(text: string): UsageProblem {
  if (text === 'list') return { message: '--stack takes the id of a stack.', hint: KNOWN };
  const [one, ...more] = meantStacks(text);
  const message = `'${text}' is not a known stack.`;
  if (one === undefined) return { message: `--stack: ${message}`, hint: KNOWN };
  return {
    message: `--stack: ${message}`,
    hint: `Did you mean ${[one, ...more].join(' or ')}? corsmith fix --list lists all`,
  };
}

const KNOWN = `Known are ${stacks.map(({ id }) => id).join(', ')}`;

/** Those whose id or title is the text or has it, such as `next`, `go` or `ASP.NET`; else the one spelt nearly so. */
function meantStacks(text: string): readonly StackId[] {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const wanted = plain(text).replace(/js$/, '');
  const fits: readonly ((name: string) => boolean)[] = [
    (name) => plain(name) === wanted,
    (name) => name.split(/[- ]/).some((word) => plain(word) === wanted),
    (name) => plain(name).includes(wanted),
  ];
  for (const fit of wanted.length < 2 ? [] : fits) {
    const found = stacks.filter(({ id, title }) => fit(id) || fit(title)).map(({ id }) => id);
    if (found.length > 0 && found.length <= MOST) return found;
  }
  const near = nearest(
    text,
    stacks.map(({ id }) => id),
  );
  return near === undefined ? [] : [near];
}

/** More suggestions would not help. */
const MOST = 5;
