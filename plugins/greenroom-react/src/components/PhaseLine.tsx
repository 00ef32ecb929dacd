import { Flex, Text } from '@backstage/ui';
import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { PhaseBadge } from './PhaseBadge';
import { TimeAgo } from './TimeAgo';

/** The phase, since when, and whether the cluster is already at the declared revision. */
export const PhaseLine = ({ status }: { status: Status }) => (
  <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
    {/* Only the phase is announced when it changes, not each minute that passes. */}
    <div role="status" aria-label="Phase">
      <PhaseBadge phase={status.phase} />
    </div>
    <Text as="span" variant="body-small" color="secondary">
      <TimeAgo at={phaseSince(status)} />
    </Text>
    {status.observedRevision < status.revision && (
      <Text as="span" variant="body-small" color="secondary">
        {status.phase === 'Ready'
          ? `Revision ${status.observedRevision} runs, and ${status.revision} waits`
          : `Revision ${status.revision} is on its way to the cluster`}
      </Text>
    )}
  </Flex>
);

/** The summary condition dates the phase; the status as a whole also changes when a detail does. */
function phaseSince({ conditions, observedAt }: Status): string {
  return conditions.find(({ type }) => type === 'Ready')?.since ?? observedAt;
}
