import { parseUrl } from '@corsmith/protocol';
import type { DirectServer } from './probe.js';

const SCHEMES = ['http', 'https'] as const;
const DIRECT = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?\/?$/i;

/** Reads `HOST`, `HOST:PORT`, `http://[::1]:3000`; undefined where it names no server. */
export function parseDirectServer(text: string): DirectServer | undefined {
  const [, written, host = '', digits] = DIRECT.exec(text) ?? [];
  const scheme = SCHEMES.find((one) => one === written?.toLowerCase());
  const port = Number(digits ?? 1);
  if (!parseUrl(`http://${host}/`) || port < 1 || port > 65_535) return undefined;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    ...(digits !== undefined && { port }),
    ...(scheme && { scheme }),
  };
}
