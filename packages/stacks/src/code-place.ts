/**
 * Where a program inserts the code of a stack's recipe. Only for stacks with an unambiguous place: one file, and one place
 * in it that its text shows.
 */
export type CodePlace =
  | {
      /** Right after the statement that creates the app. */
      readonly kind: 'javascript-app';
      /** The package that creates apps, and its exports that do: `default` or named imports. */
      readonly module: string;
      readonly makers: readonly string[];
      /** The method that creates them, if the export does not itself. */
      readonly method?: string;
    }
  | {
      readonly kind: 'python-app';
      readonly module: string;
      readonly maker: string;
      /** Right after the statement that creates the app, or after the last one that adds a middleware to it. */
      readonly at: 'creation' | 'last-middleware';
    }
  /** A new file. */
  | { readonly kind: 'new-file' }
  /** A JSON file of rules, of which the first match decides: in the list under that key, or at the top level. */
  | {
      readonly kind: 'json-rules';
      readonly key?: string;
      /** The members of a rule with its origins and exposed headers. */
      readonly origins: string;
      readonly exposed: string;
    }
  /** Lines with that prefix in a properties file. */
  | { readonly kind: 'properties'; readonly prefix: string };
