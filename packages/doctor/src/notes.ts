// Written by `npm run lists` from notes/.

import type { NoteRule } from './note.js';
import { anotherSetter } from './notes/another-setter.js';
import { azurePlatformCors } from './notes/azure-platform-cors.js';
import { cloudflareAccess } from './notes/cloudflare-access.js';
import { debugOutput } from './notes/debug-output.js';
import { htmlPage } from './notes/html-page.js';
import { httpsRedirection } from './notes/https-redirection.js';
import { iisWebdav } from './notes/iis-webdav.js';
import { nextjsRedirect } from './notes/nextjs-redirect.js';
import { nginxInheritance } from './notes/nginx-inheritance.js';
import { springSecurity } from './notes/spring-security.js';
import { supabaseVerifyJwt } from './notes/supabase-verify-jwt.js';
import { vercelProtection } from './notes/vercel-protection.js';

/** Every note. */
export const notes: readonly NoteRule[] = [
  azurePlatformCors,
  anotherSetter,
  cloudflareAccess,
  debugOutput,
  htmlPage,
  httpsRedirection,
  iisWebdav,
  nextjsRedirect,
  nginxInheritance,
  springSecurity,
  supabaseVerifyJwt,
  vercelProtection,
];
