import fc from 'fast-check';

/** What a terminal would obey, and what reorders or hides text. */
export const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What a runner of CI reads as a command: anywhere in a line, or where it begins. */
export const RUNNER_COMMAND = /##(?:\[|vso\[|teamcity\[)|section_(?:start|end):|travis_(?:fold|time):|^\s*::/m;

export const HOSTILE_PARTS = [
  ...[
    '\x1b[2J',
    '\x1b]0;t\x07',
    '\x9b31m',
    '\x85',
    '\x7f',
    '\x00',
    '\r',
    '\n',
    '\t',
    '\u2028',
    '\u202e',
    '\u200b',
    '\ufeff',
  ],
  ...[
    '\u{e0041}',
    '\ud800',
    '::',
    '::error::x',
    '::stop-commands::t',
    '##[',
    '##[error]x',
    '##[group]',
    '##vso[task.setvariable]',
  ],
  ...["##teamcity[message text='x']", 'section_start:1:x\r\x1b[0K', 'section_end:1:x', 'travis_fold:start:x'],
  ...[' ', 'a', '#', ':', '`', '|', '<', '"', "'", ']', '-->', '~~~', '%', '\\', 'https://a.test/'],
] as const;

/** Text that a stranger makes to be obeyed. */
export const hostileText = fc.string({ unit: fc.constantFrom(...HOSTILE_PARTS), maxLength: 12 });
