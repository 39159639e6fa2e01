export type ConsoleLine = { readonly kind: 'message' | 'mark'; readonly text: string };

/** A console's lines, cut at its marks: what stands before a mark belongs to the step that the mark ends. */
export interface Transcript {
  print(line: ConsoleLine): void;
  /** The messages between the mark before and this one, once it is printed. */
  upTo(mark: string): Promise<readonly string[]>;
  fail(error: Error): void;
}

const MARK_LIMIT_MS = 10_000;

export function transcript(): Transcript {
  const sections = new Map<string, readonly string[]>();
  const waiting = new Map<string, { resolve(messages: readonly string[]): void; reject(error: Error): void }>();
  let open: string[] = [];
  return {
    print({ kind, text }) {
      if (kind === 'message') {
        open.push(text);
        return;
      }
      const wanted = waiting.get(text);
      if (wanted) wanted.resolve(open);
      else sections.set(text, open);
      open = [];
    },
    async upTo(mark) {
      const section = sections.get(mark);
      sections.delete(mark);
      if (section) return section;
      let timer: NodeJS.Timeout | undefined;
      const printed = new Promise<readonly string[]>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`the console never showed the mark ${mark}`)), MARK_LIMIT_MS);
        waiting.set(mark, { resolve, reject });
      });
      return printed.finally(() => {
        clearTimeout(timer);
        waiting.delete(mark);
      });
    },
    fail(error) {
      for (const { reject } of waiting.values()) reject(error);
    },
  };
}
