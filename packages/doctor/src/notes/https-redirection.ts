import { get } from '@corsmith/protocol';
import { isDetected, type NoteRule } from '../note.js';

export const httpsRedirection: NoteRule = {
  id: 'https-redirection',
  match(facts) {
    const { request, response } = facts.judged ?? {};
    if (!request || !response || !isDetected(facts, 'aspnet-core') || ![307, 308].includes(response.status))
      return undefined;
    const location = get(response.headers, 'location') ?? '';
    if (!request.url.startsWith('http:') || !location.startsWith('https:')) return undefined;
    return 'app.UseHttpsRedirection() sends this redirect. The page has to call the https URL; in development leave that line out, or call it after app.UseCors().';
  },
};
