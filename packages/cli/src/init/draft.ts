import type { HeaderList } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { dump } from 'js-yaml';

/** The data of a first contract. */
export interface Draft {
  readonly policy: PolicyConfig;
  /** Absent if it is not known yet: a default is written then. */
  readonly url?: string;
  readonly methods: readonly string[];
  readonly headers: HeaderList;
  /** Response headers that pages read. */
  readonly exposes: readonly string[];
}

const SCHEMA = 'https://unpkg.com/@corsmith/contract/cors.schema.json';

/** The contract as a file, with comments on what can be added. Secrets become variables. */
export function contractText({ policy, url, methods, headers, exposes }: Draft): string {
  const { origin, rest } = partsOf(url);
  const endpoint = {
    url: `\${API}${rest}`,
    ...(methods.some((method) => method !== 'GET') && { methods }),
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(exposes.length > 0 && { exposes }),
  };
  return [
    `# yaml-language-server: $schema=${SCHEMA}`,
    '# Which origins our servers allow. Tested by: corsmith test --env local',
    written({ policy }),
    '# Variables of each environment. Variables of the shell override them.',
    written({ environments: { local: { API: origin } } }),
    '# The URLs that pages use. More keys: errorPaths, direct, credentials, send.',
    written({ endpoints: [endpoint] }),
    '# Origins that must be denied. Default: null and an unknown origin.',
    '# denied: [null, https://stranger.example, https://evil.example]',
    '',
  ].join('\n');
}

const written = (part: object): string => dump(part, { lineWidth: -1 });

function partsOf(url: string | undefined): { readonly origin: string; readonly rest: string } {
  if (url === undefined) return { origin: 'http://localhost:3000', rest: '/' };
  const { origin, pathname, search } = new URL(url);
  // A `${` in the URL is not a variable.
  return { origin, rest: `${pathname}${search}`.replaceAll('${', '$${') };
}
