import { changesCors, isDetected, type NoteRule } from '../note.js';

export const azurePlatformCors: NoteRule = {
  id: 'azure-platform-cors',
  before: ['another-setter'],
  match(facts) {
    if (!isDetected(facts, 'azure-app-service') || !changesCors(facts)) return undefined;
    return facts.cause.fix?.stack === 'azure-app-service'
      ? 'As soon as the CORS list of the platform (portal: API, CORS) has an entry, App Service handles CORS itself and the app’s own setting has no effect: keep one of the two.'
      : 'If the CORS list of the platform (portal: API, CORS) has any entry, App Service handles CORS itself and this change in the app has no effect: empty that list first, or add the origin there.';
  },
};
