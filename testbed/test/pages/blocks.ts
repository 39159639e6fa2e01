/** A block of a page that is made: `<!-- NAME ARGUMENT -->` to `<!-- end -->`. */
const BLOCK = /<!-- (\w+)(?: ([^>]*?))? -->\n[\s\S]*?<!-- end -->/g;

export type Makers = Readonly<Record<string, (argument: string) => string | Promise<string>>>;

/** The page with every block made anew; what a person wrote around them stays. */
export async function withBlocks(page: string, makers: Makers): Promise<string> {
  const made: string[] = [];
  for (const [block, name = '', argument = ''] of page.matchAll(BLOCK)) {
    const make = makers[name];
    if (!make) throw new Error(`No block is called ${name}.`);
    made.push(`${block.slice(0, block.indexOf('\n'))}\n${await make(argument)}\n<!-- end -->`);
  }
  return page.replace(BLOCK, () => made.shift()!);
}
