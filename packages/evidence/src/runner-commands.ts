/**
 * What a runner of CI takes for a command when it stands anywhere in a line of a log: GitHub Actions and Azure Pipelines
 * (`##[`, `##vso[`), TeamCity, the sections of GitLab, the folds of Travis. Each matches the part before a place where
 * another character makes it plain text.
 */
export const COMMAND_HEAD = /#(?=#(?:\[|vso\[|teamcity\[))|section_(?=(?:start|end):)|travis_(?=(?:fold|time):)/g;

/** GitHub's `::error::`, after white space or looks of our own. */
const AT_LINE_START = /^((?:[^\S\n]|\x1b\[\d{1,2}m)*)(?=::)/gm;

/** What is printed: text, or annotations for a CI runner, which begin with `::`. */
export type OutputKind = 'text' | 'annotations';

/** The text with a backslash in whatever a CI runner would take for a command. */
export function withoutCommands(text: string, kind: OutputKind): string {
  const plain = text.replace(COMMAND_HEAD, '$&\\');
  return kind === 'annotations' ? plain : plain.replace(AT_LINE_START, '$1\\');
}
