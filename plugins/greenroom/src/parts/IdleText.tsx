import { IdleClock } from '@greenroom/backstage-plugin-greenroom-common';
import { TimeAgo } from '@greenroom/backstage-plugin-greenroom-react';

/** When something was used last, and when the cluster stops it for that. */
export const IdleText = ({
  of: { lastActivity, stopsAt },
}: {
  of: IdleClock;
}) => (
  <>
    <TimeAgo at={lastActivity} />
    {stopsAt ? (
      <>
        ; the cluster stops it{' '}
        <time dateTime={stopsAt}>{new Date(stopsAt).toLocaleString()}</time>{' '}
        unless it is used before
      </>
    ) : (
      '; the cluster stops what nobody uses, and the platform team has not said here after how long'
    )}
  </>
);
