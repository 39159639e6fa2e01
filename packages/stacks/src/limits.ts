/** What a stack cannot express. A field that is left out has no limit. */
export interface Limits {
  /** The stack's name, for the sentences. */
  readonly name: string;
  /** Which wildcards an origin may have besides `*` alone. */
  readonly wildcards?: 'none' | 'subdomains';
  /** The only methods that it knows. */
  readonly methods?: readonly string[];
  /** What an origin may look like. */
  readonly origins?: RegExp;
  /** What the name of a method or header may look like. */
  readonly names?: RegExp;
  /** Whether it can allow every request header: never, where no credentials are sent, or always. Default always. */
  readonly anyHeader?: 'never' | 'without credentials';
  readonly credentials?: 'never';
  readonly responseHeaders?: 'never';
  /** In seconds. */
  readonly maxAge?: { readonly from: number; readonly to: number } | 'never';
}
