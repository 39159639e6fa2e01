/**
 * What a Windows program splits into its arguments has `\"` for a quotation mark, and twice the backslashes before one.
 * https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments
 */
export const escapedQuotes = (text: string): string => text.replace(/(\\*)"/g, '$1$1\\"');

/** Before a closing quotation mark. */
export const doubledLastBackslashes = (text: string): string => text.replace(/\\+$/, '$&$&');
