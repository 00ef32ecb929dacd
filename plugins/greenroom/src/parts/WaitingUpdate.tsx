import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  Asset,
  PendingChange,
  PendingUpdate,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useState } from 'react';
import { OperationDialog } from '../dialogs/OperationDialog';

const WHY: Record<PendingUpdate['cause'], string> = {
  declaration: 'A declared change waits',
  greenroom: 'A newer Greenroom sets this up differently, and waits',
  drift: 'Somebody edited this on the cluster, and putting it back waits',
};

const UNTIL: Record<PendingUpdate['impact'], string> = {
  roll: 'Applying it replaces what runs, one by one. It is applied at the next stop or restart, or when you say so.',
  restart:
    'Applying it restarts what runs. It is applied at the next stop or restart, or when you say so.',
  stop: 'It can only be applied while nothing runs. It is applied at the next stop.',
};

export interface WaitingUpdateProps {
  asset: Asset;
  /** It is applied: time to look again. */
  onDone: () => void;
}

/** A change that waits because it restarts what runs: what it is, until when it waits, and how to have it now. */
export const WaitingUpdate = ({ asset, onDone }: WaitingUpdateProps) => {
  const [asking, setAsking] = useState(false);
  const { pendingUpdate } = asset.status;
  if (!pendingUpdate) return null;
  const { cause, impact, changes } = pendingUpdate;
  const possible = impact !== 'stop' && asset.can.includes('operate');
  return (
    <Flex direction="column" gap="2" role="group" aria-label="Waiting update">
      <Alert
        status="info"
        icon
        title={WHY[cause]}
        description={UNTIL[impact]}
      />
      <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
        {changes.map(change => (
          <li key={`${change.object} ${change.path}`}>
            <Change change={change} />
          </li>
        ))}
      </ul>
      {possible && (
        <Flex>
          <Button variant="secondary" onPress={() => setAsking(true)}>
            {impact === 'roll' ? 'Update now' : 'Update and restart now'}
          </Button>
        </Flex>
      )}
      {asking && (
        <OperationDialog
          asset={asset}
          operation="update"
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      )}
    </Flex>
  );
};

function Change({ change }: { change: PendingChange }) {
  const { path, before, after } = change;
  return (
    <Text as="span" variant="body-small">
      <strong>{shortPath(path)}</strong>
      {before === undefined && after === undefined
        ? ' (values are not shown)'
        : `: ${before ?? 'not set'} → ${after ?? 'not set'}`}
    </Text>
  );
}

/** Without what every path into a pod begins with. */
function shortPath(path: string): string {
  return path.replace(/^spec\.(template\.spec|template|predictor)\./, '');
}
