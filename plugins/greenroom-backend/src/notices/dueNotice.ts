import {
  assetEntityRef,
  Declaration,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Notice, Notified } from './Notice';
import { Change, NoticeRule, noticeRules } from './rules';

/** Kinds of which somebody waits for what happens. */
const WHAT: Partial<Record<Kind, string>> = {
  Workbench: 'Workbench',
  ModelServer: 'Model server',
};

const LONGEST_DESCRIPTION = 1_000;

/** What is to be told, and what will then have been. */
export interface DueNotice {
  notice: Notice;
  notified: Notified;
}

/**
 * What the owner of an asset is to be told about a change of its status, or
 * since time has passed, when that is news. Pure.
 */
export function dueNotice(
  change: Change,
  notified: Notified,
): DueNotice | undefined {
  const { declaration, after, now } = change;
  const what = WHAT[declaration.kind];
  if (!what || declaration.deletion || after.stale) return undefined;
  for (const rule of noticeRules) {
    const occurrence = rule.occurrence(change);
    if (occurrence && isNews(rule, occurrence, notified, now)) {
      const told = { occurrence, at: now.toISOString() };
      return {
        notice: noticeOf(rule, change, what),
        notified: { ...notified, [rule.topic]: told },
      };
    }
  }
  return undefined;
}

function isNews(
  { topic, againAfterMs = Infinity }: NoticeRule,
  occurrence: string,
  notified: Notified,
  now: Date,
): boolean {
  const last = notified[topic];
  return (
    last?.occurrence !== occurrence ||
    now.getTime() - Date.parse(last.at) > againAfterMs
  );
}

function noticeOf(rule: NoticeRule, change: Change, what: string): Notice {
  const { declaration } = change;
  const { topic } = rule;
  const told = rule.tell(change, `${what} ${titleOf(declaration)}`);
  return {
    ...told,
    topic,
    description: told.description.slice(0, LONGEST_DESCRIPTION),
    owner: declaration.owner,
    entityRef: assetEntityRef(declaration),
    scope: `${declaration.id}/${topic}`,
  };
}

function titleOf({ name, spec }: Declaration): string {
  return spec.title ?? name;
}
