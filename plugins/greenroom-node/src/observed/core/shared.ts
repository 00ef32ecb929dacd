/** Texts to begin anew with: what nobody uses any more is not held for ever. */
const MOST = 100_000;

let known = new Map<string, string>();

/**
 * The same text as one that was seen before, so that it is in memory once:
 * namespaces, labels and owners stand in many objects, and each event that is
 * parsed brings copies of its own.
 */
export function shared<T extends string | undefined>(text: T): T {
  if (text === undefined) return text;
  const before = known.get(text);
  if (before !== undefined) return before as T;
  if (known.size >= MOST) known = new Map();
  known.set(text, text);
  return text;
}

/** As {@link shared}, of all values. */
export function sharedValues<T extends Record<string, string> | undefined>(
  texts: T,
): T {
  if (texts === undefined) return texts;
  const copy: Record<string, string> = {};
  for (const key of Object.keys(texts)) copy[key] = shared(texts[key]);
  return copy as T;
}
