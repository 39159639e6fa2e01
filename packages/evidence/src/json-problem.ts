/** Where a text stops being JSON, and what should stand there. */
export interface JsonProblem {
  readonly at: number;
  readonly expected: string;
}

type State = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'next' | 'end';

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value',
  'first-value': 'a value or ]',
  name: 'a name in quotation marks',
  'first-name': 'a name in quotation marks or }',
  colon: 'a colon',
  next: 'a comma or the closing bracket',
  end: 'nothing more',
};

const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/** The first fault, or undefined where it is JSON. JSON.parse itself does not always say the place. */
export function jsonProblem(text: string): JsonProblem | undefined {
  const open: ('{' | '[')[] = [];
  let state: State = 'value';
  let at = 0;
  for (;;) {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at++;
    if (at >= text.length) return state === 'end' ? undefined : { at, expected: EXPECTED[state] };
    const char = text.charAt(at);
    const isName: boolean = state === 'name' || state === 'first-name';
    if (char === '"' && (isName || state === 'value' || state === 'first-value')) {
      const end = stringEnd(text, at);
      if (end.fault) return end.fault;
      at = end.at;
      state = isName ? 'colon' : afterValue(open);
    } else if ((char === '{' || char === '[') && (state === 'value' || state === 'first-value')) {
      open.push(char);
      state = char === '{' ? 'first-name' : 'first-value';
      at++;
    } else if (char === closingOf(open.at(-1)) && (state === 'next' || state.startsWith('first'))) {
      open.pop();
      state = afterValue(open);
      at++;
    } else if (char === ':' && state === 'colon') {
      state = 'value';
      at++;
    } else if (char === ',' && state === 'next') {
      state = open.at(-1) === '{' ? 'name' : 'value';
      at++;
    } else {
      SCALAR.lastIndex = at;
      const scalar = state === 'value' || state === 'first-value' ? SCALAR.exec(text)?.[0] : undefined;
      if (scalar === undefined) return { at, expected: EXPECTED[state] };
      at += scalar.length;
      state = afterValue(open);
    }
  }
}

const afterValue = (open: readonly string[]): State => (open.length === 0 ? 'end' : 'next');

const closingOf = (open: '{' | '[' | undefined): string => (open === '{' ? '}' : open === '[' ? ']' : 'none');

/** The end of the string that begins at `open`. */
function stringEnd(text: string, open: number): { readonly at: number; readonly fault?: JsonProblem } {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { at: at + 1 };
    if (code < 0x20) return { at, fault: { at, expected: 'no control character in a string' } };
    if (code !== 0x5c) continue;
    const escaped = text[++at] ?? '';
    if (escaped === 'u' && /^[0-9a-fA-F]{4}/.test(text.slice(at + 1, at + 5))) at += 4;
    else if (escaped === '' || !'"\\/bfnrt'.includes(escaped))
      return { at, fault: { at, expected: 'one of the escapes that JSON knows' } };
  }
  return { at: text.length, fault: { at: text.length, expected: 'the end of a string' } };
}
