import { type DirectServer, parseDirectServer } from '@corsmith/doctor';
import type { UsageProblem } from '../usage-error.js';

/** Reads what `--direct` names. */
export function parseDirect(text: string): { readonly server: DirectServer } | { readonly problem: UsageProblem } {
  const server = parseDirectServer(text);
  if (server) return { server };
  return {
    problem: { message: `--direct '${text}' is not a server.`, hint: 'Write HOST, HOST:PORT or http://HOST:PORT' },
  };
}
