/** The label of the switch that is `--send` on the command line. */
export const SEND = 'Send the request even if its method changes data';

/** What a diagnosis says about flags, said about the form. */
export const inWordsOfForm = (sentence: string): string =>
  sentence.replace('Send it with --send.', `Turn on “${SEND}” to send it.`);
