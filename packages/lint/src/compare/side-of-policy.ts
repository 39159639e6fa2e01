import { createPolicy, type PolicyConfig, responsesOf } from '@corsmith/server';
import type { Side } from './side.js';

/** A policy, such as that of cors.yaml. @throws PolicyError if it is not valid */
export function sideOfPolicy(config: PolicyConfig, title: string, where?: string): Side {
  const { origins, methods = [], requestHeaders = [], responseHeaders = [] } = config;
  const listed = typeof origins === 'object' ? origins : [];
  return {
    title,
    ...(where !== undefined && { where }),
    send: responsesOf(createPolicy(config)),
    candidates: {
      origins: [...new Set(listed.flatMap(examplesOf))],
      methods,
      requestHeaders: requestHeaders === '*' ? [] : requestHeaders,
      responseHeaders,
    },
    unknown: typeof origins === 'function' ? { origins: 'a function decides it' } : {},
    errors: true,
  };
}

/** Origins that an entry with wildcards allows. */
export function examplesOf(entry: string): readonly string[] {
  if (!entry.includes('*')) return [entry];
  const ports = entry.endsWith(':*') ? ['', ':8443', ':3000'] : [undefined];
  return ports.flatMap((port) => {
    const origin = port === undefined ? entry : entry.replace(/:\*$/, port);
    return origin.includes('*.') ? ['app', 'x-1', 'x_y', 'a.b'].map((label) => origin.replace('*', label)) : [origin];
  });
}
