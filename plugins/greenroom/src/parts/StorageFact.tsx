import { Text } from '@backstage/ui';
import {
  Asset,
  VolumeUsage,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useUsage } from '@greenroom/backstage-plugin-greenroom-react';
import LinearProgress from '@material-ui/core/LinearProgress';
import { withStyles } from '@material-ui/core/styles';
import { AsOf } from './AsOf';
import { NotKnown } from './NotKnown';
import { fillText, isNearlyFull, whyFillUnknown } from './usageText';

const WarningProgress = withStyles({
  bar: { backgroundColor: 'var(--bui-fg-warning)' },
})(LinearProgress);

/** The volumes of a workbench, and how full they are. What nobody knows is said to be so, never drawn as empty. */
export const StorageFact = ({ asset }: { asset: Asset<'Workbench'> }) => {
  const usage = useUsage(asset);
  const volumes = (asset.spec.storage ?? []).map(storage => ({
    ...storage,
    used: usage.value?.volumes.find(({ name }) => name === storage.name),
  }));
  return (
    <>
      {volumes.map(({ name, size, existing, mountPath, used }) => (
        <div key={name}>
          <div>{`${size ?? `Claim ${existing}`} at ${mountPath}`}</div>
          {used && <Fill volume={used} />}
        </div>
      ))}
      <NotKnown
        what="How full"
        live={usage}
        reasons={volumes.map(({ used }) =>
          used ? used.unknown : 'notReported',
        )}
        why={whyFillUnknown}
      />
    </>
  );
};

function Fill({
  volume: { name, usedBytes, capacityBytes, observedAt },
}: {
  volume: VolumeUsage;
}) {
  if (usedBytes === undefined || !capacityBytes) return null;
  const text = fillText(usedBytes, capacityBytes);
  const nearlyFull = isNearlyFull(usedBytes, capacityBytes);
  const Bar = nearlyFull ? WarningProgress : LinearProgress;
  return (
    <>
      <Bar
        variant="determinate"
        value={Math.min((100 * usedBytes) / capacityBytes, 100)}
        aria-label={`Volume ${name}`}
        aria-valuetext={text}
      />
      <Text
        as="div"
        variant="body-small"
        color={nearlyFull ? 'warning' : 'secondary'}
      >
        {nearlyFull ? `Nearly full: ${text}` : text}
        <AsOf at={observedAt} />
      </Text>
    </>
  );
}
