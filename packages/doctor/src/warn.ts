import type { Warning } from './diagnosis.js';
import type { Seen } from './facts/seen.js';
import type { TellingProbe } from './telling/telling-probe.js';
import { warnings as catalogue } from './warnings/catalogue.js';

/** What has to be asked to know of every warning. */
export const asked = (seen: Seen): readonly TellingProbe[] => catalogue.flatMap((rule) => rule.asks?.(seen) ?? []);

/** What is amiss although the request passes. */
export const warn = (seen: Seen): Warning[] =>
  catalogue.flatMap((rule) => {
    const { id, title } = rule;
    const match = rule.match(seen);
    return match ? [{ id, title, ...match }] : [];
  });
