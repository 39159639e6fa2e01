import {
  type EngineName,
  type Initiator,
  type Outcome,
  type PageRequest,
  ProtocolError,
  simulate,
} from '@corsmith/protocol';
import { type LineProblem, readHeaders } from './header-text.js';

/** The state of the playground: a page's request and the server's responses, as typed. */
export interface Play {
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly headers: string;
  readonly body: string;
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly initiator: Initiator;
  readonly preflight: TypedResponse;
  readonly actual: TypedResponse;
}

export interface TypedResponse {
  readonly status: number;
  readonly headers: string;
}

export const START: Play = {
  origin: 'https://app.example.com',
  url: 'https://api.example.com/users',
  method: 'PUT',
  headers: 'Content-Type: application/json',
  body: '{}',
  credentials: 'include',
  mode: 'cors',
  initiator: 'fetch',
  preflight: {
    status: 204,
    headers:
      'Access-Control-Allow-Origin: https://app.example.com/\nAccess-Control-Allow-Credentials: true\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: content-type\nVary: Origin',
  },
  actual: {
    status: 200,
    headers:
      'Access-Control-Allow-Origin: https://app.example.com\nAccess-Control-Allow-Credentials: true\nVary: Origin',
  },
};

export const ENGINES = ['chromium', 'firefox', 'webkit', 'standard'] as const satisfies readonly EngineName[];

/** A problem with the input, and the field with it. */
export interface FieldProblem {
  readonly field: 'origin' | 'url' | 'headers' | 'preflight' | 'actual';
  readonly message: string;
}

export interface Played {
  /** Empty if the input has problems. */
  readonly outcomes: readonly Outcome[];
  readonly problems: readonly FieldProblem[];
}

/** Simulates it in each engine. Every preflight gets the preflight's response, every other request the actual one. */
export async function play(play: Play): Promise<Played> {
  const sent = readHeaders(play.headers);
  const responses = { preflight: readHeaders(play.preflight.headers), actual: readHeaders(play.actual.headers) };
  const problems = [
    ...inField('headers', sent.problems),
    ...inField('preflight', responses.preflight.problems),
    ...inField('actual', responses.actual.problems),
  ];
  if (problems.length > 0) return { outcomes: [], problems };
  const send = async ({ kind }: { readonly kind: 'preflight' | 'actual' }) => ({
    status: play[kind].status,
    headers: responses[kind].headers,
  });
  try {
    const request = requestOf(play, sent.headers);
    return { outcomes: await Promise.all(ENGINES.map((engine) => simulate(request, send, { engine }))), problems };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return {
      outcomes: [],
      problems: [{ field: /origin/i.test(error.code) ? 'origin' : 'url', message: error.message }],
    };
  }
}

const inField = (field: FieldProblem['field'], problems: readonly LineProblem[]): FieldProblem[] =>
  problems.map(({ line, message }) => ({ field, message: `Line ${line}: ${message}` }));

export function requestOf(
  { origin, url, method, body, credentials, mode, initiator }: Play,
  headers: PageRequest['headers'] & {},
): PageRequest {
  const hasBody = body !== '' && !/^(?:GET|HEAD)$/i.test(method);
  return { origin, url, method, headers, credentials, mode, initiator, ...(hasBody && { body }) };
}
