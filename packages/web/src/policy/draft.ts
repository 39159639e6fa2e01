import { type PolicyConfig, PolicyError, type PolicyProblem, parsePolicy } from '@corsmith/server';

/** The form as typed. Lists have one name per line. */
export interface Draft {
  readonly origins: string;
  readonly credentials: boolean;
  readonly methods: string;
  readonly requestHeaders: string;
  readonly responseHeaders: string;
  readonly maxAge: string;
}

export const START: Draft = {
  origins: 'https://app.example.com\nhttp://localhost:*',
  credentials: true,
  methods: 'PUT\nDELETE',
  requestHeaders: 'Content-Type',
  responseHeaders: '',
  maxAge: '7200',
};

export type Drafted = { readonly policy: PolicyConfig } | { readonly problems: readonly PolicyProblem[] };

/** The policy, or every problem of it. */
export function drafted(draft: Draft): Drafted {
  try {
    return { policy: parsePolicy(describedBy(draft)).config };
  } catch (error) {
    if (error instanceof PolicyError) return { problems: error.problems };
    throw error;
  }
}

function describedBy({ origins, credentials, methods, requestHeaders, responseHeaders, maxAge }: Draft): object {
  const lists = {
    methods: names(methods),
    requestHeaders: names(requestHeaders),
    responseHeaders: names(responseHeaders),
  };
  return {
    origins: names(origins).join() === '*' ? '*' : names(origins),
    ...(credentials && { credentials }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(lists.requestHeaders.join() === '*' && { requestHeaders: '*' }),
    ...(maxAge.trim() !== '' && { maxAge: Number(maxAge) }),
  };
}

const names = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The policy as a `cors.yaml`, with one endpoint to fill in. Values are written as JSON, which is valid YAML. */
export function contractText(policy: PolicyConfig): string {
  const lines = Object.entries(policy).map(
    ([key, value]) => `  ${key}: ${JSON.stringify(value).replaceAll('","', '", "')}`,
  );
  return ['policy:', ...lines, 'endpoints:', '  - url: https://api.example.com/', ''].join('\n');
}
