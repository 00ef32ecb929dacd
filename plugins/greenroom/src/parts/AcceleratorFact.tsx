import { Text } from '@backstage/ui';
import {
  AcceleratorUse,
  Asset,
} from '@greenroom/backstage-plugin-greenroom-common';
import { useUsage } from '@greenroom/backstage-plugin-greenroom-react';
import { AsOf } from './AsOf';
import { acceleratorText } from './hardwareText';
import { NotKnown } from './NotKnown';
import { whyActivityUnknown } from './usageText';

/** Shorter pauses are how people work. */
const IDLE_FROM_MS = 15 * 60_000;

/** Which accelerators a workbench has, and whether they do anything while it runs. */
export const AcceleratorFact = ({ asset }: { asset: Asset<'Workbench'> }) => {
  const usage = useUsage(asset);
  const use = usage.value?.accelerator;
  const { resolved, spec } = asset;
  return (
    <>
      <div>{acceleratorText(resolved.profile, spec.hardware.count)}</div>
      {use?.activity !== undefined && (
        <Text as="div" variant="body-small" color="secondary">
          <Activity use={use} />
          <AsOf at={use.observedAt} />
        </Text>
      )}
      <NotKnown
        what="How busy"
        live={usage}
        reasons={[use?.unknown]}
        why={whyActivityUnknown}
      />
    </>
  );
};

function Activity({ use }: { use: AcceleratorUse }) {
  const { activity = 0, idleSince, idleLonger, observedAt = '' } = use;
  const idleMs = idleSince ? Date.parse(observedAt) - Date.parse(idleSince) : 0;
  return idleMs >= IDLE_FROM_MS ? (
    <>
      Has done nothing for {idleLonger && 'more than '}
      <time dateTime={idleSince}>{span(idleMs)}</time>
    </>
  ) : (
    <>{busyText(activity)} within the last five minutes</>
  );
}

/** A little is not nothing. */
function busyText(activity: number): string {
  const percent = Math.round(activity * 100);
  return `${activity > 0 && percent === 0 ? 'less than 1' : percent} % busy`;
}

/** `45 min`, `2 h`, from 24 hours on `24 h`: no further is looked back. */
function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
