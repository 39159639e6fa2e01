import type { Diagnosis, ProbedExchange } from '@corsmith/doctor/pure';
import { type Asking, ask, brokenOff } from '../local-server.js';

/** What is typed into the form: the flags of `corsmith check`. Lists hold one a line. */
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
  /** For each exchange, what sends the same in a shell. */
  readonly commands: readonly string[];
}

/**
 * Has the local server check, and tells each exchange as it comes.
 * @throws RefusedError
 */
export async function check(
  form: Form,
  { onExchange, ...asking }: Asking & { readonly onExchange: (exchange: ProbedExchange) => void },
): Promise<Checked> {
  for await (const news of ask<{ readonly exchange: ProbedExchange } | Checked>('./api/check', orderOf(form), asking)) {
    if ('diagnosis' in news) return news;
    onExchange(news.exchange);
  }
  throw brokenOff();
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
