/** A mistake in what was typed, in a sentence. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}

/** The server that serves this page refuses, or is gone. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/** How this page asks the server that serves it. */
export interface Asking {
  readonly token: string;
  readonly signal: AbortSignal;
}

/**
 * Posts to the local server, and gives each line of its answer as it comes.
 * @throws RefusedError
 */
export async function* ask<Line>(path: string, body: object, asking: Asking): AsyncGenerator<Line> {
  for await (const line of lines(await post(path, body, asking))) yield JSON.parse(line) as Line;
}

/** Posts what needs no answer. @throws RefusedError */
export const tell = async (path: string, body: object, asking: Asking): Promise<void> =>
  void (await post(path, body, asking));

async function post(path: string, body: object, { token, signal }: Asking): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal,
  }).catch((error) => {
    if (signal.aborted) throw error;
    throw new RefusedError([{ message: 'corsmith does not answer: is it still running?' }]);
  });
  if (!response.ok) throw new RefusedError(problemsOf(await response.json().catch(() => ({}))));
  return response;
}

/** It broke off before all was told. */
export const brokenOff = (): RefusedError =>
  new RefusedError([{ message: 'It broke off.', hint: 'See the terminal in which corsmith runs' }]);

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
