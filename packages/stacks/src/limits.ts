/** What a stack cannot express. An omitted field means no limit. */
export interface Limits {
  /** The stack's name in messages. */
  readonly name: string;
  /** Which wildcards an origin may contain, in addition to `*` alone; `label`: `*` is one label of letters, digits and `-`. */
  readonly wildcards?: 'none' | 'subdomains' | 'label';
  /** The only methods that it supports. */
  readonly methods?: readonly string[];
  /** The format of origins. */
  readonly origins?: RegExp;
  /** The format of method and header names. */
  readonly names?: RegExp;
  /** When it can allow every request header. Default: always. */
  readonly anyHeader?: 'never' | 'without credentials';
  readonly credentials?: 'never';
  readonly responseHeaders?: 'never';
  /** In seconds. */
  readonly maxAge?: { readonly from: number; readonly to: number } | 'never';
}
