import { Button, ButtonLink, Flex } from '@backstage/ui';
import {
  Asset,
  Kind,
  Operation,
  Phase,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useState } from 'react';
import { useTemplateHrefs } from '../parts/useTemplateHrefs';
import { DeclaredInGitDialog } from './DeclaredInGitDialog';
import { DeleteDialog } from './DeleteDialog';
import { OperationDialog, OPERATION_WORDS } from './OperationDialog';

export interface AssetActionsProps {
  asset: Asset;
  /** Something was done: time to look again. */
  onDone: () => void;
}

/** What the reader may do with an asset. What is not allowed, or makes no sense now, is not offered. */
export const AssetActions = ({ asset, onDone }: AssetActionsProps) => {
  const [open, setOpen] = useState<Operation | 'edit' | 'delete'>();
  const hrefs = useTemplateHrefs();
  const editHref = hrefs.edit(asset);
  const copyHref = asset.kind === 'Workbench' ? hrefs.copy(asset) : undefined;
  const { can, deletion, source, unclaimedSince } = asset;
  const inGit = source.type === 'catalog' && !unclaimedSince;
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onDone();
  };
  return (
    <>
      <Flex gap="2" style={{ flexWrap: 'wrap', justifyContent: 'flex-end' }}>
        {operationsOf(asset).map(operation => (
          <Button
            key={operation}
            variant="secondary"
            onPress={() => setOpen(operation)}
          >
            {OPERATION_WORDS[operation]}
          </Button>
        ))}
        {can.includes('update') &&
          !deletion &&
          (source.type === 'catalog' ? (
            <Button variant="secondary" onPress={() => setOpen('edit')}>
              Edit…
            </Button>
          ) : (
            editHref && (
              <ButtonLink variant="secondary" href={editHref}>
                Edit
              </ButtonLink>
            )
          ))}
        {can.includes('update') && copyHref && (
          <ButtonLink variant="secondary" href={copyHref}>
            Edit a copy
          </ButtonLink>
        )}
        {can.includes('delete') && !deletion && (
          <Button
            variant="secondary"
            destructive
            onPress={() => setOpen('delete')}
          >
            Delete asset…
          </Button>
        )}
      </Flex>
      {(open === 'edit' || (open === 'delete' && inGit)) &&
        source.type === 'catalog' && (
          <DeclaredInGitDialog
            asset={asset}
            source={source}
            wanted={open}
            onClose={close}
          />
        )}
      {open === 'delete' && !inGit && (
        <DeleteDialog asset={asset} onClose={close} onDone={done} />
      )}
      {open && open !== 'edit' && open !== 'delete' && (
        <OperationDialog
          asset={asset}
          operation={open}
          onClose={close}
          onDone={done}
        />
      )}
    </>
  );
};

const AT_REST: readonly Phase[] = ['Stopped', 'Stopping'];
const WITHOUT_PODS: readonly Kind[] = ['Project', 'Connection'];

function operationsOf({ kind, can, deletion, status }: Asset): Operation[] {
  if (WITHOUT_PODS.includes(kind)) return [];
  if (deletion || !can.includes('operate')) return [];
  return AT_REST.includes(status.phase) ? ['start'] : ['stop', 'restart'];
}
