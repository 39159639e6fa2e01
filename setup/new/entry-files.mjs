/** Where the files of an entry go, by kind: the template and the path, in which ID stands for its id. */
const TARGETS = {
  stack: {
    'stack.ts.txt': 'packages/stacks/src/stacks/ID.ts',
    'stack.test.ts.txt': 'packages/stacks/test/stacks/ID.test.ts',
    'testbed-module.ts.txt': 'testbed/src/stacks/modules/ID.ts',
  },
  cause: {
    'cause.ts.txt': 'packages/doctor/src/causes/ID.ts',
    'cause-servers.ts.txt': 'packages/doctor/test/causes/ID.ts',
  },
  warning: {
    'warning.ts.txt': 'packages/doctor/src/warnings/ID.ts',
    'warning.test.ts.txt': 'packages/doctor/test/warnings/ID.test.ts',
  },
  command: {
    'command.ts.txt': 'packages/cli/src/commands/ID.ts',
    'command.test.ts.txt': 'packages/cli/test/commands/ID.test.ts',
    'command.md.txt': 'docs/commands/ID.md',
  },
  'log-format': {
    'log-format.ts.txt': 'packages/monitor/src/logs/formats/ID.ts',
    'log-format.test.ts.txt': 'packages/monitor/test/logs/formats/ID.test.ts',
  },
  reporter: {
    'reporter.ts.txt': 'packages/contract/src/reporters/ID.ts',
    'reporter.test.ts.txt': 'packages/contract/test/reporters/ID.test.ts',
  },
  adapter: {
    'adapter.ts.txt': 'packages/server/src/adapters/ID.ts',
    'adapter-server.ts.txt': 'packages/server/test/servers/ID.ts',
    'adapter.test.ts.txt': 'packages/server/test/adapters/ID.test.ts',
  },
};

export const KINDS = Object.keys(TARGETS);

/** What is wrong with the arguments, in a sentence; undefined if nothing. */
export function problemWith(kind, id) {
  if (kind === undefined || id === undefined) return `Usage: npm run new -- ${KINDS.join('|')} ID`;
  if (!KINDS.includes(kind)) return `Unknown kind '${kind}'. Choose one of ${KINDS.join(', ')}.`;
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id))
    return `'${id}' is not a valid id. Use lowercase letters, digits and hyphens, such as my-entry.`;
  return undefined;
}

/** The name of the constant: `my-entry` is `myEntry`, and a reserved word gets its kind after it. */
export function nameOf(kind, id) {
  const name = id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  try {
    new Function(`'use strict'; const ${name} = 0;`);
    return name;
  } catch {
    return `${name}${kind[0].toUpperCase()}${kind.slice(1).replace('-f', 'F')}`;
  }
}

/** @returns {{ path: string, template: string, filledIn: (text: string) => string }[]} */
export const filesOf = (kind, id) =>
  Object.entries(TARGETS[kind]).map(([template, target]) => ({
    template,
    path: target.replace('ID', id),
    filledIn: (text) => text.replaceAll('entry-id', id).replaceAll('entryName', nameOf(kind, id)),
  }));

/** The file with the test of an entry. */
export const testFileOf = (kind, id) =>
  kind === 'cause'
    ? 'packages/doctor/test/names-each-cause.test.ts'
    : filesOf(kind, id).find(({ path }) => path.endsWith('.test.ts'))?.path;

/** What runs the test of an entry. */
export const testOf = (kind, id) => `npx vitest run ${testFileOf(kind, id)}${kind === 'cause' ? ` -t "^${id} "` : ''}`;
