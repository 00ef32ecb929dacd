import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Checkbox, Text, TextField } from '@backstage/ui';
import { Asset } from '@greenroom/backstage-plugin-greenroom-common';
import {
  greenroomApiRef,
  LiveContent,
  useAssets,
} from '@greenroom/backstage-plugin-greenroom-react';
import { ReactNode, useState } from 'react';
import { ActionDialog } from './ActionDialog';
import { deletionConsequences, holdsData } from './consequences';

export interface DeleteDialogProps {
  asset: Asset;
  onClose: () => void;
  onDone: () => void;
}

/** Deletes an asset, after saying what goes and what is kept, and after its name was typed. */
export const DeleteDialog = (props: DeleteDialogProps) =>
  props.asset.kind === 'Project' ? (
    <DeleteProject {...props} />
  ) : (
    <Delete {...props} />
  );

/** A project goes last: what is in it is named, and has to be deleted first. */
function DeleteProject(props: DeleteDialogProps) {
  const contents = useAssets({ project: props.asset.project });
  const within = (contents.value?.items ?? []).filter(
    ({ kind }) => kind !== 'Project',
  );
  return (
    <Delete
      {...props}
      blocked={within.length > 0 || contents.state === 'loading'}
    >
      <LiveContent live={contents} what="what is in the project">
        {() =>
          within.length > 0 && (
            <Alert
              role="status"
              status="warning"
              icon
              title="The project is not empty"
              description={
                <>
                  Delete what is in it first:
                  <ul aria-label="In the project" style={{ margin: 0 }}>
                    {within.map(({ id, entityRef, kind, title }) => (
                      <li key={id}>
                        {kind}{' '}
                        <EntityRefLink entityRef={entityRef} title={title} />
                      </li>
                    ))}
                  </ul>
                </>
              }
            />
          )
        }
      </LiveContent>
    </Delete>
  );
}

function Delete({
  asset,
  blocked = false,
  onClose,
  onDone,
  children,
}: DeleteDialogProps & { blocked?: boolean; children?: ReactNode }) {
  const api = useApi(greenroomApiRef);
  const [typed, setTyped] = useState('');
  const [deleteData, setDeleteData] = useState(false);
  const { goes, kept } = deletionConsequences(asset, deleteData);
  return (
    <ActionDialog
      title={`Delete ${asset.title}?`}
      action="Delete"
      destructive
      incomplete={blocked || typed !== asset.name}
      run={() => api.remove(asset, { deleteData })}
      onClose={onClose}
      onDone={onDone}
    >
      {children}
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
}

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
