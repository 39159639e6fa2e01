import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_accesslog */
export const lighttpd: KnownFormat = {
  id: 'lighttpd',
  title: 'lighttpd',
  before: ['haproxy'],
  shape: template('%h %V %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'),
};
