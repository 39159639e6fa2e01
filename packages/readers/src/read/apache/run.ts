import { compiled } from '../regex-samples.js';
import type { Candidate, RequestToRespond, Responded, SentHeader } from '../responder.js';
import { flat, type Statement } from './sections.js';

/** The statements that hold at one place, outermost level first. */
export type Levels = readonly (readonly Statement[])[];

interface State {
  readonly env: Map<string, string>;
  readonly request: RequestToRespond;
  /** `%1` of the last RewriteCond. */
  captures: readonly string[];
}

/** mod_setenvif, mod_rewrite and mod_headers, as far as they decide CORS headers. */
export function run(levels: Levels, request: RequestToRespond): Responded {
  const state: State = { env: new Map(), request, captures: [] };
  const statements = levels.flatMap((level) => applicable(flat(level), state));
  let status: number | undefined;
  let conditions: boolean[] = [];
  for (const one of statements) {
    if (/^setenvif(?:nocase)?$/.test(one.name)) setEnvIf(one, state);
    else if (one.name === 'setenv' && one.words[0] !== undefined) state.env.set(one.words[0], one.words[1] ?? '');
    else if (one.name === 'rewritecond') conditions.push(isMet(one, state));
    else if (one.name === 'rewriterule') {
      const flags = one.words[2] ?? '';
      if (conditions.every((met) => met)) {
        for (const [, name = '', value = ''] of flags.matchAll(/\bE=!?([\w-]+):?([^,\]]*)/g))
          state.env.set(name, expanded(value, state));
        const code = Number(/\bR=(\d{3})/.exec(flags)?.[1]);
        if (code >= 200 && (code < 300 || code >= 400)) status ??= code;
      }
      conditions = [];
    }
  }
  const { always, onSuccess } = headerTables(statements, state);
  // A status that a RewriteRule sets is made as an error is: only the table of `always` is sent.
  const headers = status === undefined ? [...onSuccess, ...always] : always;
  return { by: status === undefined ? 'upstream' : 'self', status: status ?? 200, headers };
}

/** With the statements of `<If>` sections whose condition holds. */
function applicable(statements: readonly Statement[], state: State): readonly Statement[] {
  return statements.flatMap((one) => {
    if (one.name === 'if' && one.inside)
      return isTrue(one.words.join(' '), state) ? applicable(flat(one.inside), state) : [];
    return one.inside ? [] : [one];
  });
}

