import { originProblem } from '@corsmith/protocol';
import type { PolicyReading, ReadOrigin } from '@corsmith/readers';
import { certainEdit } from '../certain-edit.js';
import { condition } from '../examples.js';
import type { Judged, Rule } from '../rule.js';

export const originNeverMatches: Rule = {
  id: 'origin-never-matches',
  title: 'No page has this origin',
  judge: (policy) => policy.origins.flatMap((one) => judged(one, policy)),
};

function judged(one: ReadOrigin, policy: PolicyReading): readonly Judged[] {
  if (one.kind !== 'text') return [];
  const { text, at } = one;
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  const level = 'broken';
  if (text === '*')
    return [
      {
        level,
        at,
        message: `${condition(one)}* is compared letter by letter here: it allows no origin.`,
        why: 'In this list * is not a wildcard. Write it alone, or list the origins.',
        example: { outcome: 'blocked', request: { origin: 'https://app.example' } },
      },
    ];
  const problem = originProblem(text);
  if (!problem) return [];
  const parts = text.split(/\s*,\s*|\s+/).filter((part) => part !== '');
  const [first, second] = parts;
  if (first !== undefined && second !== undefined && policy.originHeader === 'constant')
    return [
      {
        level,
        at,
        message: `${condition(one)}Access-Control-Allow-Origin has several origins.`,
        why: 'Browsers accept one origin or *, never a list. Compare the Origin with the list and send the one that matches.',
        example: { outcome: 'blocked', request: { origin: originOf(first) } },
      },
    ];
  const { suggestion } = problem;
  const edit = suggestion === undefined ? undefined : certainEdit(at, text, suggestion);
  return [
    {
      level,
      at,
      message: `${condition(one)}No page has the origin ${JSON.stringify(shown)}. ${problem.message}`,
      why: `Browsers compare every character with the page’s origin${suggestion === undefined ? '' : `, such as ${suggestion}`}.`,
      ...(edit && { fix: edit }),
      ...(suggestion !== undefined && { example: { outcome: 'blocked' as const, request: { origin: suggestion } } }),
    },
  ];
}

const originOf = (part: string): string =>
  originProblem(part) === undefined ? part : (originProblem(part)?.suggestion ?? 'https://app.example');
