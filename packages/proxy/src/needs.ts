import type { PageRequest } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { neededPolicy } from '@corsmith/stacks';

/** What all pages together have requested so far. */
export interface Needs {
  readonly add: (request: PageRequest) => void;
  readonly policy: () => PolicyConfig | undefined;
}

/** A page may make up names without end. */
const MOST_NAMES = 100;

export function gatherNeeds(): Needs {
  const [origins, methods, headers] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let credentials = false;
  const keep = (set: Set<string>, names: readonly string[]) => {
    for (const name of names) if (set.size < MOST_NAMES) set.add(name);
  };
  return {
    add(request) {
      const policy = neededPolicy(request);
      keep(origins, [request.origin]);
      keep(methods, policy.methods ?? []);
      keep(headers, typeof policy.requestHeaders === 'object' ? policy.requestHeaders : []);
      credentials ||= policy.credentials === true;
    },
    policy: () =>
      origins.size === 0
        ? undefined
        : {
            origins: [...origins],
            ...(credentials && { credentials: true }),
            ...(methods.size > 0 && { methods: [...methods].sort() }),
            ...(headers.size > 0 && { requestHeaders: [...headers].sort() }),
          },
  };
}
