import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corsmith } from '../../../packages/cli/test/built-cli.js';

/** What the command says; the browser is closed at once. */
export async function browserExample(argument: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'corsmith-page-'));
  try {
    const program = join(folder, 'chromium');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    const { stdout } = await corsmith([...argument.split(' ').slice(1), '--browser', program]);
    return `\`\`\`text\n$ ${argument}\n${stdout.replace(program, '/usr/bin/chromium').trimEnd()}\n\`\`\``;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
