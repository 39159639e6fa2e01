import type { LookAlike } from './look-alike.js';
import { CANVAS_AND_MEDIA } from './look-alikes/canvas-and-media.js';
import { CONTENT_SECURITY_POLICY } from './look-alikes/content-security-policy.js';
import { COOKIES } from './look-alikes/cookies.js';
import { FRAMES } from './look-alikes/frames.js';
import { LOCAL_NETWORK } from './look-alikes/local-network.js';
import { MIXED_CONTENT } from './look-alikes/mixed-content.js';
import { OTHERS } from './look-alikes/others.js';
import { RESOURCE_POLICIES } from './look-alikes/resource-policies.js';
import { SCRIPTS } from './look-alikes/scripts.js';
import { WEBSOCKET } from './look-alikes/websocket.js';
import { WORKERS } from './look-alikes/workers.js';
import type { NotCorsMessage } from './parsed-message.js';

/** What people take for CORS. Where several begin with the same words, the first that fits counts. */
export const LOOK_ALIKES: readonly LookAlike[] = [
  ...CONTENT_SECURITY_POLICY,
  ...MIXED_CONTENT,
  ...LOCAL_NETWORK,
  ...RESOURCE_POLICIES,
  ...COOKIES,
  ...FRAMES,
  ...CANVAS_AND_MEDIA,
  ...WORKERS,
  ...WEBSOCKET,
  ...SCRIPTS,
  ...OTHERS,
];

const BY_ID: ReadonlyMap<string, LookAlike> = new Map(LOOK_ALIKES.map((entry) => [entry.id, entry]));

export const lookAlikeOf = ({ entry, topic }: NotCorsMessage): LookAlike | undefined =>
  BY_ID.get(entry ?? topic) ?? BY_ID.get(topic);
