import { isAtLeast, isOfInterest, lint } from '@corsmith/lint';
import type { Linted } from '../lint/linted.js';

/** In characters: longer texts are not configuration that a person writes. */
const LONGEST = 1024 * 1024;

/** Names under which a reader looks at a pasted text: its own words decide which fits. */
const NAMES: readonly string[] = [
  'server.ts',
  'nginx.conf',
  'main.py',
  'config/settings.py',
  'CorsConfiguration.java',
  'application.properties',
  'application.yml',
  'Program.cs',
  'main.go',
  'config/initializers/cors.rb',
  'config/cors.php',
  '.htaccess',
  'httpd.conf',
  'Caddyfile',
  'haproxy.cfg',
  'web.config',
  'serverless.yml',
  'template.yaml',
  'ingress.yaml',
  'vercel.json',
  'netlify.toml',
  '_headers',
  'cors.json',
  'main.tf',
];

/** What parts of a program leave out when they are pasted; on the same line, so that the lines stay as they are. */
const LEFT_OUT = "import express from 'express'; import cors from 'cors'; ";

/** What a text says as a configuration or as code of a server, or undefined if it is none. */
export async function configurationIn(text: string, file: string | undefined): Promise<Linted | undefined> {
  if (text.length > LONGEST) return undefined;
  if (file !== undefined && isOfInterest({ path: file, text })) return linted(file, text, text);
  for (const name of NAMES) {
    const found = await linted(name, text, text);
    if (found && !isUnparsable(found)) return found;
  }
  return /\bcors\(/.test(text) ? linted('server.ts', `${LEFT_OUT}${text}`, text) : undefined;
}

/** Then it was a file of another kind. */
const isUnparsable = ({ findings }: Linted): boolean => findings.some(({ id }) => id === 'syntax-error');

/** Undefined unless a policy is read. */
async function linted(path: string, read: string, text: string): Promise<Linted | undefined> {
  if (!isOfInterest({ path, text: read })) return undefined;
  const result = await lint({ files: [{ path, text: read }] });
  const isRead = result.policies.some(({ policy }) => policy !== null);
  return isRead ? { ...result, skipped: [], known: 0, files: [{ path, text }] } : undefined;
}

export const isBroken = ({ findings }: Linted): boolean => findings.some(({ level }) => isAtLeast(level, 'insecure'));
