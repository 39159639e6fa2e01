import { nothingAllowed } from './nothing-allowed.js';
import type { ReadStack } from './read-policy.js';
import { eachFile, joined, type Reader, type Reading } from './reading.js';
import type { SourceFile } from './source-file.js';
import { trap } from './trap.js';
import type { Value } from './value.js';
import { type Documents, readYaml } from './yaml.js';

/** Reads each document of each file; what can't be parsed is reported if the file is surely the stack's. */
export const eachDocument = (
  stack: ReadStack,
  read: (document: Value, file: SourceFile) => Reading,
  parse: (file: SourceFile) => Documents = readYaml,
): Reader['read'] =>
  eachFile((file) => {
    const { documents, problem } = parse(file);
    // A template is no YAML before it is rendered.
    if (problem && !/\{\{|\{%/.test(file.text)) return unparsed(stack, problem);
    return joined(documents.map((document) => read(document, file)));
  });

export const unparsed = (stack: ReadStack, { message, at }: NonNullable<Documents['problem']>): Reading => ({
  policies: [nothingAllowed(stack, at, { refused: message })],
  traps: [trap('syntax-error', at, { message, stack })],
});
