/** The first bytes of what people pass that is no text, and what to do instead. */
const KINDS: readonly (readonly [kind: string, beginning: RegExp])[] = [
  ['an image', /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF[\s\S]{4}WEBP|BM[\s\S]{4}\0\0\0\0|[\s\S]{4}ftyp(?:heic|avif|mif1))/],
  ['a PDF', /^%PDF-/],
  ['an archive', /^(?:PK\x03\x04|\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!)/],
];

const ADVICE = {
  image: 'Select the text in the picture and copy it (what OCR gives is enough), or copy the line from the console',
  other: 'Unpack it and pass the text, such as the HAR in it',
};

/** What a file is that has no text to read; undefined if it may have some. */
export function notText(bytes: Uint8Array): { readonly kind: string; readonly hint: string } | undefined {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const kind = KINDS.find(([, one]) => one.test(beginning))?.[0];
  return kind === undefined ? undefined : { kind, hint: kind === 'an image' ? ADVICE.image : ADVICE.other };
}
