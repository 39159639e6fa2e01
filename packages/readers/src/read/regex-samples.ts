/**
 * Texts that a regular expression matches: for each alternative of its groups, with optional parts and without. Made for
 * patterns of origins; the first is the shortest path through it.
 */
export function samplesOf(source: string, limit = 24): readonly string[] {
  const parser = new SampleParser(source);
  try {
    return [...new Set(parser.alternatives())].slice(0, limit);
  } catch {
    return [];
  }
}

/** Texts are built by concatenation of choices, each bounded. */
const MOST_CHOICES = 64;

class SampleParser {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  alternatives(): string[] {
    if (++this.depth > 50) throw new RangeError('too deep');
    const all: string[] = [...this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      all.push(...this.sequence());
    }
    this.depth--;
    return all.slice(0, MOST_CHOICES);
  }

  private sequence(): string[] {
    let texts = [''];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      const pieces = this.quantified();
      texts = texts.flatMap((text) => pieces.map((piece) => text + piece)).slice(0, MOST_CHOICES);
    }
    return texts;
  }

  private quantified(): string[] {
    const atoms = this.atom();
    const rest = this.source.slice(this.at);
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})[?+]?/.exec(rest);
    if (!quantifier) return atoms;
    this.at += quantifier[0].length;
    const least = quantifier[1] === undefined ? 1 : Math.min(Number(quantifier[1]), 20);
    const repeated = atoms.map((one) => one.repeat(Math.max(1, least)));
    const isOptional = /^[*?]|^\{0/.test(quantifier[0]);
    return isOptional ? ['', ...repeated] : repeated;
  }

  private atom(): string[] {
    const character = this.source.charAt(this.at++);
    if (character === '^' || character === '$') return [''];
    // Without a quantifier, a dot of a host is meant.
    if (character === '.') return [/[*+?{]/.test(this.source[this.at] ?? '') ? 'a' : '.'];
    if (character === '(') return this.group();
    if (character === '[') return [this.characterClass()];
    if (character === '\\') return [escapeSample(this.source[this.at++] ?? '\\')];
    return [character];
  }

  private group(): string[] {
    const kind = /^\?(?:[:=!>]|<[=!]|P?<\w+>|'\w+'|[a-z]+[:)])/.exec(this.source.slice(this.at));
    if (kind) this.at += kind[0].length;
    if (kind && /^\?[a-z]+\)$/.test(kind[0])) return [''];
    const inner = this.alternatives();
    this.at++;
    return kind && /[=!]$/.test(kind[0]) ? [''] : inner;
  }

  private characterClass(): string {
    const start = this.at;
    if (this.source[this.at] === '^') this.at++;
    if (this.source[this.at] === ']') this.at++;
    while (this.at < this.source.length && this.source[this.at] !== ']') {
      if (this.source.startsWith('[:', this.at)) this.at = Math.max(this.at, this.source.indexOf(':]', this.at) + 1);
      if (this.source[this.at] === '\\') this.at++;
      this.at++;
    }
    const written = this.source.slice(start, this.at++);
    const matcher = new RegExp(`^[${written.replace(/\[:alnum:\]/g, 'a-z0-9').replace(/\[:alpha:\]/g, 'a-z')}]$`, 'i');
    return [...'abcx19-_.:/[]+@'].find((one) => matcher.test(one)) ?? '';
  }
}

function escapeSample(escaped: string): string {
  if (escaped === 'd') return '1';
  if (escaped === 'w') return 'a';
  if (/[bBAzZ]/.test(escaped)) return '';
  if (escaped === 's') return ' ';
  if (escaped === 'D' || escaped === 'S') return 'a';
  if (escaped === 'W') return '-';
  return escaped;
}

/** The regular expression for JavaScript, or undefined if it is none there either. */
export function compiled(source: string, flags: '' | 'i'): RegExp | undefined {
  const inline = /^\(\?([a-z]+)\)/.exec(source);
  const written = (inline ? source.slice(inline[0].length) : source)
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\[:alnum:\]/g, 'a-zA-Z0-9')
    .replace(/\(\?P</g, '(?<');
  try {
    return new RegExp(written, flags === 'i' || inline?.[1]?.includes('i') ? 'i' : '');
  } catch {
    return undefined;
  }
}
