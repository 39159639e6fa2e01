import type { Directive } from '../read/blocks.js';
import { candidatesOf } from '../read/nginx/candidates.js';
import { Configuration, type Context } from '../read/nginx/contexts.js';
import { run } from '../read/nginx/run.js';
import { lostHeaders, setOnRequest, trapsOf } from '../read/nginx/traps.js';
import { nothingAllowed } from '../read/nothing-allowed.js';
import type { PolicyReading, Reader, Reading } from '../read/reading.js';
import { endsPreflights, policyOf, type RequestToRespond } from '../read/responder.js';
import { spanOf } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';

export const nginx: Reader = {
  id: 'nginx',
  layer: 'proxy',
  files:
    /(?:\.conf(?:\.(?:template|j2|erb|tmpl|example|sample|default|dist))?|\.nginx|\.inc|(?:^|\/)nginx[^/]*|(?:^|\/)(?:sites-(?:available|enabled)|conf\.d|snippets)\/[^/]+)$/,
  marks: [/\b(?:add_header|more_set_headers|proxy_set_header|server_name|proxy_pass|location)\b/],
  read(files, project) {
    const nginxFiles = files.filter(
      ({ text }) => !/<VirtualHost|<Directory|<Location|^\s*Header\s+(?:always\s+)?set/im.test(text),
    );
    const configuration = new Configuration(nginxFiles, project);
    const readings = configuration.roots().flatMap((root) => configuration.contexts(root).map(readContext));
    const traps = readings.flatMap((one) => one.traps);
    const broken = configuration.problems.map(({ message, at }) =>
      trap('syntax-error', at, { message: `nginx can’t parse this file: ${message}` }),
    );
    return {
      policies: distinct([
        ...readings.flatMap(({ policies }) => policies),
        ...broken.map(({ at, message }) => nothingAllowed('nginx', at, { refused: message })),
      ]),
      traps: [...distinctTraps(traps), ...broken],
      preflightEnds: readings.flatMap(({ preflightEnds = [] }) => preflightEnds),
    };
  },
};

function readContext(context: Context): Reading {
  const { directive, levels } = context;
  const file = levels[0]?.directives[0]?.at.file ?? { path: '', text: '' };
  const at = directive?.at ?? spanOf(file, 0);
  const lost = lostHeaders(context);
  const requested = setOnRequest(context);
  const where = directive?.name === 'location' ? directive.words.at(-1)?.text : undefined;
  const respond = (request: RequestToRespond) => run(context, request);
  const policy =
    addsHeaders(context) &&
    policyOf({
      stack: 'nginx',
      at,
      ...(where !== undefined && { where }),
      candidates: candidatesOf(context),
      respond,
      upstream: isHidden(context) ? 'replaced' : 'doubled',
    });
  if (policy) return { policies: [policy], traps: [...trapsOf(context, policy), ...lost, ...requested] };
  const first = requested[0];
  return {
    policies: first ? [nothingAllowed('nginx', first.at, { ...(where !== undefined && { where }) })] : [],
    traps: [...lost, ...requested],
    ...(endsPreflights({ respond }) && { preflightEnds: [preflightBlock(context)?.at ?? at] }),
  };
}

/** Most locations of a large configuration do not. */
const addsHeaders = ({ levels }: Context): boolean => levels.some(({ directives }) => directives.some(adds));

const adds = ({ name, block }: Directive): boolean => name === 'add_header' || (block?.some(adds) ?? false);

/** The block that responds to OPTIONS. */
const preflightBlock = (context: Context) => run(context, { method: 'OPTIONS', origin: undefined }).block;

/** `proxy_hide_header Access-Control-Allow-Origin`, inherited as a whole like add_header. */
function isHidden({ levels }: Context): boolean {
  const hiding = levels.findLast(({ directives }) => directives.some(({ name }) => HIDE.test(name)));
  return (hiding?.directives ?? []).some(
    ({ name, words }) => HIDE.test(name) && /^access-control-allow-origin$/i.test(words[0]?.text ?? ''),
  );
}

const HIDE = /^(?:proxy|fastcgi|uwsgi|grpc)_hide_header$/;

/** Locations that inherit the same headers have the same policy. */
function distinct(policies: readonly PolicyReading[]): readonly PolicyReading[] {
  const seen = new Set<string>();
  return policies.filter(({ at, where, origins }) => {
    const key = `${at.file.path} ${at.from} ${where ?? ''} ${origins.map((one) => one.at.from).join()}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function distinctTraps(traps: readonly Trap[]): readonly Trap[] {
  const seen = new Set<string>();
  return traps.filter(({ id, at }) => {
    const key = `${id} ${at.file.path} ${at.from}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
