// Written by `npm run lists` from classes/.

import { addressAllowed } from './classes/address-allowed.js';
import { anyEnding } from './classes/any-ending.js';
import { anyPort } from './classes/any-port.js';
import { anySubdomain } from './classes/any-subdomain.js';
import { extensionAllowed } from './classes/extension-allowed.js';
import { httpAllowed } from './classes/http-allowed.js';
import { localhostAllowed } from './classes/localhost-allowed.js';
import { lookAlike } from './classes/look-alike.js';
import { nullAllowed } from './classes/null-allowed.js';
import { partOfList } from './classes/part-of-list.js';
import { prefixMatch } from './classes/prefix-match.js';
import { previewHosts } from './classes/preview-hosts.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { specialCharacters } from './classes/special-characters.js';
import { substringMatch } from './classes/substring-match.js';
import { suffixMatch } from './classes/suffix-match.js';
import { thirdParty } from './classes/third-party.js';
import { unescapedDot } from './classes/unescaped-dot.js';
import type { Weakness } from './weakness.js';

/** Every way in which a list of origins is known to be wrong, in the order of the probes. */
export const weaknesses: readonly Weakness[] = [
  anyEnding,
  reflectsAnyOrigin,
  nullAllowed,
  prefixMatch,
  unescapedDot,
  substringMatch,
  suffixMatch,
  partOfList,
  anySubdomain,
  httpAllowed,
  anyPort,
  localhostAllowed,
  addressAllowed,
  previewHosts,
  extensionAllowed,
  lookAlike,
  thirdParty,
  specialCharacters,
];
