import type { YAMLException } from 'js-yaml';

const LEFT = 'a bracket, brace or quote before this is not closed, or the line is not indented as far as it should be';
const ALONE =
  'this goes with nothing before it: it lacks quotes, a space after a colon or the indentation of its neighbours';

/** Clearer messages for some of the library's reasons. */
const SENTENCES: Readonly<Record<string, string>> = {
  'deficient indentation': LEFT,
  'bad indentation of a mapping entry': ALONE,
  'bad indentation of a sequence entry': ALONE,
  'end of the stream or a document separator is expected': ALONE,
  'missed comma between flow collection entries': 'a comma is missing before this, or quotes context an entry',
  'name of an alias node must contain at least one character': "a * has quotes context it, '*'",
  'tab characters must not be used in indentation': 'lines are indented with spaces, not with tabs',
  'unexpected end of the stream within a flow collection': 'a bracket or brace is not closed',
  'unexpected end of the stream within a single quoted scalar': 'a quote is not closed',
  'unexpected end of the stream within a double quoted scalar': 'a quote is not closed',
};

/** Why a text is not valid YAML, in one sentence. */
export const syntaxMessage = ({ reason }: YAMLException): string => `Invalid YAML: ${SENTENCES[reason] ?? reason}.`;
