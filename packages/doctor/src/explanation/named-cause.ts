import { causes } from '../causes.js';
import { warnings } from '../warnings.js';

const named = (id: string | undefined) =>
  causes.find((rule) => rule.id === id) ?? warnings.find((rule) => rule.id === id);

/** The title of a cause or a warning. */
export const causeTitle = (id: string): string => named(id)?.title ?? id;

/** What to do about a cause when no response of the server is at hand: a sentence or two. */
export const fixSentence = (id: string | undefined): string | undefined => named(id)?.fixSentence;
