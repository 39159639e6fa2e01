import type { DirectServer } from '@corsmith/doctor';
import { parseUrl } from '@corsmith/protocol';
import type { UsageProblem } from '../usage-error.js';

const DIRECT = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?\/?$/i;

/** Reads what `--direct` names: `HOST`, `HOST:PORT`, `http://[::1]:3000`. */
export function parseDirect(text: string): { readonly server: DirectServer } | { readonly problem: UsageProblem } {
  const [, scheme, host = '', digits] = DIRECT.exec(text) ?? [];
  const port = Number(digits ?? 1);
  if (!parseUrl(`http://${host}/`) || port < 1 || port > 65_535)
    return {
      problem: { message: `--direct '${text}' is not a server.`, hint: 'Write HOST, HOST:PORT or http://HOST:PORT' },
    };
  return {
    server: {
      host: host.replace(/^\[|\]$/g, ''),
      ...(digits !== undefined && { port }),
      ...(scheme !== undefined && { scheme: scheme.toLowerCase() as 'http' | 'https' }),
    },
  };
}
