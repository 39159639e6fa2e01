import type { HeaderList } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { dump } from 'js-yaml';

/** What a first contract is made of. */
export interface Draft {
  readonly policy: PolicyConfig;
  /** Absent where none is known yet: a variable then stands for the server. */
  readonly url?: string;
  readonly methods: readonly string[];
  readonly headers: HeaderList;
  /** Response headers that pages read. */
  readonly exposes: readonly string[];
}

const SCHEMA = 'https://unpkg.com/@corsmith/contract/cors.schema.json';

/** The contract as a file, with a word on what can be added. Secrets become variables. */
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
    '# What our servers promise to pages. Held by: corsmith test --env local',
    written({ policy }),
    '# Variables of each environment; those of the shell go before them.',
    written({ environments: { local: { API: origin } } }),
    '# The URLs that pages use. More keys: errorPaths, direct, credentials, send.',
    written({ endpoints: [endpoint] }),
    '# Origins that must not get in, beside null and one of nobody:',
    '# denied: [null, https://stranger.example, https://evil.example]',
    '',
  ].join('\n');
}

const written = (part: object): string => dump(part, { lineWidth: -1 });

function partsOf(url: string | undefined): { readonly origin: string; readonly rest: string } {
  if (url === undefined) return { origin: 'http://localhost:3000', rest: '/' };
  const { origin, pathname, search } = new URL(url);
  // A dollar sign of the URL's own is no variable.
  return { origin, rest: `${pathname}${search}`.replaceAll('${', '$${') };
}
