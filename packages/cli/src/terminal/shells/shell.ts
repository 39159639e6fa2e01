/** How a shell reads words. */
export interface Shell {
  /** One word, quoted if necessary, that the program receives as exactly this text. */
  readonly word: (text: string, program: string) => string;
  /** At the end of a line that the next one continues. */
  readonly continuation: string;
  /** What a program is called there. */
  readonly program?: Readonly<Record<string, string>>;
}
