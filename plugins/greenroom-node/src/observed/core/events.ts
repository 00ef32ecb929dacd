import { ObservedKind, SeenAbout } from '../Observations';
import { bounded } from './meta';

export interface SeenEvent extends SeenAbout {
  kind: 'Event';
  type: string;
  reason: string;
  message: string;
  count: number;
  /** ISO 8601 */
  lastSeen: string;
  source?: string;
}

interface Event {
  type?: string;
  reason?: string;
  message?: string;
  note?: string;
  count?: number;
  eventTime?: string | null;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  series?: { count?: number; lastObservedTime?: string };
  involvedObject?: { kind?: string; name?: string; uid?: string };
  source?: { component?: string };
  reportingComponent?: string;
}

/** Events, by the object that they are about. */
export const events: ObservedKind<SeenEvent> = {
  apiVersion: 'v1',
  kind: 'Event',
  project: object => {
    const event = object as unknown as Event;
    const { kind, name, uid } = event.involvedObject ?? {};
    if (!kind || !name) return undefined;
    const {
      namespace,
      name: eventName,
      uid: eventUid = '',
      resourceVersion = '',
    } = object.metadata;
    return {
      kind: 'Event',
      metadata: { name: eventName, namespace, uid: eventUid, resourceVersion },
      type: event.type ?? 'Normal',
      reason: event.reason ?? '',
      message: bounded(event.message ?? event.note) ?? '',
      count: event.series?.count ?? event.count ?? 1,
      lastSeen:
        event.series?.lastObservedTime ??
        event.lastTimestamp ??
        event.eventTime ??
        event.firstTimestamp ??
        object.metadata.creationTimestamp ??
        '',
      involved: { kind, name, uid },
      source: event.source?.component || event.reportingComponent,
    };
  },
};
