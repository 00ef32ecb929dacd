import {
  Declaration,
  Kind,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { requestedAt } from '../status/workloadStatus';
import { Notice, Topic } from './Notice';
import { warningAt } from './warningAt';

/** A change of what is shown of an asset. */
export interface Change {
  declaration: Declaration;
  /** What was shown before; undefined at first. */
  before: Status | undefined;
  /** What is shown now; what was shown before, when nothing but time has passed. */
  after: Status;
  now: Date;
}

/** When an owner is told of what. */
export interface NoticeRule {
  topic: Topic;
  /** The same occurrence is told once, or once more after this time. */
  againAfterMs?: number;
  /** What has occurred, so that it can be told from the next time; undefined when nothing has. */
  occurrence(change: Change): string | undefined;
  tell(
    change: Change,
    /** e.g. `Workbench Explore` */
    what: string,
  ): Pick<Notice, 'title' | 'description' | 'severity'>;
}

const USE: Partial<Record<Kind, string>> = {
  Workbench: 'It can be opened from its page.',
  ModelServer: 'It answers requests.',
};

/** For the first time since somebody asked it to run: after that it may blink. */
const ready: NoticeRule = {
  topic: 'ready',
  occurrence: ({ declaration, before, after }) =>
    after.phase === 'Ready' &&
    before !== undefined &&
    // What was out of sight may have been ready all the time.
    before.phase !== 'Ready' &&
    before.phase !== 'Unknown'
      ? requestedAt(declaration)
      : undefined,
  tell: ({ declaration }, what) => ({
    title: `${what} is ready`,
    description: USE[declaration.kind] ?? '',
    severity: 'normal',
  }),
};

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What crashes again and again fails each time; what fails after weeks is news. */
const failed: NoticeRule = {
  topic: 'failed',
  againAfterMs: DAY_MS,
  occurrence: ({ declaration, before, after }) =>
    after.phase === 'Failed' && before?.phase !== 'Failed'
      ? `${requestedAt(declaration)} revision ${declaration.revision}`
      : undefined,
  tell: ({ after: { explanation } }, what) => {
    const [fix] = explanation?.fixes ?? [];
    return {
      title: `${what} has failed`,
      description: [explanation?.summary, fix && asSentence(fix.text)]
        .filter(Boolean)
        .join(' '),
      severity: 'high',
    };
  },
};

/** For each time that nobody uses it for so long. */
const stopping: NoticeRule = {
  topic: 'stopping',
  occurrence: ({ after: { idle }, now }) => {
    const warnsAt = idle && warningAt(idle);
    const { lastActivity, stopsAt = '' } = idle ?? {};
    return warnsAt !== undefined &&
      now.getTime() >= warnsAt &&
      now.getTime() < Date.parse(stopsAt)
      ? lastActivity
      : undefined;
  },
  tell: ({ after: { idle } }, what) => ({
    title: `${what} is about to be stopped`,
    description: `Nobody has used it for long. The cluster stops it at ${minuteOf(
      idle?.stopsAt ?? '',
    )} unless somebody does before. What is only in memory is lost then; files on its storage are kept.`,
    severity: 'normal',
  }),
};

/** In the order in which they are looked at: a change is told of once. */
export const noticeRules: readonly NoticeRule[] = [ready, failed, stopping];

/** `2026-08-02 12:00 UTC`: whoever reads it may be anywhere. */
function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
