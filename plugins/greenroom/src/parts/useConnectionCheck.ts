import { useApi } from '@backstage/core-plugin-api';
import {
  AssetRef,
  ConnectionCheck,
} from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import { useCallback, useEffect, useRef, useState } from 'react';

/** How far a check is: none yet, under way, ended well or badly, or not possible. */
export type CheckState =
  | { checking: boolean; found?: undefined; error?: undefined }
  | { checking: false; found: ConnectionCheck; error?: undefined }
  | { checking: false; found?: undefined; error: unknown };

const NONE: CheckState = { checking: false };

/** Checks a connection when asked to. What was found is forgotten with the page. */
export function useConnectionCheck({
  kind,
  project,
  name,
}: AssetRef<'Connection'>) {
  const api = useApi(greenroomApiRef);
  const [state, setState] = useState<CheckState>(NONE);
  const running = useRef<AbortController>();

  /** What was found is about something else by now. */
  const forget = useCallback(() => {
    running.current?.abort();
    setState(NONE);
  }, []);

  const check = useCallback(() => {
    running.current?.abort();
    const ended = new AbortController();
    running.current = ended;
    const show = (next: CheckState) => !ended.signal.aborted && setState(next);
    show({ checking: true });
    const { signal } = ended;
    api.checkConnection({ kind, project, name }, { signal }).then(
      found => show({ checking: false, found }),
      error => show({ checking: false, error }),
    );
  }, [api, kind, project, name]);

  useEffect(() => forget, [forget, kind, project, name]);
  return { ...state, check, forget };
}
