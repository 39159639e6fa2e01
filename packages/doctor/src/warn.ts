import type { Warning } from './diagnosis.js';
import type { ExtraProbe } from './extra-probes/extra-probe.js';
import type { Seen } from './facts/seen.js';
import { warnings as catalogue } from './warnings.js';

/** The probes that all warnings need. */
export const probesFor = (seen: Seen): readonly ExtraProbe[] => catalogue.flatMap((rule) => rule.probes?.(seen) ?? []);

/** Problems of a request that passes. */
export const warn = (seen: Seen): Warning[] =>
  catalogue.flatMap((rule) => {
    const { id, title } = rule;
    const match = rule.match(seen);
    return match ? [{ id, title, ...match }] : [];
  });
