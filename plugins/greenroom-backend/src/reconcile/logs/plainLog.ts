import {
  withoutControls,
  withoutCredentials,
} from '@greenroom/backstage-plugin-greenroom-node';

/** What is longer is no line that anybody reads. */
const LONGEST_LINE = 16 * 1024;

/**
 * What a container printed as text that may be shown: what a terminal would
 * show in the end, without colours, and without what looks like a credential.
 * Pure.
 */
export function plainLog(printed: string): string {
  return printed.split('\n').map(plainLine).join('\n');
}

function plainLine(line: string): string {
  const text = withoutControls(overwritten(line));
  return withoutCredentials(
    text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text,
  );
}

/** Progress bars return to the start of their line and write it anew. */
function overwritten(line: string): string {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  return whole.slice(whole.lastIndexOf('\r') + 1);
}
