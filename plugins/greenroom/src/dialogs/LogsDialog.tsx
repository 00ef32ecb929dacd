import { Button, Flex, Select, Text } from '@backstage/ui';
import {
  Asset,
  AssetContainer,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  useContainers,
} from '@greenroom/backstage-plugin-greenroom-react';
import { useState } from 'react';
import { ContainerLog } from '../parts/ContainerLog';
import { DialogFrame } from './DialogFrame';

export interface LogsDialogProps {
  asset: Asset;
  onClose: () => void;
}

/** What the containers of an asset print; of several, the one that the reader picks. */
export const LogsDialog = ({ asset, onClose }: LogsDialogProps) => {
  const containers = useContainers(asset);
  return (
    <DialogFrame
      title={`Logs of ${asset.title}`}
      wide
      onClose={onClose}
      footer={<Button onPress={onClose}>Done</Button>}
    >
      <LiveContent live={containers} what="its containers">
        {found =>
          found.length ? (
            <PickedLog asset={asset} containers={found} />
          ) : (
            <Text as="p">{whyNone(asset)}</Text>
          )
        }
      </LiveContent>
    </DialogFrame>
  );
};

function PickedLog({
  asset,
  containers,
}: {
  asset: Asset;
  containers: readonly AssetContainer[];
}) {
  const [picked, setPicked] = useState<string>();
  const shown =
    containers.find(each => keyOf(each) === picked) ??
    containers.find(each => each.log) ??
    containers[0];
  const oneOfMany = containers.some(({ pod }) => pod !== containers[0].pod);
  return (
    <Flex direction="column" gap="3" style={{ minWidth: 0 }}>
      {containers.length > 1 && (
        <Select
          label="Container"
          value={keyOf(shown)}
          onChange={key => setPicked(String(key))}
          options={containers.map(each => ({
            value: keyOf(each),
            label: nameOf(each, oneOfMany),
          }))}
        />
      )}
      <ContainerLog key={keyOf(shown)} asset={asset} of={shown} />
    </Flex>
  );
}

function keyOf({ pod, container }: AssetContainer): string {
  return `${pod}/${container}`;
}

function nameOf(
  { pod, container, init }: AssetContainer,
  withPod: boolean,
): string {
  return `${container}${withPod ? ` in ${pod}` : ''}${
    init ? ' (before the start)' : ''
  }`;
}

function whyNone({ status: { phase } }: Asset): string {
  return phase === 'Stopped' || phase === 'Stopping'
    ? 'It is stopped: nothing runs, and what ran is not on the cluster any more.'
    : 'It has not got as far as a container yet. The card says what it waits for.';
}
