import { ButtonLink, Flex } from '@backstage/ui';
import { Asset, AssetRef } from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCard,
  Explanation,
  PhaseLine,
  Steps,
  useAsset,
} from '@greenroom/backstage-plugin-greenroom-react';
import { RiExternalLinkLine } from '@remixicon/react';
import { AssetActions } from '../dialogs/AssetActions';
import { browserHref, EndpointList } from '../parts/EndpointList';
import { Facts } from '../parts/Facts';
import { acceleratorText, hardwareText } from '../parts/hardwareText';
import { WaitingUpdate } from '../parts/WaitingUpdate';
import { NotAnAsset } from './NotAnAsset';
import { useEntityAsset } from './useEntityAsset';

/** The workbench of an entity: how it is, why, and what one can do. */
export const WorkbenchCard = () => {
  const ref = useEntityAsset('Workbench');
  return ref ? <Workbench of={ref} /> : <NotAnAsset title="Workbench" />;
};

function Workbench({ of }: { of: AssetRef<'Workbench'> }) {
  const workbench = useAsset(of);
  return (
    <AssetCard
      title="Workbench"
      what="this workbench"
      asset={workbench}
      actions={asset => (
        <AssetActions asset={asset} onDone={workbench.refresh} />
      )}
    >
      {asset => (
        <>
          <PhaseLine status={asset.status} />
          <Explanation
            of={asset.status.explanation}
            asset={asset}
            onFixed={workbench.refresh}
          />
          <WaitingUpdate asset={asset} onDone={workbench.refresh} />
          {isUnderWay(asset) && <Steps steps={asset.status.steps} />}
          <OpenLink asset={asset} />
          <WorkbenchFacts asset={asset} />
        </>
      )}
    </AssetCard>
  );
}

function isUnderWay({ status: { phase } }: Asset): boolean {
  return phase === 'Pending' || phase === 'Progressing' || phase === 'Failed';
}

function OpenLink({ asset: { status, title } }: { asset: Asset }) {
  const usable = status.phase === 'Ready' || status.phase === 'Degraded';
  const href = usable
    ? status.endpoints.map(browserHref).find(Boolean)
    : undefined;
  return href ? (
    <Flex>
      <ButtonLink
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        iconEnd={<RiExternalLinkLine aria-hidden />}
        aria-label={`Open ${title} in a new tab`}
      >
        Open workbench
      </ButtonLink>
    </Flex>
  ) : null;
}

function WorkbenchFacts({ asset }: { asset: Asset<'Workbench'> }) {
  const { spec, resolved, status } = asset;
  const notLinked = status.endpoints.filter(endpoint => !browserHref(endpoint));
  return (
    <Facts
      facts={{
        Image: imageText(asset),
        Hardware: hardwareText(asset),
        Accelerator: acceleratorText(resolved.profile, spec.hardware.count),
        Storage: storageText(asset),
        Address: notLinked.length ? (
          <EndpointList endpoints={notLinked} />
        ) : undefined,
        'Kept data': status.kept?.join(', '),
      }}
    />
  );
}

function imageText({ resolved: { image }, spec }: Asset<'Workbench'>): string {
  if ('ref' in spec.image) return spec.image.ref;
  return [image?.title ?? spec.image.name, image?.version ?? spec.image.version]
    .filter(Boolean)
    .join(' ');
}

function storageText({ spec }: Asset<'Workbench'>): string | undefined {
  return spec.storage
    ?.map(
      ({ size, existing, mountPath }) =>
        `${size ?? `Claim ${existing}`} at ${mountPath}`,
    )
    .join(', ');
}
