/**
 * A folder that holds the entries of one catalogue, a file each, and the lists that are generated from it.
 *
 * @typedef {object} Catalogue
 * @property {string} kind What one entry is called.
 * @property {string} folder
 * @property {string} list The generated list of the entries.
 * @property {string} doc What the list says about its order.
 * @property {string} type The type of an entry.
 * @property {string} typeFile Where it comes from.
 * @property {string} name The name of the list.
 * @property {string} [ids] The generated list of the ids, which imports nothing, so that entries can use its type.
 * @property {string} [idType]
 * @property {string} [idNames]
 * @property {'id' | 'name'} [key] The property that holds the id.
 * @property {{ readonly property: string, readonly values: readonly string[] }} [groups] Groups that follow each other.
 */

/** @type {readonly Catalogue[]} */
export const catalogues = [
  {
    kind: 'cause',
    folder: 'packages/doctor/src/causes',
    list: 'packages/doctor/src/causes.ts',
    doc: 'Every cause. If several match, the first explains the most.',
    type: 'CauseRule',
    typeFile: 'packages/doctor/src/cause.ts',
    name: 'causes',
    ids: 'packages/doctor/src/cause-ids.ts',
    idType: 'CauseId',
    idNames: 'CAUSE_IDS',
    groups: {
      property: 'stage',
      values: ['no-response', 'proxy', 'redirect', 'origin', 'denial', 'header', 'without-cors', 'not-blocked'],
    },
  },
  {
    kind: 'warning',
    folder: 'packages/doctor/src/warnings',
    list: 'packages/doctor/src/warnings.ts',
    doc: 'Every warning. Those that allow strangers come first.',
    type: 'WarningRule',
    typeFile: 'packages/doctor/src/warning.ts',
    name: 'warnings',
    ids: 'packages/doctor/src/warning-ids.ts',
    idType: 'WarningId',
    idNames: 'WARNING_IDS',
  },
  {
    kind: 'class',
    folder: 'packages/audit/src/classes',
    list: 'packages/audit/src/classes.ts',
    doc: 'Every way in which a list of origins is known to be wrong, in the order of the probes.',
    type: 'Weakness',
    typeFile: 'packages/audit/src/weakness.ts',
    name: 'weaknesses',
    ids: 'packages/audit/src/class-ids.ts',
    idType: 'WeaknessId',
    idNames: 'WEAKNESS_IDS',
  },
  {
    kind: 'stack',
    folder: 'packages/stacks/src/stacks',
    list: 'packages/stacks/src/stacks.ts',
    doc: 'Every stack. Applications come first, since that is where CORS is best fixed, and platforms last.',
    type: 'Stack',
    typeFile: 'packages/stacks/src/stack.ts',
    name: 'stacks',
    ids: 'packages/stacks/src/stack-ids.ts',
    idType: 'StackId',
    idNames: 'STACK_IDS',
    groups: { property: 'role', values: ['application', 'proxy', 'platform'] },
  },
  {
    kind: 'reader',
    folder: 'packages/stacks/src/readers',
    list: 'packages/stacks/src/readers.ts',
    doc: 'Every reader of configurations.',
    type: 'Reader',
    typeFile: 'packages/stacks/src/read/reading.ts',
    name: 'readers',
    ids: 'packages/stacks/src/reader-ids.ts',
    idType: 'ReaderId',
    idNames: 'READER_IDS',
  },
  {
    kind: 'lint-rule',
    folder: 'packages/lint/src/rules',
    list: 'packages/lint/src/rules.ts',
    doc: 'Every rule that policies are judged by.',
    type: 'Rule',
    typeFile: 'packages/lint/src/rule.ts',
    name: 'rules',
    ids: 'packages/lint/src/rule-ids.ts',
    idType: 'RuleId',
    idNames: 'RULE_IDS',
  },
  {
    kind: 'command',
    folder: 'packages/cli/src/commands',
    list: 'packages/cli/src/commands.ts',
    doc: 'Every command, in the order of the help.',
    type: 'Command',
    typeFile: 'packages/cli/src/command.ts',
    name: 'commands',
    ids: 'packages/cli/src/command-names.ts',
    idType: 'CommandName',
    idNames: 'COMMAND_NAMES',
    key: 'name',
  },
  {
    kind: 'reporter',
    folder: 'packages/contract/src/reporters',
    list: 'packages/contract/src/reporters.ts',
    doc: 'Every reporter that needs no screen, in the order of the help.',
    type: 'Reporter',
    typeFile: 'packages/contract/src/reporter.ts',
    name: 'reporters',
    ids: 'packages/contract/src/reporter-names.ts',
    idType: 'ReporterName',
    idNames: 'REPORTER_NAMES',
    key: 'name',
  },
  {
    kind: 'log-format',
    folder: 'packages/monitor/src/logs/formats',
    list: 'packages/monitor/src/logs/formats.ts',
    doc: 'Every log format that has a name. If two fit a log equally well, the first is taken.',
    type: 'KnownFormat',
    typeFile: 'packages/monitor/src/logs/format.ts',
    name: 'logFormats',
    ids: 'packages/monitor/src/logs/format-names.ts',
    idType: 'LogFormatName',
    idNames: 'LOG_FORMAT_NAMES',
  },
  {
    kind: 'wrapper',
    folder: 'packages/monitor/src/logs/wrappers',
    list: 'packages/monitor/src/logs/wrappers.ts',
    doc: 'Every text that collectors write around the lines of a log. If two fit a log equally well, the first is taken.',
    type: 'Wrapper',
    typeFile: 'packages/monitor/src/logs/lines/wrapper.ts',
    name: 'wrappers',
    ids: 'packages/monitor/src/logs/wrapper-ids.ts',
    idType: 'WrapperId',
    idNames: 'WRAPPER_IDS',
  },
  {
    kind: 'dialect',
    folder: 'packages/monitor/src/logs/sql/dialects',
    list: 'packages/monitor/src/logs/sql/dialects.ts',
    doc: 'Every SQL engine that can compute the report, in the order of the help.',
    type: 'Dialect',
    typeFile: 'packages/monitor/src/logs/sql/dialect.ts',
    name: 'dialects',
    ids: 'packages/monitor/src/logs/sql/dialect-ids.ts',
    idType: 'DialectId',
    idNames: 'DIALECT_IDS',
  },
  {
    kind: 'testbed-module',
    folder: 'testbed/src/stacks/modules',
    list: 'testbed/src/stacks/modules.ts',
    doc: 'Every stack that the testbed runs, applications first.',
    type: 'StackModule',
    typeFile: 'testbed/src/stacks/stack-module.ts',
    name: 'modules',
    groups: { property: 'role', values: ['application', 'proxy'] },
  },
];
