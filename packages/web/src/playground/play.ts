import {
  type EngineName,
  type Initiator,
  type Outcome,
  type PageRequest,
  ProtocolError,
  simulate,
} from '@corsmith/protocol';
import { type LineMistake, readHeaders } from './header-text.js';

/** What the playground holds: a page's request, and what the server answers, all as it is typed. */
export interface Play {
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly headers: string;
  readonly body: string;
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly initiator: Initiator;
  readonly preflight: Answer;
  readonly actual: Answer;
}

export interface Answer {
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

/** What is amiss in what was typed, by the field that holds it. */
export interface Mistake {
  readonly field: 'origin' | 'url' | 'headers' | 'preflight' | 'actual';
  readonly message: string;
}

export interface Played {
  /** None where something that was typed can't be read. */
  readonly outcomes: readonly Outcome[];
  readonly mistakes: readonly Mistake[];
}

/** What each engine makes of it. The preflight's answer is given to every preflight, the actual one to all else. */
export async function play(play: Play): Promise<Played> {
  const asked = readHeaders(play.headers);
  const answers = { preflight: readHeaders(play.preflight.headers), actual: readHeaders(play.actual.headers) };
  const mistakes = [
    ...inField('headers', asked.mistakes),
    ...inField('preflight', answers.preflight.mistakes),
    ...inField('actual', answers.actual.mistakes),
  ];
  if (mistakes.length > 0) return { outcomes: [], mistakes };
  const send = async ({ kind }: { readonly kind: 'preflight' | 'actual' }) => ({
    status: play[kind].status,
    headers: answers[kind].headers,
  });
  try {
    const request = requestOf(play, asked.headers);
    return { outcomes: await Promise.all(ENGINES.map((engine) => simulate(request, send, { engine }))), mistakes };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return {
      outcomes: [],
      mistakes: [{ field: /origin/i.test(error.code) ? 'origin' : 'url', message: error.message }],
    };
  }
}

const inField = (field: Mistake['field'], mistakes: readonly LineMistake[]): Mistake[] =>
  mistakes.map(({ line, message }) => ({ field, message: `Line ${line}: ${message}` }));

export function requestOf(
  { origin, url, method, body, credentials, mode, initiator }: Play,
  headers: PageRequest['headers'] & {},
): PageRequest {
  const hasBody = body !== '' && !/^(?:GET|HEAD)$/i.test(method);
  return { origin, url, method, headers, credentials, mode, initiator, ...(hasBody && { body }) };
}
