import { from } from '../probe-origin.js';
import type { Target } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Platforms where anyone can publish a page under a name of their choice. */
const PLATFORMS =
  `vercel.app netlify.app pages.dev workers.dev github.io gitlab.io web.app firebaseapp.com herokuapp.com
onrender.com fly.dev up.railway.app azurewebsites.net azurestaticapps.net cloudfront.net amplifyapp.com run.app appspot.com
s3.amazonaws.com surge.sh ngrok.io ngrok-free.app trycloudflare.com replit.app glitch.me deno.dev lovable.app`.split(
    /\s+/,
  );

export const previewHosts: Weakness = {
  id: 'preview-hosts',
  title: 'The server allows every page of a hosting platform',
  before: ['third-party'],
  advice:
    'Anyone can get a name under such a suffix. List the deployments, or serve previews from your own domain. A team’s name in the host does not prove who owns it.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: (target) =>
    [...ownPlatforms(target), ...PLATFORMS.map((suffix) => `https://corsmith-${target.key}.${suffix}`)].map(
      from('anyone'),
    ),
};

/** Names that start or end like the site's own previews, which anyone can register too. */
function ownPlatforms({ bases, key }: Target): readonly string[] {
  return bases.flatMap(({ registered }) => {
    if (!registered) return [];
    const { name, suffix } = registered;
    if (PLATFORMS.includes(suffix)) return [`https://${name}-${key}.${suffix}`, `https://${key}-${name}.${suffix}`];
    return [
      `https://${name}-git-${key}.vercel.app`,
      `https://${name}-${key}.vercel.app`,
      `https://deploy-preview-1--${name}-${key}.netlify.app`,
      `https://${key}.${name}-${key}.pages.dev`,
    ];
  });
}
