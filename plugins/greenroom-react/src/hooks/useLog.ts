import { useApi } from '@backstage/frontend-plugin-api';
import {
  AssetRef,
  LogRequest,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useCallback, useEffect, useState } from 'react';
import { failureKind } from '../api/failure';
import { greenroomApiRef } from '../api/greenroomApiRef';
import { LiveResult } from '../live/useLive';

interface Answer {
  question: string;
  value?: string;
  error?: Error;
}

/**
 * The last lines of a log, asked for once and again on `refresh`: each look is
 * recorded, so it is somebody's wish and not a clock's. It is kept nowhere.
 */
export function useLog(
  { kind, project, name }: AssetRef,
  { pod, container, previous, tailLines }: LogRequest,
): LiveResult<string> & { refreshing: boolean } {
  const api = useApi(greenroomApiRef);
  const [asked, setAsked] = useState(1);
  const [answered, setAnswered] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const question = JSON.stringify([
    ...[kind, project, name],
    ...[pod, container, previous, tailLines],
  ]);
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const end = (given: Omit<Answer, 'question'>) => {
      if (signal.aborted) return;
      setAnswer({ question, ...given });
      setAnswered(asked);
    };
    api
      .logs(
        { kind, project, name },
        { pod, container, previous, tailLines },
        { signal },
      )
      .then(
        value => end({ value }),
        (error: Error) => end({ error }),
      );
    return () => ended.abort();
    // The question is all that the rest is made of.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, question, asked]);
  const refresh = useCallback(() => setAsked(count => count + 1), []);
  // What was asked before is about another container.
  const current = answer?.question === question ? answer : undefined;
  return {
    ...shown(current),
    refresh,
    refreshing: current === undefined || answered < asked,
  };
}

function shown(
  answer: Answer | undefined,
): Omit<LiveResult<string>, 'refresh'> {
  if (!answer) return { state: 'loading', stale: false };
  const { value, error } = answer;
  return value === undefined
    ? { state: stateOf(error), error, stale: false }
    : { state: 'ready', value, stale: false };
}

/** Of a container that is gone the answer says so in words: it is not the asset that is missing. */
function stateOf(error: unknown): 'denied' | 'error' {
  return failureKind(error) === 'denied' ? 'denied' : 'error';
}
