/**
 * Where the code of a stack's recipe goes, for a program that puts it there. Only stacks have one whose place is never in
 * doubt: one file, and one place in it that shows in its text.
 */
export type CodePlace =
  | {
      /** Right after the statement that creates the app. */
      readonly kind: 'javascript-app';
      /** The package that makes apps, and what of it does: `default`, or names that are imported. */
      readonly module: string;
      readonly makers: readonly string[];
      /** Its method that makes them, where it does not do so itself. */
      readonly method?: string;
    }
  | {
      readonly kind: 'python-app';
      readonly module: string;
      readonly maker: string;
      /** Right after the statement that creates the app, or behind the last that adds a middleware to it. */
      readonly at: 'creation' | 'last-middleware';
    }
  /** The whole of a file that is new. */
  | { readonly kind: 'new-file' }
  /** A file of rules in JSON, of which the first that matches decides: in the list under that key, or at the top. */
  | {
      readonly kind: 'json-rules';
      readonly key?: string;
      /** The members of a rule that hold its origins, and what it exposes. */
      readonly origins: string;
      readonly exposed: string;
    }
  /** Lines of their own in a file of properties, all with that prefix. */
  | { readonly kind: 'properties'; readonly prefix: string };
