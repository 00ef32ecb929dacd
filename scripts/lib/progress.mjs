const QUIET_MS = 2000;
const REPEAT_MS = 15000;

/** Elapsed milliseconds as people say them: `8 s`, `2 min 5 s`. */
export function elapsed(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs a step and says so when it takes longer than two seconds: one line then, one every 15 s, one
 * at the end. Lines and no cursor tricks, so that steps may overlap and logs stay readable.
 *
 * @param {string} title what is being done, for example `Installing dependencies`
 * @param {(report: (detail: string) => void) => Promise<T>} work gets a function that sets the detail of the next line
 * @param {{ write?: (text: string) => void, summary?: boolean }} [options] `summary: false` leaves the last line to the caller
 * @returns {Promise<T>}
 * @template T
 */
export async function step(
  title,
  work,
  { write = text => process.stderr.write(text), summary = true } = {},
) {
  const started = Date.now();
  let detail = '';
  let said = false;
  const say = () => {
    const time = said ? ` ${elapsed(Date.now() - started)}` : '';
    write(`  ${title} …${time}${detail && `  ${detail}`}\n`);
    said = true;
  };
  let repeat;
  const first = setTimeout(() => {
    say();
    repeat = setInterval(say, REPEAT_MS);
  }, QUIET_MS);
  try {
    const result = await work(text => {
      detail = text;
    });
    if (said && summary) {
      write(`✔ ${title} (${elapsed(Date.now() - started)})\n`);
    }
    return result;
  } catch (error) {
    if (summary) {
      write(`✘ ${title} (${elapsed(Date.now() - started)})\n`);
    }
    throw error;
  } finally {
    clearTimeout(first);
    clearInterval(repeat);
  }
}
