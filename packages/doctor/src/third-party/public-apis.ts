import { parseUrl } from '@corsmith/protocol';

/** Domains of APIs that pages are not meant to call with a secret key, or at all: who meets one seldom runs it. */
const PUBLIC_APIS: readonly string[] = `
  api.anthropic.com api.openai.com api.mistral.ai api.cohere.ai api.deepseek.com generativelanguage.googleapis.com googleapis.com
  api.stripe.com api.paypal.com api.mailgun.net api.sendgrid.com api.postmarkapp.com api.twilio.com slack.com discord.com
  api.github.com github.com gitlab.com bitbucket.org api.notion.com api.airtable.com api.hubapi.com api.trello.com atlassian.net
  graph.facebook.com api.twitter.com api.x.com api.linkedin.com www.linkedin.com api.instagram.com oauth.reddit.com www.reddit.com
  accounts.google.com login.microsoftonline.com appleid.apple.com api.spotify.com accounts.spotify.com id.twitch.tv api.twitch.tv
  query1.finance.yahoo.com api.coingecko.com api.binance.com pro-api.coinmarketcap.com www.alphavantage.co newsapi.org
  api.yelp.com maps.googleapis.com itunes.apple.com api.deezer.com api.themoviedb.org api.igdb.com api.steampowered.com
  store.steampowered.com myshopify.com salesforce.com zendesk.com api.telegram.org api.netlify.com api.vercel.com api.cloudflare.com
`
  .trim()
  .split(/\s+/);

/** The host of a known public API, which is hardly the user's own server; undefined for any other. */
export function publicApiOf(url: string): string | undefined {
  const host = parseUrl(url)?.hostname ?? '';
  return PUBLIC_APIS.some((domain) => host === domain || host.endsWith(`.${domain}`)) ? host : undefined;
}
