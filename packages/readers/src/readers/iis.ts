import { constantPolicy } from '../read/constant-headers.js';
import { flagOf } from '../read/cors-fields.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import { glob } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, type Reading, type ReadOrigin, stated } from '../read/reading.js';
import type { SourceFile } from '../read/source-file.js';
import { type Element, elementsNamed, readXml } from '../read/xml.js';

/** web.config: custom headers, and the IIS CORS module. https://learn.microsoft.com/iis/extensions/cors-module/cors-module-configuration-reference */
export const iis: Reader = {
  id: 'iis',
  layer: 'proxy',
  files: /(?:^|\/)(?:web|applicationHost)(?:\.\w+)?\.config$/i,
  marks: [/access-control-|<cors\b/i],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const elements = readXml(file);
  const policies = elementsNamed(elements, 'customHeaders').flatMap((one): PolicyReading[] => {
    const headers = one.children
      .filter(({ name }) => name === 'add')
      .map(({ attributes, at }) => ({
        name: attributes.get('name')?.text ?? '',
        value: {
          kind: 'text',
          text: attributes.get('value')?.text ?? '',
          at: attributes.get('value')?.at ?? at,
        } as const,
      }));
    // The app responds to OPTIONS, and its own header stays beside these.
    const policy = constantPolicy({ stack: 'iis', at: one.at, headers, preflight: 'upstream', upstream: 'doubled' });
    return policy ? [policy] : [];
  });
  return { policies: [...policies, ...elementsNamed(elements, 'cors').flatMap(corsModule)], traps: [] };
}

function corsModule({ attributes, children, at }: Element): readonly PolicyReading[] {
  if (attributes.get('enabled')?.text === 'false') return [];
  return children
    .filter(({ name, attributes: own }) => name === 'add' && own.get('allowed')?.text !== 'false')
    .map((one): PolicyReading => {
      const origin = one.attributes.get('origin');
      const place = origin?.at ?? one.at;
      const text = origin?.text ?? '';
      const credentials = flagOf(
        { kind: 'text', text: one.attributes.get('allowCredentials')?.text ?? 'false', at: place },
        false,
        at,
      );
      const list = (name: string, all: string): readonly string[] | '*' => {
        const [element] = elementsNamed(one.children, name);
        if (element?.attributes.get(all)?.text === 'true') return '*';
        return (
          element?.children.flatMap(({ name: kind, attributes: own }) =>
            kind === 'add' ? [own.get('method')?.text ?? own.get('header')?.text ?? ''] : [],
          ) ?? []
        );
      };
      const headers = list('allowHeaders', 'allowAllRequestedHeaders');
      const entry: ReadOrigin =
        text === '*'
          ? { kind: credentials.value ? 'echo' : 'any', at: place }
          : text.includes('*')
            ? glob(text, place)
            : { kind: 'text', text, at: place };
      return nothingAllowed('iis', place, {
        origins: [entry],
        credentials,
        methods: stated(list('allowMethods', ''), place),
        requestHeaders: stated(headers === '*' ? '* (echoed)' : headers, place),
        exposed: stated(list('exposeHeaders', ''), place),
        preflight: true,
        errors: true,
        vary: true,
      });
    });
}
