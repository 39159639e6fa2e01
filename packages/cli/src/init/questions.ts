import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from '../usage-error.js';

/** What a person said. */
export interface Answers {
  readonly url: string;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly credentials: boolean;
}

/** Where the questions are written, and the answers come from. */
export interface Desk {
  readonly input: Readable;
  readonly output: Writable;
}

/** Asks on the terminal. @throws UsageError where the person ends the input without an answer. */
export async function askPerson(signal: AbortSignal, { input, output }: Desk): Promise<Answers> {
  const terminal = createInterface({ input, output });
  // On a terminal readline takes Ctrl-C for itself: here it means what it means everywhere.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new AbortController();
  terminal.on('close', () => ended.abort());
  const ask = async (question: string, byDefault: string): Promise<string> =>
    (
      await terminal.question(`${question} (${byDefault}) `, { signal: AbortSignal.any([signal, ended.signal]) })
    ).trim() || byDefault;
  try {
    const url = await ask('A URL that your pages request?', 'http://localhost:3000/');
    const origins = await ask('The origins of your pages, with commas?', 'http://localhost:5173');
    const methods = await ask('The methods that they use, with commas?', 'GET');
    const credentials = await ask('Do they send cookies? y or n', 'n');
    return { url, origins: listOf(origins), methods: listOf(methods), credentials: /^y/i.test(credentials) };
  } catch (error) {
    signal.throwIfAborted();
    if ((error as Error).name !== 'AbortError') throw error;
    throw new UsageError([{ message: 'The questions were not answered.', hint: 'Nothing is written' }]);
  } finally {
    terminal.close();
  }
}

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');
