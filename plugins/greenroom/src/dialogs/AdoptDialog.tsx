import { useApi } from '@backstage/core-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  AdoptionProposal,
  ObservedAsset,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  greenroomApiRef,
  LiveContent,
  useLive,
} from '@greenroom/backstage-plugin-greenroom-react';
import { Facts } from '../parts/Facts';
import { ActionDialog } from './ActionDialog';

export interface AdoptDialogProps {
  asset: ObservedAsset;
  onClose: () => void;
  onDone: () => void;
}

/** Shows how an object of others would be declared, and declares it so. */
export const AdoptDialog = ({ asset, onClose, onDone }: AdoptDialogProps) => {
  const api = useApi(greenroomApiRef);
  const { id, kind, manager, name, project, title } = asset;
  const proposal = useLive({
    key: `proposal ${id}`,
    load: (greenroom, signal) => greenroom.proposeAdoption(id, { signal }),
  });
  const { value } = proposal;
  const adopt = async () => {
    if (!value || project === undefined) return;
    await api.declare(
      { kind, project, name },
      {
        spec: value.spec,
        adopt: id,
        // Whoever declared that name meanwhile meant something else.
        ifMatch: 0,
        reason: `Adopted ${asset.object}, made by ${manager.name}`,
      },
    );
  };
  return (
    <ActionDialog
      title={`Adopt ${title}`}
      action="Adopt"
      incomplete={!value || value.issues.length > 0}
      run={adopt}
      onClose={onClose}
      onDone={onDone}
    >
      <Text as="p">
        From then on Greenroom keeps {asset.object} as it is declared, and you
        change it here. Nothing that runs is restarted: what needs a restart
        waits until you agree. Its volumes stay as they are.
      </Text>
      <LiveContent live={proposal} what={`how ${title} would be declared`}>
        {found => <Proposed proposal={found} />}
      </LiveContent>
    </ActionDialog>
  );
};

function Proposed({ proposal: { spec, issues, notes } }: Props) {
  return (
    <>
      {issues.map(({ field, message }) => (
        <Alert
          key={field}
          role="alert"
          status="danger"
          icon
          title="It cannot be adopted so"
          description={`${field} ${message}`}
        />
      ))}
      <Facts facts={factsOf(spec as Partial<WorkbenchSpec>)} />
      {notes.length > 0 && (
        <div>
          <Text as="p" variant="body-small" color="secondary">
            What no declaration says stays as it is:
          </Text>
          <ul style={{ margin: 0, overflowWrap: 'anywhere' }}>
            {notes.map(note => (
              <li key={note}>
                <Text as="span" variant="body-small">
                  {note}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

interface Props {
  proposal: AdoptionProposal;
}

function factsOf({ image, hardware, storage = [] }: Partial<WorkbenchSpec>) {
  return {
    Image: image && ('ref' in image ? image.ref : imageText(image)),
    Hardware:
      hardware &&
      [
        hardware.profile,
        hardware.count !== undefined && `${hardware.count} accelerators`,
        hardware.cpu && `${hardware.cpu} CPU`,
        hardware.memory && `${hardware.memory} memory`,
      ]
        .filter(Boolean)
        .join(', '),
    Volumes: storage
      .map(({ existing, mountPath }) => `${existing} at ${mountPath}`)
      .join(', '),
  };
}

function imageText({ name, version }: { name: string; version?: string }) {
  return version ? `${name} ${version}` : name;
}
