import { originProblem } from '@corsmith/protocol';
import { compiled, samplesOf } from '@corsmith/readers';

/** Origins that a regular expression matches: its samples, and deeper, longer and odder names where it leaves room. */
export function samplesOfPattern(source: string, flags: '' | 'i'): readonly string[] {
  const regex = compiled(source, flags);
  if (!regex) return [];
  const samples = samplesOf(source).filter(isOrigin);
  const varied = samples.flatMap((one) => [one, ...variantsOf(one)]);
  return [...new Set(varied)].filter((one) => isOrigin(one) && regex.test(one));
}

function variantsOf(origin: string): readonly string[] {
  const [scheme, rest = ''] = origin.split('://');
  const [first = '', ...others] = rest.split('.');
  return [
    ...['x-1', 'x_y', 'a.b', 'a-b.c-d'].map((label) => `${scheme}://${label}.${others.join('.')}`),
    ...['x-1', 'a.b'].map((label) => `${scheme}://${label}.${first}${others.length > 0 ? '.' : ''}${others.join('.')}`),
    `${origin.replace(/:\d+$/, '')}:8443`,
    origin.replace(/:\d+$/, ''),
  ];
}

const isOrigin = (text: string): boolean => originProblem(text) === undefined && !/\/\/\.|\.\./.test(text);
