#!/usr/bin/env node
import type { WriteStream } from 'node:tty';
import { ExitCode, type Terminal } from './command.js';
import { run } from './program.js';
import { colourOf, widthOf } from './terminal/paint.js';

/** The exit codes of a process that a signal ends. */
const INTERRUPTED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** What a command may take to clean up after Ctrl-C, in milliseconds. */
const CLEAN_UP_LIMIT = 2000;

const interruption = new AbortController();
let interrupted: number | undefined;
for (const [signal, code] of Object.entries(INTERRUPTED)) {
  process.once(signal, () => {
    interrupted = code;
    interruption.abort();
    setTimeout(() => process.exit(code), CLEAN_UP_LIMIT).unref();
  });
}

// A reader such as `head` may go before all is printed: then the rest goes nowhere, and the exit code stays as it is.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    process.stderr.write(`corsmith: the output could not be written: ${message}\n`);
    process.exit(ExitCode.Usage);
  });

const terminalOf = (stream: WriteStream): Terminal => ({
  print: (text) => stream.write(text),
  colour: colourOf(stream, process.env),
  width: widthOf(stream),
  isWatched: stream.isTTY === true,
});

let isService = false;
const exitCode = await run(process.argv.slice(2), {
  out: terminalOf(process.stdout),
  err: terminalOf(process.stderr),
  env: process.env,
  signal: interruption.signal,
  onCommand: (command) => {
    isService = command.isService === true;
  },
});
// Whoever stops a service with SIGTERM expects it to end well.
const isStopped = isService && interrupted === INTERRUPTED.SIGTERM && exitCode === ExitCode.Allowed;
// Once everything is written, and an error of writing it has been reported.
process.stdout.write('', () => setImmediate(() => process.exit(isStopped ? exitCode : (interrupted ?? exitCode))));
