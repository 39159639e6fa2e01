import type { Diagnosis } from '@corsmith/doctor';
import { besideLabel, type Line, labelled, paragraph } from './line.js';
import { stepLines } from './recipe.js';

/** What the page can do if the server is not the user's, or that there is such a thing. */
export function thirdPartyLines({ thirdParty, publicApi }: Diagnosis, width: number): Line[] {
  const room = besideLabel(width);
  if (thirdParty) return labelled('Instead', stepLines(thirdParty.ways, room));
  if (publicApi === undefined) return [];
  return labelled(
    'Hint',
    paragraph(`Not your server? Add --third-party to see what the page can do about ${publicApi}.`, room),
  );
}
