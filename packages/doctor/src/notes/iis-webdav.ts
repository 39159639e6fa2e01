import { get } from '@corsmith/protocol';
import { changesCors, type NoteRule, responseHeaders } from '../note.js';

export const iisWebdav: NoteRule = {
  id: 'iis-webdav',
  match(facts) {
    const { seen, responder } = facts;
    const { method = 'GET' } = seen.request;
    if (responder !== undefined || !changesCors(facts) || !['PUT', 'DELETE', 'PATCH'].includes(method))
      return undefined;
    if (!/^Microsoft-IIS\//i.test(get(responseHeaders(facts), 'server') ?? '')) return undefined;
    return `Where WebDAV is installed, IIS responds to ${method} with 405 before the app: remove WebDAVModule and the handler WebDAV in web.config, and allow the verb.`;
  },
};
