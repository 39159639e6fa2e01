import { alb } from './alb.js';
import { caddy } from './caddy.js';
import { cloudflare } from './cloudflare.js';
import { cloudfront } from './cloudfront.js';
import { combined } from './combined.js';
import { common } from './common.js';
import type { LogFormat } from './format.js';
import { traefik } from './traefik.js';
import { vhost } from './vhost.js';

/** Every format that is known by name. Of two that fit alike the first is taken. */
export const logFormats: readonly LogFormat[] = [combined, vhost, common, caddy, traefik, cloudfront, alb, cloudflare];
