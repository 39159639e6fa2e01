import type { Weakness } from '../weakness.js';
import { anyPort } from './any-port.js';
import { anySubdomain } from './any-subdomain.js';
import { httpAllowed } from './http-allowed.js';
import { localhostAllowed } from './localhost-allowed.js';
import { lookAlike } from './look-alike.js';
import { nullAllowed } from './null-allowed.js';
import { partOfList } from './part-of-list.js';
import { prefixMatch } from './prefix-match.js';
import { previewHosts } from './preview-hosts.js';
import { reflectsAnyOrigin } from './reflects-any-origin.js';
import { specialCharacters } from './special-characters.js';
import { substringMatch } from './substring-match.js';
import { suffixMatch } from './suffix-match.js';
import { thirdParty } from './third-party.js';
import { unescapedDot } from './unescaped-dot.js';

/** Every way in which a list of origins is known to be wrong, in the order in which it is asked. */
export const weaknesses: readonly Weakness[] = [
  reflectsAnyOrigin,
  nullAllowed,
  substringMatch,
  prefixMatch,
  suffixMatch,
  partOfList,
  unescapedDot,
  anySubdomain,
  httpAllowed,
  anyPort,
  localhostAllowed,
  previewHosts,
  thirdParty,
  lookAlike,
  specialCharacters,
];
