import type { Diagnosis, ProbedExchange } from '@corsmith/doctor/pure';

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

/** A mistake in what was typed, in a sentence. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}

/** The server that serves this page refuses, or is gone. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/**
 * Has the local server check, and tells each exchange as it comes.
 * @throws CheckError
 */
export async function check(
  form: Form,
  { token, signal, onExchange }: { token: string; signal: AbortSignal; onExchange: (exchange: ProbedExchange) => void },
): Promise<Checked> {
  const response = await fetch('./api/check', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(orderOf(form)),
    signal,
  });
  if (!response.ok) throw new CheckError(problemsOf(await response.json().catch(() => ({}))));
  for await (const line of lines(response)) {
    const news = JSON.parse(line) as { readonly exchange: ProbedExchange } | Checked;
    if ('diagnosis' in news) return news;
    onExchange(news.exchange);
  }
  throw new CheckError([{ message: 'The check broke off.', hint: 'See the terminal in which corsmith runs' }]);
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
      ...(body !== '' && { data: body }),
      ...{ credentials, send, paths },
    },
  };
}

function problemsOf(answer: { readonly error?: string; readonly problems?: readonly Problem[] }): readonly Problem[] {
  return answer.problems ?? [{ message: answer.error ?? 'The server of this page does not answer as it should.' }];
}

async function* lines({ body }: Response): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks(body)) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((line) => line !== '');
  }
}

/** Not every browser iterates over a stream. */
async function* chunks(body: Response['body']): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value;
}
