import { seenLines } from '../lines/seen-lines.js';
import { logFormats } from './catalogue.js';
import { cloudfront, cloudfrontShape } from './cloudfront.js';
import type { FormatProblem } from './fields-and-texts.js';
import { type LogFormat, lineReader } from './format.js';
import { writtenTemplate } from './written.js';

export interface Recognition {
  readonly format: LogFormat;
  /** Of the lines at the log's beginning: how many are of this format, 0 to 1. */
  readonly share: number;
  readonly certainty: 'sure' | 'unsure';
  /** The time of the first of them. Seconds since 1970. */
  readonly began: number;
}

/** Lines that are tried. */
const SAMPLE = 100;
const SURE = 0.8;

/** The format that most of these lines are of, or undefined where none is of any. */
export function recogniseFormat(
  lines: readonly string[],
  candidates: readonly LogFormat[] = logFormats,
): Recognition | undefined {
  const names = lines.find((line) => line.startsWith('#Fields:'))?.slice('#Fields:'.length);
  const sample = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).slice(0, SAMPLE);
  let best: Recognition | undefined;
  for (const candidate of candidates) {
    const format = candidate === cloudfront && names ? { ...cloudfront, shape: cloudfrontShape(names) } : candidate;
    const reader = lineReader(format);
    const times = sample.flatMap((line) => {
      const seen = seenLines();
      reader.glance(Buffer.from(`${line}\n`), seen);
      return (seen.count > 0 && reader.read(line)?.time) || [];
    });
    const share = times.length / sample.length;
    if (times.length > 0 && share > (best?.share ?? 0))
      best = { format, share, certainty: share >= SURE ? 'sure' : 'unsure', began: times[0]! };
  }
  return best;
}

/** A format by its name, or as it is written in the configuration of nginx or Apache. */
export function namedFormat(text: string): LogFormat | { readonly problems: readonly FormatProblem[] } {
  const known = logFormats.find(({ id }) => id === text.trim().toLowerCase());
  if (known) return known;
  if (!/[$%]/.test(text)) {
    const names = logFormats.map(({ id }) => id).join(', ');
    return {
      problems: [
        {
          message: `No log format is called '${text}'.`,
          hint: `Known: ${names}; or give nginx's log_format or Apache's LogFormat`,
        },
      ],
    };
  }
  const shape = writtenTemplate(text);
  return 'problems' in shape ? shape : { id: 'custom', title: 'as given by --log-format', shape };
}
