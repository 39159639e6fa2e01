import { originProblem } from '@corsmith/protocol';
import { compiled, type PolicyReading, type ReadOrigin, samplesOf } from '@corsmith/readers';

/** A page that no configuration means. */
export const ATTACKER = 'https://attacker.example';

const PAGE = 'https://app.example';

/** An origin that the policy means to allow. */
export function pageOf({ origins }: PolicyReading): string {
  for (const origin of origins) {
    const example = exampleOf(origin);
    if (example !== undefined) return example;
  }
  return PAGE;
}

/** An origin that an entry allows; undefined if no page can have one. */
export function exampleOf(origin: ReadOrigin): string | undefined {
  if (origin.kind === 'any' || origin.kind === 'echo') return PAGE;
  if (origin.kind === 'text') return originProblem(origin.text) === undefined ? origin.text : undefined;
  if (origin.kind === 'unknown') return undefined;
  const regex = compiled(origin.regex, origin.flags);
  return samplesOf(origin.regex).find((one) => regex?.test(one) && originProblem(one) === undefined);
}

export const hasCredentials = (policy: PolicyReading): boolean => policy.credentials.value === true;

/** `if ORIGINS is not set` */
export const condition = ({ when }: ReadOrigin): string => (when === undefined ? '' : `If ${when}: `);
