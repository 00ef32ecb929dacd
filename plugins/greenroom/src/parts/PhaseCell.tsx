import { Cell, Text } from '@backstage/ui';
import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { PhaseBadge } from '@greenroom/backstage-plugin-greenroom-react';

/** Cell of a table: the phase, and whether it may be old. */
export const PhaseCell = ({
  phase,
  stale,
}: Pick<Status, 'phase' | 'stale'>) => (
  <Cell>
    <PhaseBadge phase={phase} />
    {stale && (
      <Text as="div" variant="body-small" color="secondary">
        may be old
      </Text>
    )}
  </Cell>
);
