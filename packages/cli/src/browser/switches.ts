/** What decides how it is started. */
export interface Start {
  readonly profile: string;
  /** The first page. */
  readonly page: string;
  /** `root`: Chromium's sandbox on Linux refuses to run for this user. */
  readonly user: 'root' | 'person';
}

/** https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_switches.cc */
export const switchesOf = ({ profile, page, user }: Start): readonly string[] => [
  // Without a profile of its own the switch after it does nothing.
  `--user-data-dir=${profile}`,
  '--disable-web-security',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  ...(user === 'root' ? ['--no-sandbox'] : []),
  page,
];
