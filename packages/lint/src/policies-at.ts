import { type PolicyReading, type Project, placeOf, type Reading, type ReadPolicy, type Span } from '@corsmith/readers';
import { effectivePolicy } from './effective.js';
import { doubledHeaders } from './layers.js';

/** The policies, as a page meets them, that this line of a file states or a part of them. */
export function policiesAt(
  { policies }: Pick<Reading, 'policies'>,
  { files }: Project,
  path: string,
  line: number,
): readonly ReadPolicy[] {
  const here = policies.filter((one) => spansOf(one).some((span) => span.file.path === path && isOn(span, line)));
  if (here.length === 0) return [];
  const { broken } = doubledHeaders(policies, files);
  return here.map((one) => effectivePolicy(broken.has(one) ? { ...one, origins: [] } : one));
}

const spansOf = (policy: PolicyReading): readonly Span[] => [
  policy.at,
  ...[policy.credentials, policy.methods, policy.requestHeaders, policy.exposed, policy.maxAge, ...policy.origins].map(
    ({ at }) => at,
  ),
];

const isOn = (span: Span, line: number): boolean =>
  placeOf(span).line <= line && line <= placeOf({ ...span, from: Math.max(span.from, span.to) }).line;