/** The conditions that name an origin or a method; others are not known, and taken as false. */
function isTrue(expression: string, { request }: State): boolean {
  const [, variable = '', operator, literal] =
    /%\{(HTTP:Origin|HTTP_ORIGIN|req:Origin|REQUEST_METHOD)\}\s*(==|=~|!=|-in|=)\s*(.*)$/i.exec(expression) ?? [];
  const value = /METHOD/i.test(variable) ? request.method : (request.origin ?? '');
  if (literal === undefined) return /^-n\b.*origin/i.test(expression) && value !== '';
  const text = literal.trim().replace(/^['"]|['"]$/g, '');
  if (operator === '=~') return regexOf(text)?.test(value) ?? false;
  if (operator === '-in') return [...text.matchAll(/'([^']*)'/g)].some(([, one]) => one === value);
  return (text === value) === (operator !== '!=');
}

/** `m#…#`, `/…/i` */
function regexOf(text: string): RegExp | undefined {
  const [, , source, flags = ''] = /^m?([#/|!])(.*)\1(\w*)$/.exec(text) ?? [];
  return source === undefined ? undefined : compiled(source, flags.includes('i') ? 'i' : '');
}

function setEnvIf(
  { name, words: [attribute = '', regex = '', ...variables] }: Statement,
  { env, request }: State,
): void {
  const value = attributeOf(attribute, request);
  const match = value === undefined ? undefined : compiled(regex, name.endsWith('nocase') ? 'i' : '')?.exec(value);
  if (!match) return;
  for (const variable of variables) {
    const [, key = '', text] = /^!?([^=]+)(?:=(.*))?$/s.exec(variable) ?? [];
    if (variable.startsWith('!')) env.delete(key);
    else env.set(key, text?.replace(/\$(\d)/g, (_, digit: string) => match[Number(digit)] ?? '') ?? '1');
  }
}

const attributeOf = (attribute: string, request: RequestToRespond): string | undefined =>
  /^origin$/i.test(attribute)
    ? (request.origin ?? '')
    : /^request_method$/i.test(attribute)
      ? request.method
      : undefined;

function isMet({ words: [variable = '', pattern = '', flags = ''] }: Statement, state: State): boolean {
  const { request } = state;
  const value = /HTTP:Origin|HTTP_ORIGIN/i.test(variable)
    ? (request.origin ?? '')
    : /REQUEST_METHOD/i.test(variable)
      ? request.method
      : undefined;
  if (value === undefined) return false;
  const isNot = pattern.startsWith('!');
  const text = isNot ? pattern.slice(1) : pattern;
  const match = text.startsWith('=')
    ? value === text.slice(1)
      ? [value]
      : null
    : compiled(text, flags.includes('NC') ? 'i' : '')?.exec(value);
  if (match) state.captures = [...match];
  return Boolean(match) !== isNot;
}

const expanded = (text: string, { request, captures }: State): string =>
  text
    .replace(/%\{(?:HTTP:Origin|HTTP_ORIGIN)\}/gi, request.origin ?? '')
    .replace(/%(\d)/g, (_, digit: string) => captures[Number(digit)] ?? '');

function headerTables(statements: readonly Statement[], state: State) {
  const tables = { always: [] as SentHeader[], onSuccess: [] as SentHeader[] };
  for (const one of statements) {
    if (one.name !== 'header') continue;
    const { table, action, header, value, condition } = headerParts(one);
    if (condition !== undefined && !holds(condition, state)) continue;
    const list = tables[table];
    const same = (entry: SentHeader) => entry.name === header;
    const sent: SentHeader = { name: header, value: valueFrom(value, state), at: one.at, onErrors: table === 'always' };
    if (/^(?:set|unset|edit)$/.test(action)) list.splice(0, list.length, ...list.filter((entry) => !same(entry)));
    const before = list.find(same);
    if (/^(?:set|add)$/.test(action) || (/^(?:append|merge|setifempty)$/.test(action) && !before)) list.push(sent);
    else if (/^(?:append|merge)$/.test(action) && before)
      list[list.indexOf(before)] = {
        ...before,
        value: before.value === undefined || sent.value === undefined ? undefined : `${before.value}, ${sent.value}`,
      };
  }
  return tables;
}

/** `Header [always] set NAME VALUE [env=X]` */
export function headerParts({ words }: Statement) {
  const hasTable = /^(?:always|onsuccess)$/i.test(words[0] ?? '');
  const [action = '', header = '', ...rest] = hasTable ? words.slice(1) : words;
  const last = rest.at(-1) ?? '';
  const isCondition = rest.length > 1 && /^(?:env=|expr=|early$)/.test(last);
  return {
    table: hasTable && words[0]!.toLowerCase() === 'always' ? ('always' as const) : ('onSuccess' as const),
    action: action.toLowerCase(),
    header: header.toLowerCase().replace(/:$/, ''),
    value: rest[0] ?? '',
    condition: isCondition ? last : undefined,
  };
}

function holds(condition: string, state: State): boolean {
  const [, not, name] = /^env=(!?)(.*)$/.exec(condition) ?? [];
  if (name !== undefined) return state.env.has(name) !== (not === '!');
  return condition === 'early' || isTrue(condition.replace(/^expr=/, ''), state);
}

function valueFrom(value: string, state: State): string | undefined {
  let known = true;
  const text = value.replace(/^expr=/, '').replace(/%\{([^}]+)\}([a-z])?/g, (_, name: string, kind?: string) => {
    if (kind === 'e') return state.env.get(name) ?? '(null)';
    if (/^(?:req|HTTP):Origin$|^HTTP_ORIGIN$/i.test(name)) return state.request.origin ?? '';
    known = false;
    return '';
  });
  return known ? text : undefined;
}

/** The origins and patterns that these statements name. */
export function candidatesOf(levels: Levels): readonly Candidate[] {
  const pattern = (text: string, regex: string, caseless: boolean, { at }: Statement): Candidate => ({
    kind: 'pattern',
    text,
    regex,
    flags: caseless ? 'i' : '',
    at,
  });
  const visit = (statements: readonly Statement[]): Candidate[] =>
    flat(statements).flatMap((one): Candidate[] => {
      const [first = '', second = '', ...rest] = one.words;
      if (/^setenvif(?:nocase)?$/.test(one.name) && /^origin$/i.test(first)) {
        // What is sent is the part that matched, so the whole origin has to.
        const isWhole = rest.some((variable) => variable.includes('$0'));
        return [pattern(second, isWhole ? `^(?:${second})$` : second, one.name.endsWith('nocase'), one)];
      }
      if (one.name === 'rewritecond' && /origin/i.test(first) && !/^[!-]/.test(second))
        return second.startsWith('=')
          ? [{ kind: 'text', text: second.slice(1), at: one.at }]
          : [pattern(second, second, rest[0]?.includes('NC') ?? false, one)];
      const expression =
        one.name === 'if' ? one.words.join(' ') : one.name === 'header' ? (headerParts(one).condition ?? '') : '';
      const named = /origin/i.test(expression)
        ? [...expression.matchAll(/'([a-z]+:\/\/[^']*)'/gi)].map(
            ([, text = '']): Candidate => ({ kind: 'text', text, at: one.at }),
          )
        : [];
      const [, , source, flags = ''] = /=~\s*m?([#/|!])(.*)\1(\w*)/.exec(expression) ?? [];
      const matched = source === undefined ? [] : [pattern(source, source, flags.includes('i'), one)];
      return [...named, ...matched, ...(one.name === 'if' && one.inside ? visit(one.inside) : [])];
    });
  return levels.flatMap(visit);
}
