import { type PolicyReading, placeOf, type Span } from '@corsmith/readers';
import type { PolicyConfig } from '@corsmith/server';
import { type Aspect, compare, type Difference, sideOfPolicy, sideOfReading } from './compare/index.js';
import type { Finding } from './finding.js';
import { witnessOf } from './witness.js';

/** A policy that configurations were promised to have. */
export interface Promised {
  readonly policy: PolicyConfig;
  /** Where it is written, such as cors.yaml. */
  readonly name: string;
}

/** What these configurations deny although it was promised, and what they allow although it was not. */
export async function keptBy(policies: readonly PolicyReading[], promised: Promised): Promise<readonly Finding[]> {
  const old = { kind: 'whole', sides: [sideOfPolicy(promised.policy, promised.name)] } as const;
  const found = await Promise.all(
    policies.map(async (one) => {
      const { differences } = await compare(old, { kind: 'parts', sides: [sideOfReading(one)] });
      return Promise.all(differences.map((difference) => findingOf(difference, one, promised.name)));
    }),
  );
  return found.flat();
}

async function findingOf(difference: Difference, policy: PolicyReading, name: string): Promise<Finding> {
  const { kind, aspect, request } = difference;
  const { line, column } = placeOf(placeIn(policy, aspect));
  const isWider = kind === 'widened';
  return {
    id: isWider ? 'wider-than-contract' : 'narrower-than-contract',
    level: isWider ? 'insecure' : 'broken',
    stack: policy.stack,
    file: policy.at.file.path,
    line,
    column,
    message: `${name} ${isWider ? 'denies' : 'allows'} ${WHAT[aspect](difference)}, and this ${isWider ? 'allows' : 'denies'} it.`,
    why: isWider ? 'It allows more than was promised.' : 'Requests that were promised to work are blocked.',
    ...(aspect !== 'response-header' && aspect !== 'error-response' && { witness: await witnessOf(policy, request) }),
  };
}

const WHAT: Readonly<Record<Aspect, (difference: Difference) => string>> = {
  origin: ({ request }) => `the origin ${request.origin}`,
  credentials: ({ request }) => `credentials from ${request.origin}`,
  method: ({ request }) => `the method ${request.method}`,
  'request-header': ({ request }) => `the request header ${request.headers?.[0]?.[0]}`,
  'response-header': ({ reads }) => `reading the header ${reads}`,
  'error-response': () => 'reading error responses',
};

function placeIn({ at, credentials, methods, requestHeaders, exposed }: PolicyReading, aspect: Aspect): Span {
  switch (aspect) {
    case 'credentials':
      return credentials.at;
    case 'method':
      return methods.at;
    case 'request-header':
      return requestHeaders.at;
    case 'response-header':
      return exposed.at;
    default:
      return at;
  }
}
