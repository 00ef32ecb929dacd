import { Alert, Button, Flex } from '@backstage/ui';
import {
  Asset,
  PendingUpdate,
} from '@greenroom/backstage-plugin-greenroom-common';
import { TimeAgo } from '@greenroom/backstage-plugin-greenroom-react';
import { useState } from 'react';
import { OperationDialog } from '../dialogs/OperationDialog';
import { ChangeTable } from './ChangeTable';

const WHY: Record<PendingUpdate['cause'], string> = {
  declaration: 'A declared change waits',
  greenroom: 'A newer Greenroom sets this up differently, and waits',
  drift: 'Somebody edited this on the cluster, and putting it back waits',
};

const WHAT: Record<PendingUpdate['impact'], string> = {
  roll: 'Applying it replaces what runs, one by one.',
  restart: 'Applying it restarts what runs.',
  stop: 'It can only be applied while nothing runs.',
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
  if (!pendingUpdate || asset.deletion) return null;
  const { cause, impact, since, changes } = pendingUpdate;
  const possible = impact !== 'stop' && asset.can.includes('operate');
  return (
    <Flex direction="column" gap="2" role="group" aria-label="Waiting update">
      <Alert
        status="info"
        icon
        title={WHY[cause]}
        description={
          <>
            {WHAT[impact]} {until(impact, possible)} It began to wait{' '}
            <TimeAgo at={since} />.
          </>
        }
      />
      <ChangeTable changes={changes} />
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

function until(impact: PendingUpdate['impact'], possible: boolean): string {
  const owner = possible ? 'you say so' : 'its owner says so';
  return `What runs stays as it is until the next ${
    impact === 'stop' ? 'stop' : `stop or restart, or until ${owner}`
  }.`;
}
