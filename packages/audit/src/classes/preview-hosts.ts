import { originOn, PLATFORMS, RARE_PLATFORMS } from '../platforms.js';
import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, strangersBeside, type Target } from '../target.js';
import type { Weakness } from '../weakness.js';

export const previewHosts: Weakness = {
  id: 'preview-hosts',
  title: 'The server allows every page of a hosting platform',
  probes: 'a name that anyone can get on a hosting platform',
  before: ['extension-allowed'],
  advice:
    'Anyone can get a name under such a suffix. List the deployments, or serve previews from your own domain. A team’s name in the host does not prove who owns it.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  preflights: 'mostly',
  origins: (target) => {
    const name = `corsmith${target.key}`;
    const site = target.bases.find(({ registered }) => registered?.under === 'registry')?.registered?.name;
    return [
      ...target.bases.flatMap((base) => beside(base, target)),
      // A name that begins like the site's own fits more patterns, where names have hyphens.
      ...PLATFORMS.map((platform) =>
        from('anyone')(originOn(platform, site && HYPHENATED.has(platform) ? `${site}-${target.key}` : name)),
      ),
      ...RARE_PLATFORMS.map((platform) => from('anyone', { rare: true })(originOn(platform, name))),
    ];
  },
};

/** Where previews are named after their project, with a hyphen. */
const HYPHENATED = new Set([
  '*.web.app',
  '*.onrender.com',
  '*.herokuapp.com',
  '*.up.railway.app',
  '*.fly.dev',
  '*.azurewebsites.net',
  '*.firebaseapp.com',
]);

/** Names that start or end like the site's own previews, which anyone can register too. */
function beside(base: Base, { key }: Target): readonly ProbeOrigin[] {
  const { protocol, port, registered } = base;
  if (!registered || registered.under === 'nobody') return [];
  const { name, suffix } = registered;
  if (registered.under === 'registry')
    return [
      `https://${name}-git-${key}.vercel.app`,
      `https://${name}-${key}.vercel.app`,
      `https://${key}-${name}.vercel.app`,
      `https://deploy-preview-1--${name}-${key}.netlify.app`,
      `https://${key}.${name}-${key}.pages.dev`,
    ].map(from('anyone'));
  const [project, ...parts] = name.split('-');
  const hosts = [
    ...strangersBeside(base, key),
    `${protocol}//${name}-${key}.${suffix}${port}`,
    `${protocol}//${key}-${name}.${suffix}${port}`,
    ...(parts.length > 1 ? [`${protocol}//${project}-${key}.${suffix}${port}`] : []),
    // A team's name at the end, which may have hyphens of its own.
    ...[1, 2, 3]
      .filter((length) => length <= parts.length)
      .flatMap((length) => {
        const team = parts.slice(-length).join('-');
        return [`${project}-${key}-${team}`, `${key}-${team}`].map((one) => `${protocol}//${one}.${suffix}${port}`);
      }),
  ];
  return hosts.map(from('anyone'));
}
