import {
  Asset,
  AssetRef,
  Phase,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCard,
  Explanation,
  PhaseLine,
  Steps,
  TimeAgo,
  useAsset,
} from '@greenroom/backstage-plugin-greenroom-react';
import { AssetActions } from '../dialogs/AssetActions';
import { LogsButton } from '../dialogs/LogsButton';
import { EndpointList } from '../parts/EndpointList';
import { Events } from '../parts/Events';
import { Facts } from '../parts/Facts';
import { acceleratorText, hardwareText } from '../parts/hardwareText';
import { WaitingUpdate } from '../parts/WaitingUpdate';
import { NotAnAsset } from './NotAnAsset';
import { useEntityAsset } from './useEntityAsset';

/** The model server of an entity: whether it answers, where, and what failed last. */
export const ModelHealthCard = () => {
  const ref = useEntityAsset('ModelServer');
  return ref ? <ModelHealth of={ref} /> : <NotAnAsset title="Model health" />;
};

function ModelHealth({ of }: { of: AssetRef<'ModelServer'> }) {
  const server = useAsset(of);
  return (
    <AssetCard
      title="Model health"
      what="this model server"
      asset={server}
      actions={asset => <AssetActions asset={asset} onDone={server.refresh} />}
    >
      {asset => (
        <>
          <PhaseLine status={asset.status} />
          <Explanation
            of={asset.status.explanation}
            asset={asset}
            onFixed={server.refresh}
          />
          <WaitingUpdate asset={asset} onDone={server.refresh} />
          {asset.status.phase !== 'Ready' &&
            asset.status.phase !== 'Stopped' && (
              <Steps steps={asset.status.steps} />
            )}
          <ModelFacts asset={asset} />
          <Events asset={asset}>
            <LogsButton asset={asset} />
          </Events>
        </>
      )}
    </AssetCard>
  );
}

function ModelFacts({ asset }: { asset: Asset<'ModelServer'> }) {
  const { spec, resolved, status, name } = asset;
  return (
    <Facts
      facts={{
        Endpoints: status.endpoints.length ? (
          <EndpointList endpoints={status.endpoints} />
        ) : undefined,
        Model: spec.model.name ?? name,
        Files: spec.model.uri,
        Runtime: runtimeText(asset),
        Replicas: spec.replicas ?? 1,
        Hardware: hardwareText(asset),
        Accelerator: acceleratorText(resolved.profile, spec.hardware.count),
        'Last failure': <LastFailure asset={asset} />,
      }}
    />
  );
}

function runtimeText({ spec, resolved }: Asset<'ModelServer'>): string {
  return [
    resolved.runtime?.title ?? spec.runtime.name,
    resolved.runtime?.version ?? spec.runtime.version,
  ]
    .filter(Boolean)
    .join(' ');
}

/** In the other phases a condition that is false is on its way, or wanted. */
const UNWELL: readonly Phase[] = ['Pending', 'Degraded', 'Failed', 'Unknown'];

function LastFailure({
  asset: {
    status: { phase, conditions },
  },
}: {
  asset: Asset;
}) {
  const [latest] = conditions
    .filter(({ status: value }) => UNWELL.includes(phase) && value === 'False')
    .sort((a, b) => b.since.localeCompare(a.since));
  return latest ? (
    <>
      {latest.message || latest.reason} (<TimeAgo at={latest.since} />)
    </>
  ) : (
    <>None now</>
  );
}
