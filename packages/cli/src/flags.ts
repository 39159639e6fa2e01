import type { Option } from './command.js';

/** What the options of a command give: its flags, by long name in camel case. */
export type FlagsOf<Options extends readonly Option[]> = {
  readonly [One in Options[number] as NameOf<One['flags']>]?: ValueOf<One>;
};

type NameOf<Flags extends string> = Flags extends `${string}--${infer Rest}` ? CamelCase<FirstWord<Rest>> : never;
type FirstWord<Text extends string> = Text extends `${infer Word} ${string}` ? Word : Text;
/** `--no-extra-probes` makes `extraProbes` false. */
type CamelCase<Name extends string> = Name extends `no-${infer Rest}` ? Joined<Rest> : Joined<Name>;
type Joined<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Joined<Rest>>}`
  : Name;

type ValueOf<One extends Option> = One['flags'] extends `${string}<${string}`
  ? One['repeatable'] extends true
    ? readonly TextOf<One>[]
    : TextOf<One>
  : boolean;
type TextOf<One extends Option> = One['choices'] extends readonly (infer Choice)[] ? Choice : string;

/** Whether these are flags of a command: each that an option declares has a value of that option's kind. */
export function areFlags<const Options extends readonly Option[]>(
  given: object,
  options: Options,
): given is FlagsOf<Options> {
  const values = new Map<string, unknown>(Object.entries(given));
  return options.every((option) => {
    const name = nameOf(option);
    return !values.has(name) || isValueOf(option, values.get(name));
  });
}

const nameOf = ({ flags }: Option): string =>
  (/--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function isValueOf({ flags, choices, repeatable }: Option, value: unknown): boolean {
  if (!flags.includes('<')) return typeof value === 'boolean';
  const isText = (one: unknown) => typeof one === 'string' && (choices === undefined || choices.includes(one));
  return repeatable ? Array.isArray(value) && value.every(isText) : isText(value);
}
