import type { Diagnosis } from '@corsmith/doctor/pure';
import type { ProbedExchange } from '@corsmith/protocol';
import { connectionLost, requestLines, type ServerAccess } from '../local-server.js';

/** The form as typed: the flags of `corsmith check`. Lists have one item per line. */
export interface Form {
  readonly url: string;
  readonly origin: string;
  readonly method: string;
  readonly headers: string;
  readonly body: string;
  readonly credentials: boolean;
  readonly direct: string;
  readonly send: boolean;
  readonly paths: boolean;
}

export interface Checked {
  readonly diagnosis: Diagnosis;
  /** For each exchange, the curl command that sends the same request. */
  readonly commands: readonly string[];
}

/**
 * Runs a check through the local server, and reports each exchange as it arrives.
 * @throws RefusedError
 */
export async function check(
  form: Form,
  { onExchange, ...access }: ServerAccess & { readonly onExchange: (exchange: ProbedExchange) => void },
): Promise<Checked> {
  for await (const update of requestLines<{ readonly exchange: ProbedExchange } | Checked>(
    './api/check',
    orderOf(form),
    access,
  )) {
    if ('diagnosis' in update) return update;
    onExchange(update.exchange);
  }
  throw connectionLost();
}

function orderOf({ url, origin, method, headers, body, credentials, direct, send, paths }: Form): object {
  const list = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
  return {
    url,
    options: {
      origin,
      request: method,
      header: list(headers),
      direct: list(direct).map((server) => server.trim()),
      ...(body !== '' && { dataRaw: body }),
      ...{ credentials, send, paths },
    },
  };
}
