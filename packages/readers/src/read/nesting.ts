/** What is open at one place of a text: the innermost, in those around it. The outermost stays open. */
export class Nesting<Open extends object> {
  readonly #around: Open[] = [];
  #innermost: Open;

  constructor(outermost: Open) {
    this.#innermost = outermost;
  }

  get innermost(): Open {
    return this.#innermost;
  }

  /** How many are open in the outermost. */
  get depth(): number {
    return this.#around.length;
  }

  open(inner: Open): void {
    this.#around.push(this.#innermost);
    this.#innermost = inner;
  }

  /** The one that was innermost; undefined if only the outermost is open, which stays so. */
  close(): Open | undefined {
    const outer = this.#around.pop();
    if (!outer) return undefined;
    const closed = this.#innermost;
    this.#innermost = outer;
    return closed;
  }
}
