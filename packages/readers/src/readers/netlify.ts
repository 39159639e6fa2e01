import { constantPolicy, type WrittenHeader } from '../read/constant-headers.js';
import { headerLines } from '../read/header-lines.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { eachFile, joined, type PolicyReading, type Reader, type Reading } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { readToml } from '../read/toml.js';
import { trap } from '../read/trap.js';
import { textOf } from '../read/value.js';

export const netlify: Reader = {
  id: 'netlify',
  layer: 'platform',
  files: /(?:^|\/)(?:_headers|_redirects|netlify\.toml)$/,
  marks: [/access-control-/i],
  read: eachFile((file, project) => {
    if (file.path.endsWith('_redirects')) return redirects(file);
    const onCloudflare = project.files.some(({ path }) => /(?:^|\/)wrangler\.(?:toml|jsonc?)$/.test(path));
    return file.path.endsWith('netlify.toml')
      ? tables(file)
      : lines(file, onCloudflare ? 'cloudflare-pages' : 'netlify');
  }),
};

const lines = (file: SourceFile, stack: 'netlify' | 'cloudflare-pages'): Reading =>
  joined(
    headerLines(file).map((rule) => {
      const policy = constantPolicy({ ...rule, stack, preflight: 'files' });
      return { policies: policy ? [policy] : [], traps: [] };
    }),
  );

/** Headers in the file of redirects. */
function redirects(file: SourceFile): Reading {
  const [rule] = headerLines(file).filter(({ headers }) => headers.some(({ name }) => /^access-control-/i.test(name)));
  if (!rule) return { policies: [], traps: [] };
  return {
    policies: [nothingAllowed('netlify', rule.at, { refused: 'Headers belong in _headers.' })],
    traps: [trap('headers-in-redirects', rule.at, { stack: 'netlify' })],
  };
}

/** `[[headers]]` with `for = "/*"`, then `[headers.values]`. */
function tables(file: SourceFile): Reading {
  const policies: PolicyReading[] = [];
  let where: string | undefined;
  for (const { name, entries } of readToml(file)) {
    if (name === 'headers') where = textOf(entries.find(({ key }) => key === 'for')?.value);
    const inline = entries
      .filter(({ key }) => name === 'headers' && key.startsWith('values.'))
      .map((one) => ({ ...one, key: one.key.slice(7) }));
    const written = name === 'headers.values' ? entries : inline;
    const headers = written.map(({ key, value, keyAt }): WrittenHeader => ({ name: key, value, at: keyAt }));
    const [first] = written;
    const policy =
      first &&
      constantPolicy({
        stack: 'netlify',
        at: first.keyAt,
        ...(where !== undefined && { where }),
        headers,
        preflight: 'files',
      });
    if (policy) policies.push(policy);
  }
  return { policies, traps: [] };
}
