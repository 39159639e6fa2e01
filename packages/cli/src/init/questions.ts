import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from '../usage-error.js';

/** What the user entered. */
export interface PromptedInput {
  readonly url: string;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly credentials: boolean;
}

/** The streams of the prompts. */
export interface PromptStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** Prompts on the terminal. @throws UsageError if the input ends early. */
export async function promptUser(signal: AbortSignal, { input, output }: PromptStreams): Promise<PromptedInput> {
  const terminal = createInterface({ input, output });
  // readline handles Ctrl-C itself: pass it on as the usual signal.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = new AbortController();
  terminal.on('close', () => ended.abort());
  const prompt = async (question: string, byDefault: string): Promise<string> =>
    (
      await terminal.question(`${question} (${byDefault}) `, { signal: AbortSignal.any([signal, ended.signal]) })
    ).trim() || byDefault;
  try {
    const url = await prompt('URL that your pages request', 'http://localhost:3000/');
    const origins = await prompt('Origins of your pages, separated by commas', 'http://localhost:5173');
    const methods = await prompt('Methods that they use, separated by commas', 'GET');
    const credentials = await prompt('Do they send cookies? (y or n)', 'n');
    return { url, origins: listOf(origins), methods: listOf(methods), credentials: /^y/i.test(credentials) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    throw new UsageError([{ message: 'The input ended early.', hint: 'No file was written' }]);
  } finally {
    terminal.close();
  }
}

const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');
