import type { YAMLException } from 'js-yaml';

const LEFT = 'a bracket, brace or quote before this is not closed, or the line is not indented as far as it should be';
const ALONE =
  'this goes with nothing before it: it lacks quotes, a space after a colon or the indentation of its neighbours';

/** What a person can act on, for the reasons of the library that say less. */
const SENTENCES: Readonly<Record<string, string>> = {
  'deficient indentation': LEFT,
  'bad indentation of a mapping entry': ALONE,
  'bad indentation of a sequence entry': ALONE,
  'end of the stream or a document separator is expected': ALONE,
  'missed comma between flow collection entries': 'a comma is missing before this, or quotes around an entry',
  'name of an alias node must contain at least one character': "a * has quotes around it, '*'",
  'tab characters must not be used in indentation': 'lines are indented with spaces, not with tabs',
  'unexpected end of the stream within a flow collection': 'a bracket or brace is not closed',
  'unexpected end of the stream within a single quoted scalar': 'a quote is not closed',
  'unexpected end of the stream within a double quoted scalar': 'a quote is not closed',
};

/** Why a text is no YAML, in one sentence. */
export const syntaxMessage = ({ reason }: YAMLException): string => `This is no YAML: ${SENTENCES[reason] ?? reason}.`;
