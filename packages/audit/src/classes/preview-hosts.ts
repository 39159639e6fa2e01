import { from } from '../probe-origin.js';
import type { Target } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Where anyone puts up a page under a name of their choice. */
const PLATFORMS =
  `vercel.app netlify.app pages.dev workers.dev github.io gitlab.io web.app firebaseapp.com herokuapp.com
onrender.com fly.dev up.railway.app azurewebsites.net azurestaticapps.net cloudfront.net amplifyapp.com run.app appspot.com
s3.amazonaws.com surge.sh ngrok.io ngrok-free.app trycloudflare.com replit.app glitch.me deno.dev lovable.app`.split(
    /\s+/,
  );

export const previewHosts: Weakness = {
  id: 'preview-hosts',
  title: 'The server lets in any page of a hosting platform',
  before: ['third-party'],
  advice:
    'Names under such a suffix are given to anyone. List the deployments, or give previews a domain of your own; a team’s name in the host does not prove whose it is.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: (target) =>
    [...ownPlatforms(target), ...PLATFORMS.map((suffix) => `https://corsmith-${target.key}.${suffix}`)].map(
      from('anyone'),
    ),
};

/** Names that begin or end as the site's own previews do, which anyone can register too. */
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
