import { useApi } from '@backstage/core-plugin-api';
import { Text } from '@backstage/ui';
import {
  Asset,
  Kind,
  Operation,
} from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import { ActionDialog } from './ActionDialog';

export const OPERATION_WORDS: Record<Operation, string> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  update: 'Update',
};

const CONSEQUENCES: Partial<Record<Kind, Record<Operation, string>>> = {
  Workbench: {
    start: 'It starts as soon as the cluster has room for it.',
    stop: 'Running notebooks and terminals end, and what is only in memory is lost. Files on its storage are kept, and its accelerators become free for others.',
    restart:
      'Running notebooks and terminals end, and what is only in memory is lost. Files on its storage are kept.',
    update:
      'The waiting change is applied now, and the workbench restarts with it: running notebooks and terminals end, and what is only in memory is lost. Files on its storage are kept.',
  },
  ModelServer: {
    start: 'It starts as soon as the cluster has room for it.',
    stop: 'Requests to it fail until it is started again. Its accelerators become free for others.',
    restart: 'Requests may fail until the new one is ready.',
    update:
      'The waiting change is applied now. Requests may fail until the new one is ready.',
  },
};

export interface OperationDialogProps {
  asset: Asset;
  operation: Operation;
  onClose: () => void;
  onDone: () => void;
}

/** Says what starting, stopping, restarting or updating means before it is done. */
export const OperationDialog = (props: OperationDialogProps) => {
  const { asset, operation, onClose, onDone } = props;
  const api = useApi(greenroomApiRef);
  return (
    <ActionDialog
      title={`${OPERATION_WORDS[operation]} ${asset.title}?`}
      action={OPERATION_WORDS[operation]}
      destructive={operation !== 'start'}
      run={() => api.operate(asset, { operation })}
      onClose={onClose}
      onDone={onDone}
    >
      <Text as="p">{CONSEQUENCES[asset.kind]?.[operation]}</Text>
    </ActionDialog>
  );
};
