/** A file as people have it, around the lines of a fragment. */
export interface LongFile {
  readonly text: string;
  /** The line of a fragment's line, from 1. */
  readonly moved: (line: number) => number;
}

interface Filler {
  readonly files: RegExp;
  /** Lines that must stay first. */
  readonly head?: RegExp;
  /** What may stand before and after a fragment at the top level; each a few lines. */
  readonly pieces: readonly ((name: string) => string)[];
}

const FILLERS: readonly Filler[] = [
  {
    files: /\.(?:[cm]?[jt]s|[jt]sx)$/,
    head: /^(?:['"]use \w+['"];?|#!.*)$/,
    pieces: [
      (name) =>
        `/**\n * Loads ${name}. See https://docs.example.net/${name}?a={b}\n */\nasync function load_${name}(id) {\n  const rows = await db.query(\`select * from ${name} where id = \${id}\`);\n  if (rows.length === 0) throw new Error('no ${name}: "' + id + '"');\n  return rows.map((row) => ({ ...row, ${name}: true }));\n}`,
      (name) =>
        `const ${name}_pattern = /^[\\w.-]+\\/(?:\\d{2,4}|[a-z"']+)$/i;\n// TODO: { unbalanced ( in a comment\nconst ${name}_limits = { small: 10, 'large size': 1_000, [Symbol.iterator]: undefined };`,
      (name) =>
        `class ${name}_Service {\n  #cache = new Map();\n  async find(id) {\n    try {\n      return this.#cache.get(id) ?? (await load_other(id))?.value;\n    } catch (error) {\n      console.error('failed', { id, error });\n      return undefined;\n    }\n  }\n}`,
      (name) =>
        `function ${name}_page(items) {\n  return \`<ul>\n    \${items.map((one) => \`<li class="\${one.kind}">\${one.title}</li>\`).join('')}\n  </ul>\`;\n}`,
    ],
  },
  {
    files: /\.py$/,
    head: /^(?:#!.*|# -\*-.*|from __future__ .*)$/,
    pieces: [
      (name) =>
        `def load_${name}(id: int, *, limit: int = 10) -> list[dict]:\n    """Loads ${name}.\n\n    It's "quoted" (and unbalanced.\n    """\n    rows = db.execute(f"select * from ${name} where id = {id!r}", {"limit": limit})\n    return [dict(row) for row in rows if row["id"] not in {1, 2, 3}]`,
      (name) =>
        `class ${name.toUpperCase()}Error(Exception):\n    code = 4_00\n\n    def __init__(self, message: str = '${name}', **rest):\n        super().__init__(message)\n        self.rest = {**rest, 'at': lambda: None}`,
      (name) =>
        `# a comment with an odd ' quote and a { brace\n${name.toUpperCase()}_PATTERN = re.compile(r"^[\\w.-]+/(?:\\d{2,4})$")\n${name.toUpperCase()}_LIMITS = {\n    "small": 10,\n    "large": 1_000,\n}`,
    ],
  },
  {
    files: /\.go$/,
    head: /^package .*$/,
    pieces: [],
  },
  {
    files: /\.(?:conf|nginx|cfg)$|(?:^|\/)(?:Caddyfile|\.htaccess|_headers)$|\.(?:toml|properties|ya?ml)$/,
    pieces: [
      (name) => `# ${name}: see https://wiki.example.net/${name} (it's "odd" { here)`,
      (name) => `#\n# ---- ${name} ----\n#`,
    ],
  },
  {
    files: /\.tf$/,
    pieces: [
      (name) =>
        `resource "aws_dynamodb_table" "${name}" {\n  name         = "${name}-\${var.stage}"\n  billing_mode = "PAY_PER_REQUEST"\n  hash_key     = "id"\n\n  attribute {\n    name = "id"\n    type = "S"\n  }\n  # a brace { in a comment\n  tags = { Name = "${name}" }\n}`,
      (name) =>
        `variable "${name}" {\n  type        = map(string)\n  default     = {}\n  description = <<-EOT\n    It's a "${name}" { here.\n  EOT\n}`,
      (name) => `output "${name}_arn" {\n  value = try(aws_dynamodb_table.${name}.arn, null)\n}`,
    ],
  },
  {
    files: /\.rb$/,
    pieces: [
      (name) =>
        `# ${name}: it's "odd" (here\nmodule ${name.charAt(0).toUpperCase()}${name.slice(1)}\n  LIMITS = { small: 10, 'large' => 1_000 }.freeze\n\n  def self.load(id)\n    rows = Db.query("select * from ${name} where id = #{id}")\n    rows.map { |row| row.merge(found: true) } unless rows.empty?\n  end\nend`,
    ],
  },
  {
    files: /\.ex$/,
    pieces: [(name) => `# ${name}: it's "odd" { here`],
  },
  {
    files: /\.php$/,
    head: /^(?:<\?php.*|declare.*|namespace .*)$/,
    pieces: [
      (name) =>
        `/**\n * Loads ${name}: it's "odd" { here\n */\nfunction load_${name}(int $id): array\n{\n    $rows = query("select * from ${name} where id = {$id}");\n    return array_map(fn ($row) => [...$row, 'found' => true], $rows);\n}`,
      (name) => `// ${name}\nconst ${name.toUpperCase()}_LIMITS = ['small' => 10, 'large' => 1_000];`,
    ],
  },
  {
    files: /\.rs$/,
    pieces: [
      (name) =>
        `/// Loads ${name}: it's "odd" { here\nasync fn load_${name}<'a>(db: &'a Db, id: u64) -> Result<Vec<Row>, Error> {\n    let rows = db.query(r#"select * from "${name}" where id = $1"#, &[&id]).await?;\n    Ok(rows.into_iter().filter(|row| row.id != 0).collect())\n}`,
      (name) =>
        `#[derive(Debug, Clone)]\npub struct ${name.charAt(0).toUpperCase()}${name.slice(1)} {\n    pub name: String,\n    pub limits: HashMap<String, u32>,\n}`,
    ],
  },
  {
    files: /\.java$/,
    head: /^package .*$/,
    pieces: [],
  },
  { files: /\.cs$/, pieces: [(name) => `// ${name}: it's "odd" { here`] },
];

/** What may only stand at a file's end. */
const AFTER: readonly Filler[] = [
  {
    files: /\.go$/,
    pieces: [
      (name) =>
        `// load${name}: it's "odd" { here\nfunc load${name}(ctx context.Context, id int) ([]Row, error) {\n\trows, err := db.Query(ctx, \`select * from "${name}" where id = $1\`, id)\n\tif err != nil {\n\t\treturn nil, fmt.Errorf("no ${name}: %w", err)\n\t}\n\treturn rows, nil\n}`,
      (name) => `type ${name}Limits struct {\n\tSmall int \`json:"small"\`\n\tLarge map[string]func(int) error\n}`,
    ],
  },
  {
    files: /\.java$/,
    pieces: [
      (name) =>
        `/** It's "odd" { here. */\nfinal class ${name}Loader<T extends Comparable<T>> {\n  private static final String QUERY = "select * from ${name} where id = ?";\n\n  List<T> load(long id) {\n    return db.query(QUERY, id).stream().map(row -> (T) row.get("${name}")).filter(Objects::nonNull).toList();\n  }\n}`,
    ],
  },
];

const NAMES = ['orders', 'invoices', 'reports', 'members', 'tickets', 'devices', 'sessions', 'regions'];

/** Undefined if such a file has nothing that could stand around the fragment. */
export function longFile(path: string, text: string, lines: number): LongFile | undefined {
  const filler = FILLERS.find(({ files }) => files.test(path));
  if (!filler) return undefined;
  const after = AFTER.find(({ files }) => files.test(path))?.pieces ?? filler.pieces;
  const rows = text.split('\n');
  let head = 0;
  while (rows[head] !== undefined && (filler.head?.test(rows[head]!) || (head > 0 && rows[head] === ''))) head++;
  const before = filler.pieces.length > 0 ? piecesOf(filler.pieces, lines / 2, 'a') : [];
  const moved = before.join('\n\n').split('\n').length + 1;
  const parts = [
    rows.slice(0, head),
    before.length > 0 ? [...before.join('\n\n').split('\n'), ''] : [],
    rows.slice(head),
  ];
  const end = piecesOf(after, lines / 2, 'z')
    .join('\n\n')
    .split('\n');
  return {
    text: [...parts.flat(), '', ...end, ''].join('\n'),
    moved: (line) => (line <= head || before.length === 0 ? line : line + moved),
  };
}

function piecesOf(pieces: Filler['pieces'], lines: number, suffix: string): readonly string[] {
  const found: string[] = [];
  for (let count = 0, i = 0; count < lines; i++) {
    const one = pieces[i % pieces.length]!(`${NAMES[i % NAMES.length]}${suffix}${i}`);
    found.push(one);
    count += one.split('\n').length + 1;
  }
  return found;
}
