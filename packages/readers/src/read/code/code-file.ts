import type { SourceFile, Span, SyntaxProblem } from '../source-file.js';
import type { CallValue, Value } from '../value.js';

/** A file of a programming language: what its calls, variables and assignments say. Nothing of it is run. */
export interface CodeFile {
  readonly file: SourceFile;
  /** Every call and annotation, in text order, the outer one first. */
  readonly calls: readonly CallValue[];
  /** By name; undefined values are assigned more than once, so their value is not known. */
  readonly variables: ReadonlyMap<string, Value | undefined>;
  /** `a.b = value` and `NAME = value`, in text order. */
  readonly assignments: readonly Assignment[];
  /** Local names of what is imported, with the module and the name there. */
  readonly imports: ReadonlyMap<string, Imported>;
  /** Every object of the text, the outer one first, where the language's reader collects them. */
  readonly maps?: readonly Value[];
  /** Why the file can't be parsed. */
  readonly problem?: SyntaxProblem;
}

export interface Assignment {
  readonly target: string;
  readonly value: Value;
  readonly at: Span;
}

export interface Imported {
  readonly module: string;
  /** `default`, `*` or the exported name. */
  readonly name: string;
}

export const NO_CODE = (file: SourceFile, problem?: CodeFile['problem']): CodeFile => ({
  file,
  calls: [],
  variables: new Map(),
  assignments: [],
  imports: new Map(),
  ...(problem && { problem }),
});

/** The calls inside a part of the file. */
export const callsWithin = ({ calls }: CodeFile, span: Span): readonly CallValue[] =>
  calls.filter(({ at }) => at.from >= span.from && at.to <= span.to);
