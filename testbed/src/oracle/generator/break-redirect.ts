import type { Random } from '../random.js';
import type { Breakage } from './breakage.js';
import { type Draft, type Hop, setLines, urlOf } from './draft.js';
import { ODD_LOCATIONS, REDIRECT_STATUSES } from './response-values.js';

/** Changes of where a response leads. */
export const REDIRECT_BREAKAGES: readonly Breakage[] = [
  [5, 'odd Location', onHop((hop, _draft, random) => redirect(hop, random.pick(ODD_LOCATIONS), random))],
  [
    4,
    'Location with user and password',
    onHop((hop, draft, random) => redirect(hop, [withUser(draft, random)], random)),
  ],
  [2, 'redirect loop', onHop((hop, draft, random) => redirect(hop, [urlOf(random.pick(draft.hops))], random))],
  [2, 'relative Location', onHop((hop, draft, random) => redirect(hop, [relative(draft, random)], random))],
  [
    2,
    'redirect status',
    onHop((hop, _draft, random) => (hop.actual.status = random.pick([300, 304, 305, 306, ...REDIRECT_STATUSES]))),
  ],
];

function onHop(change: (hop: Hop, draft: Draft, random: Random) => unknown): Breakage[2] {
  return (draft, random) => {
    change(random.pick(draft.hops), draft, random);
    return true;
  };
}

function redirect({ actual }: Hop, location: readonly string[], random: Random): void {
  if (!REDIRECT_STATUSES.includes(actual.status)) actual.status = random.pick(REDIRECT_STATUSES);
  setLines(actual, 'Location', location);
}

function withUser({ hops }: Draft, random: Random): string {
  const { place, leg } = random.pick(hops);
  return `http://${random.pick(['u:p@', 'u@', ':p@', '@', ':@'])}{${place.toUpperCase()}_HOST}/c/{ID}/${leg}`;
}

function relative({ hops }: Draft, random: Random): string {
  const { place, leg } = random.pick(hops);
  return random.pick([leg, `/c/{ID}/${leg}`, `//{${place.toUpperCase()}_HOST}/c/{ID}/${leg}`, `?x`, `./${leg}#f`]);
}
