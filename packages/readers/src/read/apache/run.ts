import { compiled } from '../regex-samples.js';
import { type Candidate, ECHOED, type RequestToRespond, type Responded, type SentHeader } from '../responder.js';
import { holdsExpression } from './expression.js';
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
    else if (one.name === 'setenvifexpr') setEnvIfExpr(one, state);
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

const isTrue = (expression: string, state: State): boolean =>
  holdsExpression(expression, {
    variable: (name) => variableOf(name, state),
    call: (name, argument) => {
      if (/^(?:req|http|req_novary)$/i.test(name)) return requestHeader(argument, state.request);
      return /^(?:reqenv|env)$/i.test(name) ? (state.env.get(argument) ?? '') : undefined;
    },
  });

function variableOf(name: string, { request, env }: State): string | undefined {
  const [, header] = /^(?:HTTP|req|req_novary|http):(.*)$/i.exec(name) ?? [];
  if (header !== undefined) return requestHeader(header, request);
  const [, variable] = /^(?:ENV|reqenv|env):(.*)$/i.exec(name) ?? [];
  if (variable !== undefined) return env.get(variable) ?? '';
  if (name === 'REQUEST_METHOD') return request.method;
  return name === 'HTTP_ORIGIN' ? (request.origin ?? '') : undefined;
}

/** Of a preflight, if it is OPTIONS. */
function requestHeader(name: string, { method, origin }: RequestToRespond): string | undefined {
  if (/^origin$/i.test(name)) return origin ?? '';
  if (/^access-control-request-method$/i.test(name)) return method === 'OPTIONS' ? 'PUT' : '';
  if (/^access-control-request-headers$/i.test(name)) return method === 'OPTIONS' ? ECHOED : '';
  return undefined;
}

function setEnvIf(
  { name, words: [attribute = '', regex = '', ...variables] }: Statement,
  { env, request }: State,
): void {
  const value = attributeOf(attribute, request);
  const match = value === undefined ? undefined : compiled(regex, name.endsWith('nocase') ? 'i' : '')?.exec(value);
  if (match) setVariables(variables, match, env);
}

function setEnvIfExpr({ words: [expression = '', ...variables] }: Statement, state: State): void {
  if (isTrue(expression, state)) setVariables(variables, [], state.env);
}

function setVariables(variables: readonly string[], match: readonly string[], env: Map<string, string>): void {
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
      : /^request_uri$/i.test(attribute)
        ? '/'
        : undefined;

function isMet({ words: [variable = '', pattern = '', flags = ''] }: Statement, state: State): boolean {
  if (variable === 'expr') return isTrue(pattern, state);
  const { request } = state;
  const value = /HTTP:Origin|HTTP_ORIGIN/i.test(variable)
    ? (request.origin ?? '')
    : /REQUEST_METHOD/i.test(variable)
      ? request.method
      : /Access-Control-Request-Method/i.test(variable)
        ? requestHeader('access-control-request-method', request)
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
  const tables: Record<'always' | 'onSuccess', SentHeader[]> = { always: [], onSuccess: [] };
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
  const [, table] = /^(always|onsuccess)$/i.exec(words[0] ?? '') ?? [];
  const [action = '', header = '', ...rest] = table === undefined ? words : words.slice(1);
  const last = rest.at(-1) ?? '';
  const isCondition = rest.length > 1 && /^(?:env=|expr=|early$)/.test(last);
  return {
    table: table?.toLowerCase() === 'always' ? ('always' as const) : ('onSuccess' as const),
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
    const found = variableOf(name, state);
    known &&= found !== undefined;
    return found ?? '';
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
        one.name === 'if'
          ? one.words.join(' ')
          : one.name === 'setenvifexpr'
            ? first
            : one.name === 'header'
              ? (headerParts(one).condition ?? '')
              : '';
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
