import type { Facts } from './facts.js';

/** The header that decided the judged response; undefined if its status did. */
export function decisiveHeader({ problem }: Pick<Facts, 'problem'>): string | undefined {
  switch (problem.code) {
    case 'MissingAllowOriginHeader':
    case 'MultipleAllowOriginValues':
    case 'InvalidAllowOriginValue':
    case 'AllowOriginMismatch':
    case 'OriginNotAllowed':
    case 'WildcardOriginNotAllowed':
      return 'access-control-allow-origin';
    case 'InvalidAllowCredentials':
      return 'access-control-allow-credentials';
    case 'MethodDisallowedByPreflightResponse':
    case 'InvalidAllowMethodsPreflightResponse':
      return 'access-control-allow-methods';
    case 'HeaderDisallowedByPreflightResponse':
    case 'InvalidAllowHeadersPreflightResponse':
      return 'access-control-allow-headers';
    case 'HeaderNotExposed':
      return 'access-control-expose-headers';
    default:
      return undefined;
  }
}

/** The name with the usual capitals. */
export const written = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
