import { useApi } from '@backstage/core-plugin-api';
import { Checkbox, Text, TextField } from '@backstage/ui';
import { Asset } from '@greenroom/backstage-plugin-greenroom-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import { useState } from 'react';
import { ActionDialog } from './ActionDialog';
import { deletionConsequences, holdsData } from './consequences';

export interface DeleteDialogProps {
  asset: Asset;
  onClose: () => void;
  onDone: () => void;
}

/** Deletes an asset, after saying what goes and what is kept, and after its name was typed. */
export const DeleteDialog = ({ asset, onClose, onDone }: DeleteDialogProps) => {
  const api = useApi(greenroomApiRef);
  const [typed, setTyped] = useState('');
  const [deleteData, setDeleteData] = useState(false);
  const { goes, kept } = deletionConsequences(asset, deleteData);
  return (
    <ActionDialog
      title={`Delete ${asset.title}?`}
      action="Delete"
      destructive
      incomplete={typed !== asset.name}
      run={() => api.remove(asset, { deleteData })}
      onClose={onClose}
      onDone={onDone}
    >
      <Consequence title="This goes" items={goes} />
      <Consequence title="This is kept" items={kept} />
      {holdsData(asset) && (
        <Checkbox isSelected={deleteData} onChange={setDeleteData}>
          Delete the data as well. It cannot be brought back.
        </Checkbox>
      )}
      <TextField
        label={`Type ${asset.name} to confirm`}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
      />
    </ActionDialog>
  );
};

function Consequence({ title, items }: { title: string; items: string[] }) {
  return items.length ? (
    <section aria-label={title}>
      <Text as="p" weight="bold">
        {title}
      </Text>
      <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
        {items.map(item => (
          <li key={item}>
            <Text as="span">{item}</Text>
          </li>
        ))}
      </ul>
    </section>
  ) : null;
}
