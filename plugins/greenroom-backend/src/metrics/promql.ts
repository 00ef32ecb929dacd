/** What a label has to be: one text, or one of several. */
export type Matchers = Readonly<Record<string, string | readonly string[]>>;

/** Names of labels that a query can be written with. */
export const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Characters with a meaning in RE2, which Prometheus matches with. */
const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

/**
 * Selects the series of a metric, or of several, whose labels are as given.
 * Nothing in a name or value can end its string, or be read as a pattern.
 *
 * @throws Error for a label that has to be one of none: it would be read as "has no such label"
 */
export function selector(
  metric: string | readonly string[],
  labels: Matchers = {},
): string {
  const matchers = Object.entries({ ...labels, __name__: metric }).map(
    ([label, wanted]) => matcher(label, wanted),
  );
  return `{${matchers.join(',')}}`;
}

function matcher(label: string, wanted: string | readonly string[]): string {
  if (!LABEL_NAME.test(label)) {
    throw new Error(`"${label}" is no name of a label`);
  }
  if (typeof wanted === 'string') return `${label}=${quoted(wanted)}`;
  if (!wanted.length) throw new Error(`${label} has to be one of none`);
  return `${label}=~${quoted(wanted.map(literally).join('|'))}`;
}

/** A string of PromQL: its escapes are Go's, and those of JSON are among them. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A pattern, which Prometheus anchors at both ends, that nothing else fits. */
function literally(text: string): string {
  return text.replace(SPECIAL, '\\$&');
}
