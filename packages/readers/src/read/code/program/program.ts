import type { Span } from '../../source-file.js';

/** A program in a form that no language owns: what it does can be followed without running it. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly at: Span }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string; readonly at: Span }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: Span }
  | { readonly kind: 'map'; readonly entries: readonly Property[]; readonly at: Span }
  | { readonly kind: 'spread'; readonly of: Expression; readonly at: Span }
  | { readonly kind: 'name'; readonly name: string; readonly at: Span }
  | { readonly kind: 'member'; readonly object: Expression; readonly key: Expression; readonly at: Span }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly arguments: readonly Expression[];
      readonly makes?: true;
      readonly at: Span;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression; readonly at: Span }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
      readonly at: Span;
    }
  | {
      readonly kind: 'assign';
      readonly operator: string;
      readonly target: Expression | Pattern;
      readonly value: Expression;
      readonly at: Span;
    }
  | FunctionExpression
  | { readonly kind: 'unknown'; readonly at: Span };

export interface Property {
  /** Undefined: the value's own entries are spread here. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly at: Span;
}

export interface FunctionExpression {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly Pattern[];
  readonly body: readonly Statement[];
  /** The function around it. */
  readonly outer: FunctionExpression | undefined;
  readonly at: Span;
}

export type Pattern =
  | { readonly kind: 'bind'; readonly name: string; readonly otherwise?: Expression; readonly type?: string }
  | { readonly kind: 'take'; readonly properties: readonly { readonly key: string; readonly pattern: Pattern }[] }
  | { readonly kind: 'each'; readonly items: readonly Pattern[] };

export type Statement =
  | { readonly kind: 'do'; readonly expression: Expression; readonly at: Span }
  | { readonly kind: 'declare'; readonly pattern: Pattern; readonly value: Expression | undefined; readonly at: Span }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly yes: readonly Statement[];
      readonly no: readonly Statement[];
      readonly at: Span;
    }
  | { readonly kind: 'return'; readonly value: Expression | undefined; readonly at: Span }
  | { readonly kind: 'throw'; readonly value: Expression; readonly at: Span }
  | {
      readonly kind: 'for-each';
      readonly pattern: Pattern;
      readonly of: Expression;
      readonly body: readonly Statement[];
      readonly at: Span;
    }
  | {
      readonly kind: 'try';
      readonly body: readonly Statement[];
      readonly rescue: readonly Statement[];
      readonly finally: readonly Statement[];
      readonly at: Span;
    }
  | {
      readonly kind: 'switch';
      readonly of: Expression;
      readonly cases: readonly {
        readonly test: Expression | undefined;
        readonly body: readonly Statement[];
      }[];
      readonly at: Span;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly at: Span }
  | { readonly kind: 'break' | 'continue'; readonly at: Span };

export interface Program {
  readonly body: readonly Statement[];
  /** Every function, by where it begins. */
  readonly functions: ReadonlyMap<number, FunctionExpression>;
}
