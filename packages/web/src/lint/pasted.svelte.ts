/** The text of the Lint view and the name that it is read under; Explain hands over what configures a server. */
export const pasted: { text: string; name: string } = $state({ text: '', name: 'detected' });
