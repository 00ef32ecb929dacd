/** What every path into a pod begins with. */
const POD = /^spec\.(template\.spec|template|predictor)\./;

/** Fields that have a name in plain words. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:initC|c)ontainers\[([^\]]+)\]\.image$/, 'Image of $1'],
  [/^.*\benv\[([^\]]+)\](?:\.value)?$/, 'Variable $1'],
  [/^.*\benv$/, 'Variables'],
  [/^.*\bresources\.limits(?:\.([\w-]+)|\['(.+)'\])$/, '$1$2 limit'],
  [/^.*\bresources\.requests(?:\.([\w-]+)|\['(.+)'\])$/, '$1$2 request'],
  [/^volumes\[([^\]]+)\]$/, 'Volume $1'],
  [/^.*\bvolumeMounts\[([^\]]+)\]$/, 'Mount of $1'],
  [/^model\.storageUri$/, 'Files of the model'],
];

/** A field of a Kubernetes object as people call it; one that has no other name keeps its path. */
export function fieldText(path: string): string {
  const short = path.replace(POD, '');
  const known = WORDS.find(([pattern]) => pattern.test(short));
  return known ? short.replace(...known) : short;
}
