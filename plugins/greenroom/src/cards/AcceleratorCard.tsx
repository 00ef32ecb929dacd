import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_ASSET,
  AssetRef,
  parseAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  LiveContent,
  useAsset,
  useCapacity,
} from '@greenroom/backstage-plugin-greenroom-react';
import { AcceleratorUsageList } from '../parts/AcceleratorUsageList';
import { NotAnAsset } from './NotAnAsset';

const TITLE = 'Accelerator usage';

/** The accelerators of the cluster that an entity's asset is on: how many are free, and who has the others. */
export const AcceleratorCard = () => {
  const { entity } = useEntity();
  const ref = parseAssetRef(
    entity.metadata.annotations?.[ANNOTATION_ASSET] ?? '',
  );
  return ref ? <Accelerators of={ref} /> : <NotAnAsset title={TITLE} />;
};

function Accelerators({ of }: { of: AssetRef }) {
  const { asset, ...rest } = useAsset(of);
  const capacity = useCapacity();
  return (
    <EntityInfoCard title={TITLE}>
      <LiveContent
        live={{ ...rest, value: asset }}
        what="the cluster of this asset"
      >
        {({ cluster }) => (
          <LiveContent live={capacity} what="the accelerators">
            {seen => <AcceleratorUsageList capacity={seen} cluster={cluster} />}
          </LiveContent>
        )}
      </LiveContent>
    </EntityInfoCard>
  );
}
