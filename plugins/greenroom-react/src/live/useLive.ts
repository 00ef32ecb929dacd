import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import { useMemo, useSyncExternalStore } from 'react';
import { greenroomApiRef } from '../api/greenroomApiRef';
import { LiveChannel, LiveQuery, LiveSnapshot } from './LiveQuery';
import { sharedQuery } from './sharedQuery';

/** A live answer, and a way to ask again now. */
export interface LiveResult<T> extends LiveSnapshot<T> {
  refresh: () => void;
}

/** What to ask for, and what tells that the answer changed. */
export interface LiveQuestion<T> {
  /** Two questions with the same key are the same question: on one page they are asked once. */
  key: string;
  load: (api: GreenroomApi, signal: AbortSignal) => Promise<T>;
  channels?: (value: T | undefined) => LiveChannel[];
}

/** Keeps the answer to a question up to date while the component is shown. */
export function useLive<T>(question: LiveQuestion<T>): LiveResult<T> {
  const api = useApi(greenroomApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const query = useMemo(
    () =>
      sharedQuery(
        api,
        question.key,
        () =>
          new LiveQuery<T>({
            load: signal => question.load(api, signal),
            channels: question.channels ?? (() => []),
            signals,
          }),
      ),
    // The key stands for the question, whose functions are new at every rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, signals, question.key],
  );
  const snapshot = useSyncExternalStore(query.subscribe, query.getSnapshot);
  return useMemo(
    () => ({ ...snapshot, refresh: query.refresh }),
    [snapshot, query],
  );
}
