/** The label of the switch that is `--send` on the command line. */
export const SEND = 'Send the request even if its method changes data';

/** Replaces the flags in a diagnosis by the form's labels. */
export const asFormWords = (sentence: string): string =>
  sentence.replace('Send it with --send.', `Turn on “${SEND}” to send it.`);
