/** Cookies of load balancers, CDNs, firewalls and statistics: the app works without them, however a page gets its data. */
const PLATFORM_COOKIE = new RegExp(
  `^(?:${[
    // Cloudflare
    ...['__cf_bm', 'cf_clearance', '__cfruid', '_cfuvid', '__cflb', '__cfduid', '__cfseq', 'cf_chl_\\w+'],
    // AWS, Azure, Google Cloud, Heroku, Fly
    ...['AWSALB\\w*', 'AWSELB\\w*', 'ARRAffinity\\w*', 'ApplicationGatewayAffinity\\w*', 'ASLBSA\\w*', 'GCLB', 'GAESA'],
    ...['heroku-session-affinity', 'fly-[\\w-]+', 'TiPMix', 'x-ms-routing-name'],
    // Akamai, Imperva, F5, DataDome, PerimeterX, Sucuri
    ...['ak_bmsc', 'bm_\\w+', '_abck', 'AKA_\\w+', 'incap_ses_\\w+', 'visid_incap_\\w+', 'nlbi_\\w+', 'reese84'],
    ...['BIGipServer.*', 'TS[0-9a-f]{6,}', 'datadome', '_px\\w*', 'sucuri_\\w+', 'SERVERID', 'INGRESSCOOKIE'],
    // Statistics
    ...['_ga\\w*', '_gid', '_gat\\w*', '_fbp', '_hj\\w+', '_pk_\\w+', '_clck', '_clsk'],
  ].join('|')})$`,
);

export const isPlatformCookie = (name: string): boolean => PLATFORM_COOKIE.test(name);
