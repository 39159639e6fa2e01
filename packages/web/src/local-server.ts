/** A problem with the input, in a sentence. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}

/** The local server refused the request, or is gone. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/** What a request to the local server needs. */
export interface ServerAccess {
  readonly token: string;
  readonly signal: AbortSignal;
}

/**
 * Posts to the local server, and yields each line of the response as it arrives.
 * @throws RefusedError
 */
export async function* requestLines<Line>(path: string, body: object, access: ServerAccess): AsyncGenerator<Line> {
  for await (const line of lines(await post(path, body, access))) yield JSON.parse(line) as Line;
}

/** Posts to the local server, without a response body. @throws RefusedError */
export const send = async (path: string, body: object, access: ServerAccess): Promise<void> =>
  void (await post(path, body, access));

async function post(path: string, body: object, { token, signal }: ServerAccess): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal,
  }).catch((error) => {
    if (signal.aborted) throw error;
    throw new RefusedError([{ message: 'corsmith is unreachable. Is it still running?' }]);
  });
  if (!response.ok) throw new RefusedError(problemsOf(await response.json().catch(() => ({}))));
  return response;
}

/** The response ended too early. */
export const connectionLost = (): RefusedError =>
  new RefusedError([
    { message: 'The connection to corsmith was lost.', hint: 'See the terminal in which corsmith runs.' },
  ]);

function problemsOf(body: { readonly error?: string; readonly problems?: readonly Problem[] }): readonly Problem[] {
  return body.problems ?? [{ message: body.error ?? 'Unexpected response from corsmith.' }];
}

async function* lines({ body }: Response): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks(body)) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((line) => line !== '');
  }
}

/** Not every browser can iterate over a stream. */
async function* chunks(body: Response['body']): AsyncGenerator<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value;
}
