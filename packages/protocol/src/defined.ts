/** An object's fields as they are without those that are undefined. */
export type Defined<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>;
};

/** The fields that are not undefined, for types whose optional fields must be absent. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Entries lose which value belongs to which name; the type says it again.
  return Object.fromEntries(known) as Defined<Fields>;
}
