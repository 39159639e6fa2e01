import { markdownText } from '@corsmith/evidence';
import type { ReadPolicy } from '@corsmith/readers';

/** More are counted. */
const MOST = 4;

/** Policies in Markdown; undefined without any. */
export function hoverText(policies: readonly ReadPolicy[]): string | undefined {
  if (policies.length === 0) return undefined;
  const rest = policies.length - MOST;
  return [
    ...policies.slice(0, MOST).map(policyText),
    ...(rest > 0 ? [`and ${rest} more ${rest === 1 ? 'policy' : 'policies'}`] : []),
  ].join('\n\n---\n\n');
}

function policyText({ stack, where, policy, unknownBecause }: ReadPolicy): string {
  const rows =
    policy === null
      ? []
      : policy.origins.length === 0
        ? ['Origins: nobody']
        : [
            row('Origins', policy.origins),
            `Credentials: ${policy.credentials ? 'yes' : 'no'}`,
            row('Methods', policy.methods),
            row('Request headers', policy.requestHeaders),
            row('Response headers', policy.exposed),
            `Preflight cache: ${policy.maxAge === null ? 'browser default' : `${policy.maxAge} s`}`,
            `Preflights: ${PREFLIGHTS[String(policy.preflight)]}`,
          ];
  return [
    `**CORS policy**, ${markdownText(where === undefined ? stack : `${stack}, ${where}`)}`,
    ...(rows.length > 0 ? [rows.map((text) => `- ${text}`).join('\n')] : []),
    ...(unknownBecause === undefined ? [] : [`Unknown: ${markdownText(unknownBecause)}`]),
  ].join('\n\n');
}

const PREFLIGHTS: Readonly<Record<string, string>> = {
  true: 'this configuration responds',
  false: 'not allowed',
  null: 'left to the upstream',
};

function row(name: string, value: readonly string[] | string): string {
  const values = typeof value === 'string' ? [value] : value;
  return `${name}: ${values.length === 0 ? 'none' : values.map(markdownText).join(', ')}`;
}
