import type { PolicyConfig } from '@corsmith/server';
import type { ProbedExchange, Recipe } from '../diagnosis.js';

/** A server, framework, proxy or platform: how it shows itself, and how CORS is set up there. */
export interface Stack {
  /** Fixed: other tools rely on it. */
  readonly id: string;
  readonly title: string;
  /** What in an answer shows that it is this stack; nothing where nothing does. */
  recognise(exchange: ProbedExchange): readonly string[];
  /** The smallest correct configuration for that policy. */
  render(policy: RenderedPolicy): Omit<Recipe, 'stack' | 'title'>;
}

/** A policy with its defaults filled in; a function can't be rendered. */
export interface RenderedPolicy {
  readonly origins: '*' | readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly requestHeaders: '*' | readonly string[];
  readonly responseHeaders: readonly string[];
  readonly maxAge?: number;
}

/** @throws RangeError where the origins are a function. */
export function renderedPolicy({
  origins,
  credentials,
  methods,
  requestHeaders,
  responseHeaders,
  maxAge,
}: PolicyConfig): RenderedPolicy {
  if (typeof origins === 'function') throw new RangeError('A policy whose origins are a function cannot be rendered.');
  return {
    origins,
    credentials: credentials ?? false,
    methods: methods ?? [],
    requestHeaders: requestHeaders ?? [],
    responseHeaders: responseHeaders ?? [],
    ...(maxAge !== undefined && { maxAge }),
  };
}

/** `name: value` of a header where a pattern fits it. */
export function headerMark({ response }: ProbedExchange, name: string, pattern: RegExp): readonly string[] {
  return (response?.headers ?? [])
    .filter(([n, value]) => n.toLowerCase() === name && pattern.test(value))
    .map(([n, value]) => `${n}: ${value}`);
}

/** The first words of a body where a pattern fits it. */
export function bodyMark({ response }: ProbedExchange, pattern: RegExp): readonly string[] {
  const match = pattern.exec(response?.bodyStart ?? '');
  return match ? [`body “${match[0].slice(0, 60)}”`] : [];
}
